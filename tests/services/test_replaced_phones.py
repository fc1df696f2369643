"""Whose telephone was replaced hears of it there, once, by day; on both engines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask

from portal.domain.actor import BEIJING, SYSTEM, Context
from portal.domain.errors import TooMany
from portal.domain.messages import (
    DailyCap,
    MessageChannel,
    MessageKind,
    MessageNotTaken,
    MessageRefused,
    OutgoingMessage,
)
from portal.domain.quiet_hours import NO_QUIET_HOURS, QuietHours
from portal.domain.tasks import Task
from portal.models import OutboxMessage, User, db
from portal.models.transaction import transaction
from portal.services import call_backs, closing, outbox, own_phone, replaced_phones
from portal.services.messages import Messenger
from portal.services.sent_codes import Carrier
from portal.worker import PROMISED
from tests.people import NOW, PASSWORD, acting, citizen, just_confirmed, person, staff
from tests.services.test_registration import Telephone

OLD, NEW, OTHER = person(38).phone, "13927183645", "13927183646"
HERE = "192.0.2.1"
Mood = Callable[[OutgoingMessage], None]


@pytest.fixture
def owner(services: Flask) -> User:
    """Somebody with an account."""
    return citizen(person(38))


def change(owner: User, phone: str) -> None:
    """Its owner, or somebody at their browser, takes another telephone."""
    codes = Telephone()
    carried = own_phone.begin(acting(owner), phone, PASSWORD, Carrier(codes), HERE, "zh")
    own_phone.finish(acting(owner), carried, codes.sent[-1].values["code"], HERE)


def work_off(
    channel: MessageChannel | None,
    now: datetime = NOW,
    quiet: QuietHours = NO_QUIET_HOURS,
    cap: DailyCap = DailyCap(),  # noqa: B008 (frozen)
) -> list[datetime]:
    """What a worker does until nothing is left, letting pauses pass; when it did each."""
    messenger, instants = Messenger(channel, "https://portal.example", quiet, cap=cap), []
    while (due := soonest()) is not None:
        now = max(now, due)
        claimed = outbox.claim(Context(SYSTEM, now))
        assert claimed is not None
        assert claimed.kind is Task.PHONE_REPLACED
        instants.append(now)
        replaced_phones.write_to(Context(SYSTEM, now), claimed, messenger)
    return instants


def soonest() -> datetime | None:
    db.session.rollback()
    waiting = db.session.query(OutboxMessage.due_at).filter(
        OutboxMessage.done_at.is_(None), OutboxMessage.given_up_at.is_(None)
    )
    return db.session.scalar(waiting.order_by(OutboxMessage.due_at).limit(1).statement)


def still_kept(owner: User) -> int:
    """How many numbers of before the account holds."""
    db.session.rollback()
    return len(db.session.get_one(User, owner.id).identity.replaced_phones)


def test_each_telephone_that_was_replaced_hears_of_it_once_and_is_kept_no_longer(owner: User) -> None:
    """Also where it was replaced twice before the worker came: whoever took the account over hides nothing by that."""
    change(owner, NEW)
    change(owner, OTHER)
    assert still_kept(owner) == 2
    old = Telephone()
    work_off(old)
    assert [(each.address, each.kind) for each in old.sent] == [
        (phone, MessageKind.PHONE_REPLACED) for phone in (OLD, NEW)
    ]
    assert len({each.key for each in old.sent}) == 2
    assert not any(number in each.text for each in old.sent for number in (OLD, NEW, OTHER))
    assert still_kept(owner) == 0


class MoodyTelephone(Telephone):
    """Does as it is in the mood to, once each, and then takes what comes."""

    def __init__(self, *moods: Exception) -> None:
        super().__init__()
        self.moods = list(moods)
        self.keys: list[str] = []

    def send(self, message: OutgoingMessage) -> None:
        """Take it, or not."""
        self.keys.append(message.key)
        if self.moods:
            raise self.moods.pop(0)
        super().send(message)


def test_it_waits_for_the_morning_and_for_a_gateway_that_is_away(owner: User) -> None:
    change(owner, NEW)
    night = datetime(2026, 9, 14, 23, 0, tzinfo=BEIJING)
    gateway = MoodyTelephone(MessageNotTaken("busy"), MessageNotTaken("busy"))
    instants = work_off(gateway, night, QuietHours(), DailyCap(to_one=1))
    assert [each.astimezone(BEIJING).hour for each in instants] == [23, 8, 8, 8]
    assert (len(gateway.sent), len(set(gateway.keys))) == (1, 1)


@pytest.mark.parametrize("moods", [[MessageRefused("refused")], [MessageNotTaken("busy")] * outbox.MOST_TRIES])
def test_what_nothing_carries_ends_and_its_number_goes(owner: User, moods: list[Exception]) -> None:
    change(owner, NEW)
    gateway = MoodyTelephone(*moods)
    work_off(gateway)
    assert (gateway.sent, still_kept(owner)) == ([], 0)


def test_one_that_is_over_the_days_cap_waits_for_the_next(owner: User) -> None:
    for phone in (NEW, OLD, OTHER):
        change(owner, phone)
    old = Telephone()
    instants = work_off(old, cap=DailyCap(to_one=1))
    assert [each.address for each in old.sent] == [OLD, NEW, OLD]
    assert instants[-1] - instants[0] >= timedelta(days=1)


def test_of_an_account_that_was_closed_meanwhile_nobody_hears(owner: User) -> None:
    change(owner, NEW)
    closing.close_account(acting(owner), lambda _erased: None)
    old = Telephone()
    work_off(old)
    assert old.sent == []


def test_without_a_gateway_it_ends(owner: User) -> None:
    change(owner, NEW)
    work_off(None)
    assert still_kept(owner) == 0


def test_who_is_rung_on_another_telephone_from_now_on_hears_of_it_on_the_old_one(services: Flask) -> None:
    """For a reset that a call confirms, it is what stands between a colleague and the account."""
    clerk = staff("clerk")
    for phone in (OLD, OLD, NEW):
        call_backs.tell_own_phone(just_confirmed(clerk), phone)
    old = Telephone()
    work_off(old)
    assert [each.address for each in old.sent] == [OLD]


def test_nobody_has_strangers_written_to_by_changing_their_telephone_all_day(services: Flask) -> None:
    """A member of staff takes another without a code, and the one before is whatever they said."""
    member = staff("member")
    ctx = just_confirmed(member)
    for serial in range(11):
        call_backs.tell_own_phone(ctx, f"1390000{serial:04}")
    with pytest.raises(TooMany, match="telephone_replaced_often"):
        call_backs.tell_own_phone(ctx, OTHER)
    assert still_kept(member) == 10
    call_backs.tell_own_phone(replace(ctx, now=NOW + timedelta(days=1)), OTHER)
    assert still_kept(member) == 11


def test_the_number_goes_also_where_its_task_is_given_up(owner: User) -> None:
    change(owner, NEW)
    claimed = outbox.claim(Context(SYSTEM, NOW))
    assert claimed is not None
    with transaction():
        PROMISED[claimed.kind](Context(SYSTEM, NOW), claimed)
    assert still_kept(owner) == 0
