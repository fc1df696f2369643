"""A month's ledger: the county's own, each filing once, counted by week, limit and cause; on both engines."""

from collections import Counter
from datetime import date

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.errors import NotAllowed
from portal.domain.month import Month
from portal.domain.timeliness import Timeliness
from portal.domain.vocabulary import Channel, Role
from portal.services import feedback, ledger, review
from tests.certificates import in_force, sent_in
from tests.people import acting, citizen, person, staff

SEPTEMBER = Month(date(2026, 9, 1))


@pytest.fixture
def boss(services: Flask) -> Context:
    """The supervisor of 汶上."""
    return acting(staff("boss", role=Role.SUPERVISOR))


def test_a_month_is_counted_by_week_limit_item_and_cause(boss: Context) -> None:
    citizen_of_first = citizen(person(1))
    approved = in_force(acting(citizen_of_first), person(1))
    open_one = sent_in(acting(citizen(person(2))), person(2))
    review.request_correction(acting(staff("other")), open_one.number, open_one.version, ["residence_proof"], "")
    feedback.rate(acting(citizen_of_first), approved.number, 4, "快")
    found = ledger.lines(boss, SEPTEMBER)
    assert [line.number for line in found] == [approved.number, open_one.number]
    assert found[0].decided_on == date(2026, 9, 14)
    counted = ledger.figures(boss, SEPTEMBER)
    assert counted.weeks == {date(2026, 9, 14): Counter({Channel.ONLINE: 2})}
    assert (counted.timeliness.total(), counted.timeliness[Timeliness.OPEN]) == (2, 1)
    [item] = counted.items
    assert (item.item_id, item.sent, item.decided, item.median_days, item.late) == ("wenshang.long-term", 2, 1, 0, 0)
    assert (counted.causes, counted.ratings) == (Counter({"residence_proof": 1}), Counter({4: 1}))
    elsewhere = acting(staff("elsewhere", "fushun", Role.SUPERVISOR))
    assert ledger.figures(elsewhere, SEPTEMBER).ratings == Counter()


def test_another_month_and_another_county_see_nothing_of_it(boss: Context) -> None:
    sent_in(acting(citizen(person(1))), person(1))
    assert ledger.lines(boss, SEPTEMBER.after) == []
    assert ledger.lines(acting(staff("elsewhere", "fushun", Role.SUPERVISOR)), SEPTEMBER) == []


def test_it_is_a_supervisors_and_taking_it_asks_who_they_are(boss: Context) -> None:
    with pytest.raises(NotAllowed):
        ledger.lines(acting(staff("clerk")), SEPTEMBER)
    with pytest.raises(NotAllowed):
        ledger.take(boss, SEPTEMBER, "ledger")
