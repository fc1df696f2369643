"""What a clerk sees beside a filing: claims that wait for the same decision are never crowded out."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from portal.models import Filing, User
from portal.services import amendments, casework, filings
from tests.people import acting, citizen, long_stay, person, staff

WHO = person(1)
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two are read, where otherwise it is a hundred."""
    monkeypatch.setattr(casework, "MOST_OTHERS", 2)
    casework._others_of.cache_clear()
    yield
    casework._others_of.cache_clear()


def filed(user: User) -> Filing:
    """Sent in by an account that was registered with that person's number."""
    draft = filings.open_draft(acting(user), "wenshang.long-term", long_stay(WHO))
    return filings.submit(acting(user), draft.number)


def test_a_claim_that_waits_is_seen_whatever_was_withdrawn_and_made_anew(services: Flask) -> None:
    owners, stranger = filed(citizen(WHO)), citizen(replace(WHO, phone="13800000077"))
    for _turn in range(3):
        theirs = filed(stranger)
        amendments.withdraw(acting(stranger), theirs.number, theirs.version)
    newest = filed(stranger)
    assert casework.open_case(acting(staff("clerk")), newest.number).others[0].number == owners.number


def test_what_is_proven_and_what_came_first_stand_before_what_came_after(services: Flask) -> None:
    clerk = staff("clerk")
    strangers = [filed(citizen(replace(WHO, phone=f"1380000007{n}"))) for n in range(2)]
    owners = filed(citizen(WHO, verified_by=clerk))
    newest = filed(citizen(replace(WHO, phone="13800000079")))
    others = casework.open_case(acting(clerk), newest.number).others
    assert [each.number for each in others] == [owners.number, strangers[0].number]
