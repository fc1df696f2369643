"""Messages about a filing: made of what happened to it, sent by the worker, and how each stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy import case, select, update

from portal.domain.actor import Context
from portal.domain.messages import (
    UNSENT,
    DailyCap,
    MessageChannel,
    MessageNotTaken,
    MessageRefused,
    MessageState,
    OutgoingMessage,
    Recipient,
    Whose,
    by_account,
    recipients,
)
from portal.domain.numbering import grouped
from portal.domain.quiet_hours import NO_QUIET_HOURS, QuietHours
from portal.domain.spelling import telephone_key
from portal.domain.tasks import Task
from portal.models import Filing, FilingEvent, Message, db
from portal.models.accounts import Identity, User
from portal.models.crypto import SealBroken
from portal.models.messages import MessageContent
from portal.models.transaction import transaction
from portal.services import accounts, mended_phones, message_caps, message_links, outbox
from portal.services.message_topics import Topic, is_true_of
from portal.services.outbox import MOST_TRIES, Claim
from portal.services.unheard import change
from portal.wording.messages import message_text
from portal.wording.translation import SOURCE_LANGUAGE, day_text

_NOBODY = Identity("")


@dataclass(frozen=True, slots=True)
class Messenger:
    """Makes and sends messages, by `channel` to telephones and by `mail` to mailboxes; without a channel each is made
    all the same, for somebody to say it."""

    channel: MessageChannel | None
    base_url: str
    quiet: QuietHours = NO_QUIET_HOURS
    mail: MessageChannel | None = None
    cap: DailyCap = DailyCap()  # noqa: RUF009 (frozen)

    def announce(self, ctx: Context, claimed: Claim) -> None:
        """Make of one event, and of whatever else happened to its filing meanwhile, a message to each of its people."""
        with transaction():
            filing = _locked(claimed.subject)
            outbox.finish(ctx, claimed)
            if filing is None or filing.is_erased or filing.submitted_at is None:
                return
            topic = Topic.of_event(filing, claimed.subject)
            outbox.finish_all(ctx, Task.ANNOUNCE, select(FilingEvent.uid).where(*topic.events))
            change(filing, UNSENT, MessageState.OVERTAKEN, *topic.messages)  # what is made now says how it stands
            if topic.is_over:
                return
            for message in self._made(ctx, filing, topic):
                db.session.add(message)
                if message.state is MessageState.WAITING:
                    outbox.put(ctx, Task.SEND_MESSAGE, message.uid, self.quiet.over_at(ctx.now))

    def _made(self, ctx: Context, filing: Filing, topic: Topic) -> Iterator[Message]:
        newest = db.session.scalar(select(FilingEvent.id).where(*topic.events).order_by(FilingEvent.id.desc()).limit(1))
        owner = identity_of(topic.account)
        mailbox = owner.proven_mailbox if self.mail else ""
        named = by_account(owner.phone, mailbox) if topic.is_complaint else recipients(filing.claims, mailbox)
        left = [each for each in named if mended_phones.key(each.address) not in topic.reached]
        whom: Sequence[Recipient | None] = left if named else (None,)
        values = self._values(ctx, filing)
        content = partial(_content, owner=owner, values=values, day=topic.day)
        for each in whom:
            yield Message(
                filing_id=filing.id,
                county=filing.county,
                event_id=newest,
                kind=topic.kind,
                whose=each.whose if each else None,
                content=content(each),
                state=self._state(each),
                made_at=ctx.now,
            )

    def _state(self, recipient: Recipient | None) -> MessageState:
        if recipient is None:
            return MessageState.NO_ADDRESS
        return MessageState.NO_CHANNEL if self._carrier_to(recipient.whose) is None else MessageState.WAITING

    def _carrier_to(self, whose: Whose | None) -> MessageChannel | None:
        return self.mail if whose is Whose.MAILBOX else self.channel

    def _values(self, ctx: Context, filing: Filing) -> dict[str, str]:
        link = f"{self.base_url}/m/{message_links.signed(ctx, filing.number)}"
        return {"number": grouped(filing.number), "link": link}

    def send(self, ctx: Context, claimed: Claim) -> None:
        """Hand one message over, outside any transaction, and write down how that went."""
        message: Message | None = db.session.scalar(select(Message).where(Message.uid == claimed.subject))
        carrier = self._carrier_to(message.whose) if message else None
        if message is not None and not is_true_of(message.filing, message.kind):
            _end(ctx, claimed, MessageState.OVERTAKEN if message.state is MessageState.WAITING else None)
            return
        if message is None or message.state is not MessageState.WAITING or carrier is None:
            without = MessageState.NO_CHANNEL if message and message.state is MessageState.WAITING else None
            _end(ctx, claimed, without)
            return
        if (awake_at := self.quiet.over_at(ctx.now)) > ctx.now:  # tried again in the evening, or set since
            outbox.put_off(claimed, awake_at)
            return
        outgoing = _outgoing(message)
        is_counted = message.fault is not None and message.fault not in message_caps.HELD  # once, not at each try
        if not is_counted and (held := message_caps.held_until(ctx, self.cap, message, outgoing.address)):
            fault, until = held
            with transaction():
                outbox.put_off(claimed, until)
                _write(claimed.subject, fault=fault)
            return
        db.session.rollback()  # no connection is held while it takes its time
        try:
            carrier.send(outgoing)
        except MessageNotTaken as fault:
            self._not_taken(ctx, claimed, fault.code)
        except MessageRefused as fault:
            _end(ctx, claimed, MessageState.REFUSED, fault=fault.code)
        else:
            _end(ctx, claimed, MessageState.SENT, sent_at=ctx.now)

    def _not_taken(self, ctx: Context, claimed: Claim, fault: str) -> None:
        if claimed.attempts >= MOST_TRIES:
            _end(ctx, claimed, MessageState.GIVEN_UP, fault=fault)
            return
        with transaction():
            outbox.postpone(ctx, claimed, fault)
            _write(claimed.subject, fault=fault)


def give_up(_ctx: Context, claimed: Claim) -> None:
    """Leave the message to whoever rings its people up, inside the transaction that gives its task up; why it waited
    before is not why it was not sent."""
    fault = case((Message.fault.in_(message_caps.HELD), None), else_=Message.fault)
    _write(claimed.subject, state=MessageState.GIVEN_UP, fault=fault)


def owner_of(filing: Filing) -> Identity:
    """Of the account in which it is followed: their mailbox and language; empty where there is none, or it is gone."""
    return identity_of(accounts.account_of(filing))


def identity_of(account: User | None) -> Identity:
    """Their mailbox, language and telephone; empty where there is no account, or it is gone."""
    try:
        return account.identity if account else _NOBODY
    except SealBroken:
        return _NOBODY


def _content(
    recipient: Recipient | None, owner: Identity, values: Mapping[str, str], day: date | None
) -> MessageContent:
    language = _language_of(recipient, owner)
    filled = {**values, "day": day_text(day, language)} if day else values
    address = recipient.address if recipient else ""
    if recipient is not None and recipient.whose is Whose.MAILBOX:
        return MessageContent("", language, filled, address)
    return MessageContent(address, language, filled)


def _language_of(recipient: Recipient | None, owner: Identity) -> str:
    """The owner's for what reaches the owner: by their mailbox, or at their own telephone."""
    if recipient is None:
        return SOURCE_LANGUAGE
    is_theirs = recipient.whose is Whose.MAILBOX or telephone_key(recipient.address) == telephone_key(owner.phone)
    return (is_theirs and owner.language) or SOURCE_LANGUAGE


def _locked(event_uid: str) -> Filing | None:
    """Two workers with two events of one filing take turns."""
    of_it = select(Filing).join(FilingEvent, FilingEvent.filing_id == Filing.id).where(FilingEvent.uid == event_uid)
    filing: Filing | None = db.session.scalar(of_it.with_for_update(of=Filing))
    return filing


def _outgoing(message: Message) -> OutgoingMessage:
    content = message.content
    text = message_text(message.kind, content.values, content.language)
    return OutgoingMessage(message.uid, content.address, message.kind, content.language, content.values, text)


def _end(
    ctx: Context,
    claimed: Claim,
    state: MessageState | None,
    sent_at: datetime | None = None,
    fault: str | None = None,
) -> None:
    """The task and the message end in one transaction; one that was overtaken on its way was sent all the same."""
    with transaction():
        outbox.finish(ctx, claimed)
        if state is not None:
            _write(claimed.subject, state=state, sent_at=sent_at, fault=fault)


def _write(uid: str, **values: object) -> None:
    on_its_way = Message.state.in_((MessageState.WAITING, MessageState.OVERTAKEN))
    db.session.execute(
        update(Message)
        .where(Message.uid == uid, on_its_way)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


@dataclass(frozen=True, slots=True)
class Correspondence:
    """The messages about one filing, oldest first, and when the next is made of what happened just now."""

    messages: Sequence[Message]
    next_at: datetime | None


def among(events: Sequence[FilingEvent]) -> Correspondence:
    """What was made of a filing's history, and whether more is about to be."""
    tasks = [event.announcement for event in events if event.announcement is not None]
    waiting = [task.due_at for task in tasks if task.done_at is None and task.given_up_at is None]
    return Correspondence([each for event in events for each in event.messages], min(waiting, default=None))
