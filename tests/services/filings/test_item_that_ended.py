"""A county's later edition without an item ends it for whoever begins, and for nobody who has filed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.errors import DomainError
from portal.domain.vocabulary import FilingStatus
from portal.models import User
from portal.services import amendments, filings
from portal.services.rulebook import rulebook
from tests.approving import approve
from tests.people import NOW, acting, citizen, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import submitted

ITEM, YEAR = "wenshang.long-term", timedelta(days=365)


@pytest.fixture
def ending(services: Flask) -> Iterator[None]:
    """An edition in force a year from now, without the item."""
    usual = rulebook.catalogue
    county = usual.county("wenshang")
    assert county is not None
    rest = tuple(item for item in county.items if item.id != ITEM)
    later = replace(county, edition=(NOW + YEAR).date(), items=rest)
    rulebook.use(replace(usual, editions=(*usual.editions, later)), rulebook.calendar, rulebook.gazetteer)
    yield
    rulebook.use(usual, rulebook.calendar, rulebook.gazetteer)


def begun(user: User) -> str:
    return filings.open_draft(acting(user), ITEM, long_stay(person(1))).number


def _begin(user: User, _number: str) -> object:
    return filings.open_draft(acting(user, later=YEAR), ITEM, long_stay(person(1)))


def _send_in(user: User, number: str) -> object:
    return filings.submit(acting(user, later=YEAR), number)


@pytest.mark.parametrize("act", [_begin, _send_in])
def test_nobody_begins_or_sends_in_what_the_county_has_ended(ending: None, act: Callable[[User, str], object]) -> None:
    user = citizen(person(1))
    number = begun(user)
    with pytest.raises(DomainError) as refused:
        act(user, number)
    assert refused.value.code == "item_ended"


def test_who_filed_before_keeps_the_edition_and_cannot_change_into_what_is_gone(ending: None) -> None:
    user, filing = submitted()
    approved = approve(acting(staff("clerk"), later=YEAR), filing)
    assert approved.status is FilingStatus.APPROVED
    assert approved.item_version == "2026-11-01"
    with pytest.raises(DomainError) as refused:
        amendments.begin_change(acting(user, later=YEAR), approved.number, lambda _key: None)
    assert refused.value.code == "item_ended"
