"""Before a promise is looked into and before a filing ends its people get a message: each day of a filing once."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.actor import SYSTEM, Context
from portal.domain.claims import AgentClaim
from portal.domain.messages import MessageKind, MessageState
from portal.domain.pledges import PledgeState
from portal.domain.reminders import ReminderDays
from portal.domain.vocabulary import EventKind
from portal.models import Filing, FilingEvent, Notice, User, db
from portal.models.transaction import transaction
from portal.services import amendments, filings, outbox, pledge_checks, reminders
from tests.certificates import in_force
from tests.gateways import TEMPLATES, Gateway, serving
from tests.people import NOW, acting, citizen, long_stay, person, staff
from tests.services.test_messages import all_messages, states, work_off
from tests.services.test_pledge_checks import pledged

A_DAY = timedelta(days=1)
BOTH = ReminderDays(of_pledge=7, of_end=30)


def on_day(number: int) -> Context:
    """The worker, so many days after the approval."""
    return Context(SYSTEM, NOW + number * A_DAY)


def reminded() -> list[EventKind]:
    """What stands in the histories of it."""
    kinds = (EventKind.PLEDGE_REMINDED, EventKind.END_REMINDED)
    return list(
        db.session.scalars(select(FilingEvent.kind).where(FilingEvent.kind.in_(kinds)).order_by(FilingEvent.id))
    )


def ending(serial: int = 1, days: int = 100, owner: User | None = None) -> Filing:
    """In force for so many days."""
    filing = in_force(acting(owner or citizen(person(serial))), person(serial), f"approver-{serial}")
    with transaction():
        filing.ends_on = NOW.date() + days * A_DAY
    return filing


def test_a_promise_is_reminded_of_once_a_day_that_was_set(services: Flask) -> None:
    filing, clerk = pledged(1), acting(staff("clerk"))
    pledge_checks.set_day(clerk, filing.number, NOW.date() + 20 * A_DAY)
    found = [reminders.put(on_day(each), BOTH) for each in (0, 12, 13, 13, 14)]
    assert found == [0, 0, 1, 0, 0]
    pledge_checks.set_day(clerk, filing.number, NOW.date() + 40 * A_DAY)
    assert [reminders.put(on_day(each), BOTH) for each in (20, 40, 41)] == [0, 1, 0]
    assert reminded() == [EventKind.PLEDGE_REMINDED] * 2


def test_the_message_names_the_day_and_no_other_message_takes_its_place(services: Flask) -> None:
    filing, clerk = pledged(1), acting(staff("clerk"))
    pledge_checks.set_day(clerk, filing.number, NOW.date() + 5 * A_DAY)
    reminders.put(on_day(0), BOTH)
    gateway = Gateway()
    with serving(gateway) as channel:
        work_off(channel)
    assert states() == [(MessageKind.APPROVED, MessageState.SENT), (MessageKind.PLEDGE_DUE, MessageState.SENT)]
    body = next(each for each in gateway.bodies if each["template"] == TEMPLATES["pledge_due"])
    assert body["parameters"]["day"] == "2026年9月19日"
    assert "2026年9月19日" in body["text"]


def test_its_owner_reads_the_day_in_their_own_language(services: Flask) -> None:
    owner = citizen(person(1))
    with transaction():
        owner.identity = replace(owner.identity, language="en")
    ending(owner=owner)
    reminders.put(on_day(80), BOTH)
    gateway = Gateway()
    with serving(gateway) as channel:
        work_off(channel, on_day(80).now + timedelta(minutes=3))
    assert "is good until 23 December 2026" in gateway.bodies[-1]["text"]


@pytest.mark.parametrize("found", [PledgeState.KEPT, PledgeState.BROKEN])
def test_what_was_looked_into_meanwhile_is_not_reminded_of(services: Flask, found: PledgeState) -> None:
    filing, clerk = pledged(1), acting(staff("clerk"))
    pledge_checks.set_day(clerk, filing.number, NOW.date() + 5 * A_DAY)
    reminders.put(on_day(0), BOTH)
    pledge_checks.find(clerk, filing.number, found, "看了")
    with serving(Gateway()) as channel:
        work_off(channel)
    assert states() == [(MessageKind.APPROVED, MessageState.SENT)]


def test_a_reminder_that_waits_for_the_morning_is_dropped_when_somebody_looked_before(services: Flask) -> None:
    filing, clerk = pledged(1), acting(staff("clerk"))
    pledge_checks.set_day(clerk, filing.number, NOW.date() + 5 * A_DAY)
    reminders.put(on_day(0), BOTH)
    work_off(None)
    pledge_checks.find(clerk, filing.number, PledgeState.KEPT, "")
    assert (MessageKind.PLEDGE_DUE, MessageState.OVERTAKEN) in states()


def test_before_its_last_day_a_filing_is_reminded_of_once(services: Flask) -> None:
    ending(days=100)
    found = [reminders.put(on_day(each), BOTH) for each in (69, 70, 71, 100, 101)]
    assert (found, reminded()) == ([0, 1, 0, 0, 0], [EventKind.END_REMINDED])
    gateway = Gateway()
    with serving(gateway) as channel:
        work_off(channel, on_day(70).now + timedelta(minutes=3))
    assert [each.kind for each in all_messages()] == [MessageKind.APPROVED, MessageKind.ENDING]
    assert "到 2026年12月23日 为止" in gateway.bodies[-1]["text"]
    assert "/m/" in gateway.bodies[-1]["parameters"]["link"]


def cancelled(owner: Context, filing: Filing) -> Filing:
    """Its person does not need it any more."""
    return amendments.cancel(owner, filing.number, filing.version)


def renewed(owner: Context, filing: Filing) -> Filing:
    """Its person has filed anew, whatever becomes of that."""
    assert filing.ends_on is not None
    return filings.submit(owner, filings.open_draft(owner, "wenshang.long-term", long_stay(person(1))).number)


@pytest.mark.parametrize("settle", [cancelled, renewed])
def test_what_ended_or_goes_on_is_not_reminded_of(services: Flask, settle: Callable[[Context, Filing], Filing]) -> None:
    owner = citizen(person(1))
    settle(acting(owner), ending(owner=owner))
    assert reminders.put(on_day(80), BOTH) == 0


def test_what_a_stranger_claims_silences_nobodys_reminder(services: Flask) -> None:
    """A claim takes nothing from anyone."""
    ending()
    stranger = acting(citizen(person(9)))
    agent = AgentClaim(person(9).name, person(9).id_number)
    claimed = filings.open_draft(stranger, "wenshang.long-term", long_stay(person(1), agent=agent))
    assert filings.submit(stranger, claimed.number).proven_at is None
    assert reminders.put(on_day(80), BOTH) == 1


def test_what_was_approved_so_lately_that_its_day_is_no_news_is_not_reminded_of(services: Flask) -> None:
    ending(days=20)
    assert [reminders.put(on_day(each), BOTH) for each in (0, 5, 20)] == [0, 0, 0]


def test_where_the_operator_set_nothing_nobody_is_reminded(services: Flask) -> None:
    ending(1)
    pledge_checks.set_day(acting(staff("clerk")), pledged(2).number, NOW.date() + 5 * A_DAY)
    assert reminders.put(on_day(80), ReminderDays()) == reminders.put(on_day(0), ReminderDays()) == 0


def test_killed_half_way_each_is_reminded_once_in_the_end(services: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    for serial in (1, 2, 3):
        ending(serial)
    follow, calls = outbox.follow, count()

    def dies(ctx: Context, event: FilingEvent, issued: Iterable[Notice]) -> None:
        if next(calls):
            raise KeyboardInterrupt
        follow(ctx, event, issued)

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "follow", dies)
        with pytest.raises(KeyboardInterrupt):
            reminders.put(on_day(80), BOTH)
    db.session.rollback()
    assert reminders.put(on_day(80), BOTH) == 2
    assert reminded() == [EventKind.END_REMINDED] * 3
