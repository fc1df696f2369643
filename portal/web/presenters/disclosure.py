"""The public list of cases: number tail, item, dates, state, and nothing of anybody."""

from typing import NamedTuple

from portal.services.disclosure import PublicLine
from portal.services.rulebook import rulebook
from portal.web.dates import day_of
from portal.web.labels import StatusTag
from portal.web.presenters.asked_for import tag_asked
from portal.web.presenters.sentences import item_name


class CaseLine(NamedTuple):
    """One line of the public list, in words."""

    tail: str
    item: str
    submitted: str
    accepted: str
    decided: str
    tag: StatusTag


def case_line(row: PublicLine) -> CaseLine:
    """The line of a case."""
    item = rulebook.catalogue.item(row.item_id)
    return CaseLine(
        tail=row.number_tail,
        item=item_name(item) if item else row.item_id,
        submitted=day_of(row.submitted_at),
        accepted=day_of(row.accepted_at),
        decided=day_of(row.decided_at),
        tag=tag_asked(row.status, row.asks_for),
    )
