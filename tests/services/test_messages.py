"""Messages: made of what happened, sent once however the gateway behaves, never said to be sent where they were not.

On both engines, against a gateway that is really served.
"""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.actor import BEIJING, SYSTEM, Context
from portal.domain.claims import AgentClaim
from portal.domain.mending import Informant
from portal.domain.messages import DailyCap, MessageChannel, MessageKind, MessageState, Whose
from portal.domain.quiet_hours import NO_QUIET_HOURS, QuietHours
from portal.domain.tasks import Task
from portal.domain.vocabulary import Channel, Role
from portal.models import Filing, Message, Notice, OutboxMessage, User, db
from portal.models.transaction import transaction
from portal.services import (
    amendments,
    erasing,
    feedback,
    filings,
    history,
    mending,
    message_links,
    messages,
    outbox,
    review,
    unheard,
)
from portal.services.cases import Case
from portal.services.messages import Messenger
from portal.services.outbox import LeaseLost
from portal.wording.messages import message_text
from tests import complaints
from tests.approving import approve
from tests.gateways import SILENCE as SMS_SECONDS
from tests.gateways import TEMPLATES, Gateway, moody, serving
from tests.mail_servers import SILENCE, Post, serving_mail
from tests.mail_servers import moody as moody_post
from tests.people import NOW, acting, citizen, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import submitted
from tests.services.mending.test_what_was_typed import rung_up

SITE = "https://portal.example"


def at(**later: float) -> Context:
    """The worker's own context, so much later."""
    return Context(SYSTEM, NOW + timedelta(**later))


def work_off(
    channel: MessageChannel | None,
    now: datetime = NOW + timedelta(minutes=3),
    quiet: QuietHours = NO_QUIET_HOURS,
    mail: MessageChannel | None = None,
    cap: DailyCap | None = None,
) -> datetime:
    """What a worker does of messages until nothing is left, letting pauses pass; when it was done."""
    messenger = Messenger(channel, SITE, quiet, mail, cap or DailyCap())
    doing = {Task.ANNOUNCE: messenger.announce, Task.SEND_MESSAGE: messenger.send}
    for _turn in range(10_000):
        ctx = Context(SYSTEM, now)
        claimed = outbox.claim(ctx)
        if claimed is None:
            due = select(OutboxMessage.due_at).where(
                OutboxMessage.done_at.is_(None), OutboxMessage.kind != Task.KEEP_NOTICE
            )
            soonest = db.session.scalar(due.order_by(OutboxMessage.due_at).limit(1))
            if soonest is None:
                return now
            now = max(now, soonest)
        elif claimed.kind in doing:
            doing[claimed.kind](ctx, claimed)
        else:
            with transaction():
                outbox.finish(ctx, claimed)
    raise AssertionError("it never ends")


def all_messages() -> list[Message]:
    """Every message there is, oldest first."""
    db.session.rollback()
    return list(db.session.scalars(select(Message).order_by(Message.id)))


def states() -> list[tuple[MessageKind, MessageState]]:
    """What each says and how it stands."""
    return [(each.kind, each.state) for each in all_messages()]


def test_a_filing_is_announced_with_its_number_and_a_link(services: Flask) -> None:
    _user, filing = submitted()
    gateway, number = Gateway(), f"{filing.number[:4]} {filing.number[4:8]} {filing.number[8:]}"
    with serving(gateway) as channel:
        work_off(channel)
    [body] = gateway.bodies
    [message] = all_messages()
    assert (body["phone"], body["key"]) == (person(1).phone, message.uid)
    link = f"{SITE}/m/{message_links.signed(at(minutes=3), filing.number)}"
    assert body["parameters"] == {"number": number, "link": link}
    assert (message.kind, message.whose, message.state) == (MessageKind.SUBMITTED, Whose.CONTACT, MessageState.SENT)
    assert message.sent_at == NOW + timedelta(minutes=3)


def test_what_happens_within_minutes_is_one_message(services: Flask) -> None:
    _user, filing = submitted()
    approve(acting(staff("clerk")), filing)
    gateway = Gateway()
    with serving(gateway) as channel:
        work_off(channel)
    assert states() == [(MessageKind.APPROVED, MessageState.SENT)]
    assert len(gateway.bodies) == 1


def test_what_happens_later_is_another(services: Flask) -> None:
    _user, filing = submitted()
    gateway = Gateway()
    with serving(gateway) as channel:
        work_off(channel)
        review.refuse(acting(staff("clerk")), filing.number, filing.version, "不符合")
        work_off(channel, NOW + timedelta(minutes=9))
    assert states() == [(MessageKind.SUBMITTED, MessageState.SENT), (MessageKind.REFUSED, MessageState.SENT)]


def test_a_draft_that_is_withdrawn_tells_nobody(services: Flask) -> None:
    owner = acting(citizen(person(1)))
    draft = filings.open_draft(owner, "wenshang.long-term", long_stay(person(1)))
    with transaction():
        amendments.withdraw(owner, draft.number, draft.version)
    work_off(None)
    assert all_messages() == []


def test_without_a_channel_nothing_pretends_to_be_sent(services: Flask) -> None:
    submitted()
    work_off(None)
    assert states() == [(MessageKind.SUBMITTED, MessageState.NO_CHANNEL)]
    assert db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == Task.SEND_MESSAGE)).all() == []


def test_what_was_not_sent_is_overtaken_by_what_is_said_next(services: Flask) -> None:
    _user, filing = submitted()
    work_off(None)
    review.accept(acting(staff("clerk")), filing.number, filing.version)
    work_off(None, NOW + timedelta(minutes=9))
    assert states() == [
        (MessageKind.SUBMITTED, MessageState.OVERTAKEN),
        (MessageKind.ACCEPTED, MessageState.NO_CHANNEL),
    ]


def test_what_the_gateway_refuses_is_not_sent_again(services: Flask) -> None:
    submitted()
    gateway = Gateway(lambda: "400")
    with serving(gateway) as channel:
        work_off(channel)
    [message] = all_messages()
    assert (message.state, message.fault, len(gateway.bodies)) == (MessageState.REFUSED, "refused", 1)


def test_a_busy_gateway_is_tried_ever_more_rarely_and_then_no_more(services: Flask) -> None:
    submitted()
    gateway = Gateway(lambda: "busy")
    with serving(gateway) as channel:
        ended = work_off(channel)
    [message] = all_messages()
    assert (message.state, message.fault, len(gateway.bodies)) == (MessageState.GIVEN_UP, "busy", outbox.MOST_TRIES)
    assert {body["key"] for body in gateway.bodies} == {message.uid}
    assert ended - NOW > timedelta(hours=3)
    assert outbox.counts(ended).given_up == 0


def test_a_crash_between_accepting_and_recording_doubles_only_what_the_gateway_does_not_know_again(
    services: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    submitted()
    for forgets, times in ((False, 1), (True, 2)):
        gateway = Gateway(forgets=forgets)
        with serving(gateway) as channel:
            _crash_after_sending(channel, monkeypatch)
            work_off(channel, NOW + timedelta(minutes=20))
        assert list(gateway.delivered.values()) == [times]
        with transaction():
            db.session.delete(all_messages()[0])
            for task in db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind != Task.KEEP_NOTICE)):
                if task.kind is Task.SEND_MESSAGE:
                    db.session.delete(task)
                else:
                    task.done_at, task.due_at = None, NOW


def _crash_after_sending(channel: MessageChannel, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(messages, "_end", die)
        with pytest.raises(KeyboardInterrupt):
            work_off(channel)
    db.session.rollback()


def test_whoever_lost_the_lease_while_the_gateway_hung_records_nothing(services: Flask) -> None:
    submitted()
    gateway = Gateway()
    with serving(gateway) as channel:
        messenger = Messenger(channel, SITE)
        while (claimed := outbox.claim(at(minutes=3))) is not None and claimed.kind is not Task.SEND_MESSAGE:
            messenger.announce(at(minutes=3), claimed) if claimed.kind is Task.ANNOUNCE else None
        assert claimed is not None
        work_off(channel, NOW + timedelta(minutes=6))
        db.session.execute(select(Message))
        with transaction():
            db.session.execute(Message.__table__.update().values(state="waiting", sent_at=None))
        with pytest.raises(LeaseLost):
            messenger.send(at(minutes=7), claimed)
    assert states() == [(MessageKind.SUBMITTED, MessageState.WAITING)]
    assert list(gateway.delivered.values()) == [1]


@pytest.mark.slow  # the tests above try each of its moods and a crash between taking and recording
def test_twenty_messages_come_through_a_bad_gateway_once_each(services: Flask) -> None:
    for serial in range(20):
        submitted(100 + serial, with_proof=False)
    gateway = Gateway(moody(7))
    with serving(gateway, SMS_SECONDS) as channel:
        work_off(channel)
    uids = {message.uid for message in all_messages() if message.state is MessageState.SENT}
    assert len(uids) == 20
    assert gateway.delivered == Counter(uids)


def test_at_night_nobody_is_written_to_and_in_the_morning_once(services: Flask) -> None:
    _user, filing = submitted()
    night, gateway = NOW + timedelta(hours=12), Gateway()  # ten in the evening
    clerk = staff("clerk")
    with serving(gateway) as channel:
        messenger = Messenger(channel, SITE, QuietHours())
        while (claimed := outbox.claim(Context(SYSTEM, night))) is not None:
            messenger.announce(Context(SYSTEM, night), claimed) if claimed.kind is Task.ANNOUNCE else None
        review.accept(Context(acting(clerk).actor, night), filing.number, filing.version)
        ended = work_off(channel, night + timedelta(minutes=5), QuietHours())
    assert [body["template"] for body in gateway.bodies] == [TEMPLATES["accepted"]]
    assert ended == NOW + timedelta(hours=22)
    assert states() == [(MessageKind.SUBMITTED, MessageState.OVERTAKEN), (MessageKind.ACCEPTED, MessageState.SENT)]


def announced(channel: MessageChannel, now: datetime, quiet: QuietHours) -> None:
    """What a worker makes of what happened by then, and sends none of."""
    messenger = Messenger(channel, SITE, quiet)
    while (claimed := outbox.claim(Context(SYSTEM, now))) is not None:
        messenger.announce(Context(SYSTEM, now), claimed) if claimed.kind is Task.ANNOUNCE else None


def test_what_is_settled_by_the_morning_is_not_asked_for_then(services: Flask) -> None:
    user, filing = submitted()
    clerk, owner, night, gateway = acting(staff("clerk")), acting(user), NOW + timedelta(hours=12), Gateway()
    sent = review.request_correction(clerk, filing.number, filing.version, [], questions=["contact.address"])
    with serving(gateway) as channel:
        announced(channel, night, QuietHours())
        amendments.send_correction(owner, Case(owner, sent), sent.version, {"contact.address": "新址"})
        work_off(channel, night + timedelta(minutes=5), QuietHours())
    assert (states(), gateway.bodies) == ([(MessageKind.CORRECTION_REQUESTED, MessageState.OVERTAKEN)], [])


SHE_SAID = Informant("吴测试", "女儿", Channel.PHONE, "2026-09-14 10:05")


@pytest.mark.parametrize("mood", ["waits", "400", "takes"])
def test_a_telephone_that_was_mended_is_written_to_in_place_of_the_wrong_one(services: Flask, mood: str) -> None:
    """Also where the wrong one took it, and where the gateway did not."""
    _user, filing = submitted()
    ctx, night, gateway = acting(staff("clerk")), NOW + timedelta(hours=12), Gateway(lambda: mood)
    with serving(gateway) as channel:
        if mood == "waits":
            announced(channel, night, QuietHours())
        else:
            work_off(channel)
        gateway.mood = lambda: "takes"
        tried = [body["phone"] for body in gateway.bodies]
        mending.mend(ctx, Case(ctx, filing), filing.version, {"contact.phone": "13900000077"}, SHE_SAID)
        work_off(channel, night + timedelta(minutes=5), QuietHours())
    assert [body["phone"] for body in gateway.bodies] == [*tried, "13900000077"]
    assert states()[-1] == (MessageKind.SUBMITTED, MessageState.SENT)
    assert unheard.for_the_desk(ctx) == []


def test_who_heard_already_is_left_in_peace_when_anothers_telephone_is_mended(services: Flask) -> None:
    clerk, filing = rung_up()
    ctx, gateway = acting(clerk), Gateway()
    with serving(gateway) as channel:
        work_off(channel)
        for answers in ({"contact.phone": "13900000077"}, {"contact.address": "新址"}):
            mending.mend(ctx, Case(ctx, filing), filing.version, answers, SHE_SAID)
            work_off(channel, NOW + timedelta(hours=1))
    assert [body["phone"] for body in gateway.bodies] == ["13900000042", "13900000077"]


def test_what_is_tried_again_in_the_evening_waits_for_the_morning(services: Flask) -> None:
    submitted()
    moods = iter(["busy", "takes"])
    gateway = Gateway(lambda: next(moods))
    with serving(gateway) as channel:
        ended = work_off(channel, datetime(2026, 9, 14, 20, 59, 55, tzinfo=BEIJING), QuietHours())
    assert (ended, len(gateway.bodies)) == (NOW + timedelta(hours=22), 2)


def test_the_desk_has_on_its_list_what_no_message_carried_until_somebody_rang(services: Flask) -> None:
    _user, filing = submitted()
    clerk, other = acting(staff("clerk")), acting(staff("clerk-fushun", "fushun"))
    assert list(unheard.for_the_desk(clerk)) == []
    work_off(None)
    [on_list] = unheard.for_the_desk(clerk)
    message = on_list.message
    assert on_list.notice_uid == db.session.scalars(select(Notice.uid)).one()
    assert (message.filing.number, message.state) == (filing.number, MessageState.NO_CHANNEL)
    assert list(unheard.for_the_desk(other)) == []
    assert list(unheard.for_the_desk(clerk, after=message.id)) == []
    review.log_phone_call(clerk, filing.number, "打过了")
    assert list(unheard.for_the_desk(clerk)) == []
    assert states() == [(MessageKind.SUBMITTED, MessageState.BY_DESK)]


def test_what_was_sent_is_on_nobodys_list(services: Flask) -> None:
    _user, filing = submitted()
    with serving(Gateway()) as channel:
        work_off(channel)
    review.log_phone_call(acting(staff("clerk")), filing.number, "打过了")
    assert list(unheard.for_the_desk(acting(staff("other")))) == []
    assert states() == [(MessageKind.SUBMITTED, MessageState.SENT)]


def test_an_erased_filing_has_no_messages_and_announces_none(services: Flask) -> None:
    _user, filing = submitted()
    work_off(None)
    review.accept(acting(staff("clerk")), filing.number, filing.version)
    erasing.erase(at(minutes=4), lambda _rows: None, filings=[filing])
    work_off(None, NOW + timedelta(minutes=9))
    assert all_messages() == []


def test_beside_a_filings_history_stand_its_messages_and_when_the_next_is_made(services: Flask) -> None:
    _user, filing = submitted()
    before = messages.among(history.events_of(filing))
    assert (list(before.messages), before.next_at) == ([], NOW + timedelta(minutes=3))
    work_off(None)
    db.session.expire_all()
    after = messages.among(history.events_of(filing))
    assert ([each.kind for each in after.messages], after.next_at) == ([MessageKind.SUBMITTED], None)


def test_no_telephone_stands_in_the_database_to_be_read(services: Flask) -> None:
    submitted()
    work_off(None)
    [row] = db.session.execute(Message.__table__.select()).mappings()
    assert all(person(1).phone not in str(value) for value in row.values())
    assert all_messages()[0].content.phone == person(1).phone


def of_a_reader(who_reads: str = "en") -> tuple[User, Filing]:
    """A filing whose account has a mailbox and a language."""
    user, filing = submitted()
    with transaction():
        user.identity = replace(user.identity, mailbox="wang@example.cn", language=who_reads, is_mailbox_proven=True)
    return user, filing


def test_the_owner_of_the_account_is_written_to_by_mail_too_and_in_their_language(services: Flask) -> None:
    of_a_reader()
    gateway, post = Gateway(), Post()
    with serving(gateway) as channel, serving_mail(post) as mail:
        work_off(channel, mail=mail)
    by_text, by_mail = all_messages()
    assert (by_text.whose, by_mail.whose) == (Whose.CONTACT, Whose.MAILBOX)
    assert {each.state for each in (by_text, by_mail)} == {MessageState.SENT}
    assert {each.content.language for each in (by_text, by_mail)} == {"en"}
    [sent] = post.mails
    assert (sent["To"], sent["Message-ID"]) == ("wang@example.cn", f"<{by_mail.uid}@example.cn>")
    assert message_text(MessageKind.SUBMITTED, by_mail.content.values, "en") in sent.get_content()


def test_without_a_mail_server_no_mail_is_made(services: Flask) -> None:
    of_a_reader()
    with serving(Gateway()) as channel:
        work_off(channel)
    assert [each.whose for each in all_messages()] == [Whose.CONTACT]


@pytest.mark.slow  # tests/adapters/test_mail_server.py tries each fault of a server, and the messages above the tries
def test_twenty_mails_come_through_a_bad_server_once_each(services: Flask) -> None:
    for serial in range(20):
        user, _filing = submitted(100 + serial, with_proof=False)
        with transaction():
            user.identity = replace(user.identity, mailbox=f"wang{serial}@example.cn", is_mailbox_proven=True)
    post = Post(moody_post(7))
    with serving_mail(post, seconds=SILENCE) as mail:
        work_off(None, mail=mail)
    uids = {each.uid for each in all_messages() if each.state is MessageState.SENT}
    assert len(uids) == 20
    assert post.delivered == Counter(uids)


def test_a_mailbox_that_is_refused_stands_on_the_desks_list(services: Flask) -> None:
    of_a_reader()
    with serving(Gateway()) as channel, serving_mail(Post(lambda: "550")) as mail:
        work_off(channel, mail=mail)
    [on_list] = unheard.for_the_desk(acting(staff("clerk")))
    assert (on_list.message.whose, on_list.message.fault) == (Whose.MAILBOX, "mail_refused")
    assert unheard.failed_since(NOW, (Whose.MAILBOX,)) == 1
    assert unheard.failed_since(NOW) == 0


def test_whoever_complained_hears_of_the_answer_and_nobody_else_does(services: Flask) -> None:
    user, filing = submitted()
    gateway = Gateway()
    with serving(gateway) as channel:
        feedback.complain(acting(user), filing.number, "太慢")
        complaints.answer(acting(staff("chief", role=Role.SUPERVISOR)), filing.number, "已经催办")
        work_off(channel)
    about = [(each.kind, each.whose) for each in all_messages()]
    assert sorted(about) == [(MessageKind.COMPLAINT_ANSWERED, Whose.ACCOUNT), (MessageKind.SUBMITTED, Whose.CONTACT)]
    assert {body["phone"] for body in gateway.bodies} == {person(1).phone}
    assert "太慢" not in str(gateway.bodies)


def test_the_answer_goes_to_who_complained_though_another_filed(services: Flask) -> None:
    daughter, mother = citizen(person(2)), citizen(person(1), verified_by=staff("verifier"))
    agent = AgentClaim(person(2).name, person(2).id_number, person(2).phone, "女儿")
    claims = long_stay(person(1), agent=agent)
    filing = filings.submit(acting(daughter), filings.open_draft(acting(daughter), "wenshang.long-term", claims).number)
    feedback.complain(acting(mother), filing.number, "没有告诉我")
    complaints.answer(acting(staff("chief", role=Role.SUPERVISOR)), filing.number, "已经核实")
    gateway = Gateway()
    with serving(gateway) as channel:
        work_off(channel)
    answered = [body["phone"] for body in gateway.bodies if body["template"] == TEMPLATES["complaint_answered"]]
    assert answered == [person(1).phone]


@pytest.mark.parametrize("at_once", [False, True])
def test_each_of_two_who_complained_hears_of_their_own_answer(services: Flask, at_once: bool) -> None:
    daughter, mother = citizen(person(2)), citizen(person(1), verified_by=staff("verifier"))
    agent = AgentClaim(person(2).name, person(2).id_number, person(2).phone, "女儿")
    claims = long_stay(person(1), agent=agent)
    filing = filings.submit(acting(daughter), filings.open_draft(acting(daughter), "wenshang.long-term", claims).number)
    for who in (daughter, mother):
        feedback.complain(acting(who), filing.number, "太慢")
    gateway, chief = Gateway(), acting(staff("chief", role=Role.SUPERVISOR))
    with serving(gateway) as channel:
        for _ in (daughter, mother):
            complaints.answer(chief, filing.number, "已经催办")
            if not at_once:
                work_off(channel)
        work_off(channel)
    answered = [body["phone"] for body in gateway.bodies if body["template"] == TEMPLATES["complaint_answered"]]
    assert answered == [person(2).phone, person(1).phone]


def test_of_what_was_said_to_a_clerk_nobody_gets_a_message(services: Flask) -> None:
    _user, filing = submitted()
    clerk = acting(staff("clerk"), Channel.PHONE)
    feedback.take_down(clerk, filing.number, "没人接", Informant("来电人", "女儿", Channel.PHONE, "10:05"))
    complaints.answer(acting(staff("chief", role=Role.SUPERVISOR)), filing.number, "已经催办")
    gateway = Gateway()
    with serving(gateway) as channel:
        work_off(channel)
    assert [body for body in gateway.bodies if body["template"] == TEMPLATES["complaint_answered"]] == []


def test_the_desk_does_not_learn_of_a_complaint_by_its_list(services: Flask) -> None:
    user, filing = submitted()
    feedback.complain(acting(user), filing.number, "太慢")
    complaints.answer(acting(staff("chief", role=Role.SUPERVISOR)), filing.number, "已经催办")
    work_off(None)
    clerk = acting(staff("clerk"))
    assert [each.message.kind for each in unheard.for_the_desk(clerk)] == [MessageKind.SUBMITTED]
    review.log_phone_call(clerk, filing.number, "打过了")
    assert (MessageKind.COMPLAINT_ANSWERED, MessageState.NO_CHANNEL) in states()
