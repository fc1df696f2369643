"""办件公示: which filings the public list holds, and what of each; on both engines."""

from dataclasses import fields

from flask import Flask

from portal.domain.vocabulary import FilingStatus
from portal.services import amendments, disclosure, filings
from portal.services.disclosure import PublicLine
from tests.approving import approve
from tests.people import acting, citizen, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import submitted


def shown(county: str = "wenshang") -> list[tuple[str, FilingStatus]]:
    """The ends of the numbers on that county's list, and how each filing stands."""
    return [(line.number_tail, line.status) for line in disclosure.page(county)]


def test_it_holds_what_was_sent_in_and_not_taken_back(services: Flask) -> None:
    """A draft is its writer's alone, and what somebody took back is no case of the agency's any more."""
    (owner, sent), (_other, decided) = submitted(1, with_proof=False), submitted(2)
    approve(acting(staff("clerk")), decided)
    filings.open_draft(acting(citizen(person(3))), "wenshang.long-term", long_stay(person(3)))
    both = [(decided.number[-4:], FilingStatus.APPROVED), (sent.number[-4:], FilingStatus.SUBMITTED)]
    assert shown() == both
    amendments.withdraw(acting(owner), sent.number, sent.version)
    assert shown() == both[:1]
    assert shown("fushun") == []


def test_a_line_says_of_whom_it_is_by_four_figures_and_nothing_else(services: Flask) -> None:
    _user, filing = submitted()
    [line] = disclosure.page("wenshang")
    assert line.number_tail == filing.number[-4:]
    assert {each.name for each in fields(PublicLine)} == {
        "id",
        "number_tail",
        "item_id",
        "submitted_at",
        "accepted_at",
        "decided_at",
        "status",
        "asks_for",
    }
