"""Messages as people read of them: who will get one, and what became of each."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from flask import current_app, url_for

from portal.domain import identity
from portal.domain.messages import FOR_THE_DESK, MessageKind, MessageState, Recipient, Whose, by_account, recipients
from portal.domain.numbering import grouped
from portal.domain.vocabulary import FilingStatus
from portal.models import Filing, FilingEvent, Message, User
from portal.models.crypto import SealBroken
from portal.services.letters import Envelope
from portal.services.messages import Correspondence, identity_of, owner_of
from portal.services.unheard import Unheard
from portal.web.dates import moment
from portal.web.labels import StatusTag, label
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.damage import legible
from portal.web.presenters.filing import masked_person
from portal.wording.messages import recipient_text, state_text


class MessageLine(NamedTuple):
    """One message: what it said, to whom, and how it stands."""

    what: str
    when: str
    whom: str
    tag: StatusTag


def has_channel() -> bool:
    """Whether messages can be sent at all."""
    return current_app.extensions["portal_messages"] is not None


def has_mail() -> bool:
    """Whether mail can be sent at all."""
    return current_app.extensions["portal_mail"] is not None


def hears(filing: Filing) -> str:
    """Who gets a message of what happens to it; empty where nothing of it opens."""
    try:
        whom = recipients(filing.claims, owner_of(filing).proven_mailbox if has_mail() else "")
    except SealBroken:
        return ""
    by_mail = [each for each in whom if each.whose is Whose.MAILBOX]
    by_text = [each for each in whom if each not in by_mail]
    is_unreached = not by_mail and not (by_text and has_channel())
    by_desk = str(_("工作人员会打电话或寄信告知。")) if is_unreached and filing.claims.contact.address else ""
    return _texts(by_text) + "".join(map(_mails, by_mail)) + by_desk


def hears_of_complaint(complaint: FilingEvent) -> str:
    """The same of one that waits: who said it to a clerk has no account that hears."""
    if complaint.detail.said_by is not None:
        return str(_("这一条是口头说的，系统不发消息：请打电话告诉说的人。"))
    return hears_of_answer(complaint.actor)


def hears_of_answer(account: User | None) -> str:
    """Where who complained gets a message of the answer: at their own account alone."""
    owner = identity_of(account)
    whom = by_account(owner.phone if has_channel() else "", owner.proven_mailbox if has_mail() else "")
    if not whom:
        return str(_("有了答复不发消息，登录后在这一件里看。"))
    return str(_("有了答复，发消息到%(addresses)s。", addresses=str(_("、")).join(map(_whom, whom))))


def _texts(whom: Sequence[Recipient]) -> str:
    if not has_channel():
        return str(_("没有设置短信通道，不发短信。"))
    if not whom:
        return str(_("没有留手机号，不发短信。"))
    phones = str(_("、")).join(map(_whom, whom))
    return str(_("每次有变化都发短信到%(phones)s。", phones=phones))


def _mails(recipient: Recipient) -> str:
    return str(_("每次有变化都发邮件到%(mailbox)s。", mailbox=_whom(recipient)))


def _whom(recipient: Recipient) -> str:
    mask = identity.masked_mailbox if recipient.whose is Whose.MAILBOX else identity.masked_phone
    return recipient_text(recipient.whose, mask(recipient.address), language())


def reminder_of_end(filing: Filing) -> str:
    """When its people are reminded of its last day; empty where nobody is."""
    days = current_app.config["PORTAL_SETTINGS"].reminder_days.of_end
    if days is None or filing.ends_on is None:
        return ""
    if filing.end_reminded_of == filing.ends_on:
        return str(_("快要到期，已经发过消息提醒。"))
    return str(_("到期 %(count)s 天以前发消息提醒。", count=days))


def lines(correspondence: Correspondence) -> tuple[MessageLine, ...]:
    """Every message, newest first; above them, where one can be sent, what is about to be written."""
    sent = tuple(_line(each) for each in reversed(correspondence.messages))
    if correspondence.next_at is None or not has_channel():
        return sent
    about_to_be = StatusTag(str(_("等着发出")), "quiet", "○")
    return (MessageLine(str(_("刚才的变化")), moment(correspondence.next_at), "", about_to_be), *sent)


class UnheardRow(NamedTuple):
    """A message that somebody has to say: of whom, the notice to post, and where a call or letter is noted."""

    who: str
    number: str
    url: str
    notice_url: str
    call_url: str
    letter_url: str
    line: MessageLine


def unheard(rows: Sequence[Unheard]) -> tuple[UnheardRow, ...]:
    """The rows of the desk's list."""
    return tuple(_unheard(each.message, each.notice_uid) for each in rows)


class LetterShown(NamedTuple):
    """What is to be posted: of whom, where to, what is printed; without an address nothing can be."""

    who: str
    number: str
    rows: tuple[tuple[str, str], ...]
    url: str
    posted_url: str
    sheet_url: str
    notice_url: str


def letter_shown(letter: Envelope) -> LetterShown:
    """The page of one letter; the address stands on it whole, for it is written on an envelope."""
    at = partial(url_for, number=letter.filing.number)
    rows = (
        (_("收件人"), letter.name),
        (_("寄往"), letter.address or _("没有留")),
        (_("信里的通知书"), f"{letter.notice.content.title} {letter.notice.number}"),
    )
    return LetterShown(
        letter.name,
        grouped(letter.filing.number),
        tuple((str(name), str(value)) for name, value in rows),
        at("clerk_filing.page"),
        at("clerk_letters.posted"),
        at("clerk_letters.sheet") if letter.address else "",
        at("clerk_filing.notice_pdf", uid=letter.notice.uid),
    )


def _unheard(message: Message, notice_uid: str | None) -> UnheardRow:
    at = partial(url_for, number=message.filing.number)
    return UnheardRow(
        legible(partial(_who, message.filing)),
        grouped(message.filing.number),
        at("clerk_filing.page"),
        at("clerk_filing.notice_pdf", uid=notice_uid) if notice_uid else "",
        at("clerk_correction.note_call"),
        at("clerk_letters.page") if notice_uid else "",
        _line(message),
    )


def _who(filing: Filing) -> str:
    return masked_person(filing.claims.person)


def _line(message: Message) -> MessageLine:
    return MessageLine(
        what_it_said(message.kind),
        moment(message.sent_at or message.made_at),
        legible(lambda: _whom(message.recipient) if message.recipient else ""),
        StatusTag(state_text(message.state, message.fault, language(), message.whose), *_tone(message.state)),
    )


def what_it_said(kind: MessageKind) -> str:
    """A message's kind in a word or two."""
    own = {
        MessageKind.COMPLAINT_ANSWERED: _("答复了投诉或意见"),
        MessageKind.PLEDGE_DUE: _("提醒：快要核查承诺了"),
        MessageKind.ENDING: _("提醒：快要到期了"),
    }
    return str(own[kind]) if kind in own else label(FilingStatus(kind.value))


def _tone(state: MessageState) -> tuple[str, str]:
    if state is MessageState.SENT:
        return "ok", "✓"
    return ("bad", "✕") if state in FOR_THE_DESK else ("quiet", "○")
