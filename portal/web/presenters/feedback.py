"""A rating and complaints as their person and the supervisor read them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from flask import url_for

from portal.domain.numbering import grouped
from portal.domain.published import Way
from portal.models import FilingEvent
from portal.services.cases import Case
from portal.services.feedback import Complaint, WaitingComplaint, rating_of
from portal.services.rulebook import rulebook
from portal.web.dates import day, moment
from portal.web.labels import SATISFACTION
from portal.web.language import gettext as _
from portal.web.presenters.damage import legible
from portal.web.presenters.guide_facts import Parts, parts_of
from portal.web.presenters.mending import on_whose_word
from portal.web.presenters.sentences import item_name


class ComplaintShown(NamedTuple):
    """What was said, when, by when it is answered, and the answer."""

    at: str
    words: str
    said_by: str
    clock: str
    answer: str
    answered_at: str


def complaints_shown(complaints: Iterable[Complaint]) -> list[ComplaintShown]:
    """In the same order."""
    return [_shown(each) for each in complaints]


def _shown(complaint: Complaint) -> ComplaintShown:
    answer = complaint.answer
    return ComplaintShown(
        at=moment(complaint.made.at),
        words=_words_of(complaint.made),
        said_by=legible(lambda: on_whose_word(complaint.made.detail.said_by)),
        clock="" if answer else clock(complaint.due_on),
        answer=_words_of(answer) if answer else "",
        answered_at=moment(answer.at) if answer else "",
    )


def clock(due: date | None) -> str:
    """By when an answer comes."""
    return str(_("最晚 %(day)s 答复", day=day(due)) if due else _("几天内答复，还没有定"))


def rating_shown(case: Case) -> str:
    """What was given; empty before that."""
    event = rating_of(case)
    if event is None:
        return ""
    return legible(lambda: "：".join(filter(None, (str(SATISFACTION[event.detail.stars]), event.detail.reason))))


def _words_of(event: FilingEvent) -> str:
    return legible(lambda: event.detail.reason)


def ways_of(case: Case, kind: str) -> list[Parts]:
    """Where else one rates or complains, as the guide states it: `ratings` or `complaints` of the item."""
    ways: Sequence[Way] = getattr(case.item, kind)
    return [parts_of(" ".join(filter(None, (way.how, way.phone.value, way.address.value)))) for way in ways]


class WaitingRow(NamedTuple):
    """One line of the supervisor's list: nobody's name and no word of it."""

    number: str
    item: str
    at: str
    clock: str
    is_late: bool
    url: str


def waiting_row(complaint: WaitingComplaint, is_late: bool) -> WaitingRow:
    """As the list shows it."""
    item = rulebook.catalogue.item(complaint.item_id)
    return WaitingRow(
        number=grouped(complaint.number),
        item=item_name(item) if item else complaint.item_id,
        at=moment(complaint.at),
        clock=clock(complaint.due_on),
        is_late=is_late,
        url=url_for("admin_complaints.show", number=complaint.number),
    )
