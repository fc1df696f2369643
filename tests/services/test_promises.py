"""Promised papers have a day: noted with the call, chased in order of the day, forgotten once they came."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.day_place import DayPlace
from portal.domain.errors import Invalid
from portal.domain.policy import Permission
from portal.domain.vocabulary import Channel, EventKind
from portal.models import Filing, db
from portal.services import cases, history, intake, promises, review
from portal.services.intake import Promised
from tests.people import NOW, acting, person, staff
from tests.web.clerk.cases import emergency, filed, page, telephoned
from tests.web.living import LivingPortal

TODAY = NOW.date()
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def in_app(living: LivingPortal) -> Iterator[Flask]:
    """An empty portal of its own."""
    living.renew()
    with living.app.app_context():
        yield living.app


def numbers(clerk: str = "clerk") -> list[str]:
    return [each.number for each in promises.to_chase(acting(staff(clerk)))]


def test_a_call_notes_what_is_promised_and_the_list_has_the_earliest_first() -> None:
    clerk = acting(staff("phone"), Channel.PHONE)
    later = intake.enter(
        clerk, "wenshang.emergency", emergency(person(1)), "key-1", promised=Promised(TODAY + 3 * A_DAY)
    ).filing.number
    sooner = telephoned(2).number
    assert numbers("one") == [later]
    promises.note(clerk, sooner, TODAY)
    assert numbers("two") == [sooner, later]
    [event] = [
        each
        for each in history.events_of(db.session.query(Filing).filter_by(number=later).one())
        if each.kind is EventKind.DOCUMENTS_PROMISED
    ]
    assert (event.detail.kinds, event.detail.promised_on) == (("emergency_record",), TODAY + 3 * A_DAY)
    place = DayPlace(TODAY, promises.to_chase(clerk)[0].id)
    assert [each.number for each in promises.to_chase(clerk, place)] == [later]
    assert promises.to_chase(acting(staff("far", "liujiang"))) == []


@pytest.mark.parametrize("how", ["it came", "it was withdrawn"])
def test_what_came_or_ended_is_chased_no_longer(how: str) -> None:
    clerk = acting(staff("phone"), Channel.PHONE)
    filing = telephoned(1)
    promises.note(clerk, filing.number, TODAY)
    if how == "it came":
        shown = cases.open_case(clerk, filing.number, Permission.FILING_READ)
        arrived = intake.Arrived("emergency_record", page(), True)
        intake.receive(clerk, shown, filing.version, arrived=[arrived])
    else:
        review.refuse(clerk, filing.number, filing.version, "经核对不是急诊")
    assert numbers() == []


@pytest.mark.parametrize(
    ("days", "code"), [(None, "promise_needs_a_day"), (-1, "promised_in_the_past"), (1, "nothing_is_owed")]
)
def test_a_promise_that_says_nothing_is_refused(days: int | None, code: str) -> None:
    clerk = acting(staff("clerk"))
    with pytest.raises(Invalid) as refused:
        promises.note(clerk, filed(1).number, None if days is None else TODAY + days * A_DAY)
    assert refused.value.code == code
    assert numbers("other") == []
