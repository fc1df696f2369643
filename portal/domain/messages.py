"""Messages to people's telephones and mailboxes: of which acts, to whom, and how one stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from portal.domain.claims import Claims
from portal.domain.spelling import is_mobile, telephone_key
from portal.domain.vocabulary import EventKind, FilingStatus

MERGED_WITHIN = timedelta(minutes=3)
"""What happens to a filing within so long is one message: it says where the filing stands then."""


class MessageKind(StrEnum):
    """What a message says; a gateway knows each by the number of a template."""

    SUBMITTED = "submitted"
    CORRECTION_REQUESTED = "correction_requested"
    ACCEPTED = "accepted"
    APPROVED = "approved"
    REFUSED = "refused"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    COMPLAINT_ANSWERED = "complaint_answered"
    PLEDGE_DUE = "pledge_due"
    ENDING = "ending"
    REGISTRATION_CODE = "registration_code"
    IS_REGISTERED = "is_registered"
    PHONE_CODE = "phone_code"
    LETTER_CODE = "letter_code"
    PHONE_REPLACED = "phone_replaced"
    MAILBOX_CODE = "mailbox_code"


BY_MAIL = frozenset({MessageKind.MAILBOX_CODE})
"""What goes to mailboxes alone: no gateway has a template of it."""

KINDS: Mapping[FilingStatus, MessageKind] = {
    status: MessageKind(status.value) for status in FilingStatus if status is not FilingStatus.DRAFT
}
"""What is said of a filing is where it stands."""

BY_ITS_FILERS = frozenset({MessageKind.SUBMITTED, MessageKind.WITHDRAWN, MessageKind.CANCELLED})
"""What anybody who files can bring about by themselves, as often as they like; all else is an act of the agency, and so
are these where its desk did them."""

OF_ONE_EVENT: Mapping[EventKind, MessageKind] = {
    EventKind.COMPLAINT_ANSWERED: MessageKind.COMPLAINT_ANSWERED,
    EventKind.PLEDGE_REMINDED: MessageKind.PLEDGE_DUE,
    EventKind.END_REMINDED: MessageKind.ENDING,
}
"""What is said of one event, whatever else happens to the filing."""

ANNOUNCED = frozenset(
    {
        EventKind.SUBMITTED,
        EventKind.CORRECTION_REQUESTED,
        EventKind.ACCEPTED,
        EventKind.REFUSED,
        EventKind.APPROVED,
        EventKind.REJECTED,
        EventKind.WITHDRAWN,
        EventKind.CANCELLED,
        EventKind.RETURNED_HOME,
        EventKind.REVOKED,
        EventKind.REINSTATED,
        EventKind.START_FIXED,
        *OF_ONE_EVENT,
    }
)
"""What happens to a filing that its people hear of."""


class MessageState(StrEnum):
    """How a message stands."""

    WAITING = "waiting"
    SENT = "sent"  # the gateway or mail server took it; whether it arrived, only that knows
    REFUSED = "refused"  # it will not be taken, however often it is sent
    GIVEN_UP = "given_up"  # sent often enough, and never taken
    BOUNCED = "bounced"  # the mail server took it, and it came back
    NO_CHANNEL = "no_channel"  # nothing is set up that could carry it
    NO_ADDRESS = "no_address"  # nobody named a telephone that can receive it
    OVERTAKEN = "overtaken"  # not sent, and true no longer, or a later one says more
    BY_DESK = "by_desk"  # not sent; somebody at the desk rang
    POSTED = "posted"  # not sent; a letter was posted


FOR_THE_DESK = frozenset(
    {
        MessageState.REFUSED,
        MessageState.GIVEN_UP,
        MessageState.BOUNCED,
        MessageState.NO_CHANNEL,
        MessageState.NO_ADDRESS,
    }
)
"""What nothing carried, and somebody has to say by telephone or letter."""
UNSENT = FOR_THE_DESK | {MessageState.WAITING}


class Whose(StrEnum):
    """Whose telephone a message goes to, of those in the filing or of the account; or to the account's mailbox."""

    CONTACT = "contact"
    AGENT = "agent"
    CALLER = "caller"
    ACCOUNT = "account"
    MAILBOX = "mailbox"


OF_THE_ACCOUNT = frozenset({Whose.ACCOUNT, Whose.MAILBOX})
"""Read from the account it is for: its telephone, and the mailbox its owner proved."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whose telephone or mailbox a message goes to, and its number or address."""

    whose: Whose
    address: str


def recipients(claims: Claims, mailbox: str = "") -> tuple[Recipient, ...]:
    """Who hears of a filing: its person, the agent, whoever rang; each telephone once, and only where texts arrive;
    then the mailbox, where there is one.

    A hospital reads of its referrals in its own account, and its patient hears of them here.
    """
    found: dict[str, Recipient] = {}
    for each in _named(claims):
        if is_mobile(each.address):
            found.setdefault(telephone_key(each.address), each)
    return (*found.values(), *([Recipient(Whose.MAILBOX, mailbox)] if mailbox else []))


def by_account(phone: str, mailbox: str) -> tuple[Recipient, ...]:
    """The account's owner alone, by their own telephone and mailbox."""
    named = ((Whose.ACCOUNT, phone if is_mobile(phone) else ""), (Whose.MAILBOX, mailbox))
    return tuple(Recipient(whose, address) for whose, address in named if address)


def _named(claims: Claims) -> Iterator[Recipient]:
    phones = (
        (Whose.CONTACT, claims.contact.phone),
        (Whose.AGENT, claims.agent.phone),
        (Whose.CALLER, claims.caller.phone),
    )
    yield from (Recipient(whose, phone) for whose, phone in phones if phone)


@dataclass(frozen=True, slots=True)
class DailyCap:
    """How many messages go out within a day, so that nobody is flooded: to one telephone or mailbox, and in all, as
    many of what filers do by themselves as of what the agency does.

    And how many codes in all, for whoever asks for them has shown nothing yet, and each text costs money.
    """

    to_one: int = 10
    in_all: int = 20_000
    codes_in_all: int = 2_000

    @property
    def from_one(self) -> int:
        """Of those to one that is not the account's own, how many may come of one claim: two are needed to fill it."""
        return max(1, self.to_one // 2)

    @property
    def by_person(self) -> int:
        """Of those in all, how many one account may make by itself, to whatever telephones: a hundredth."""
        return max(1, self.in_all // 100)

    @property
    def by_institution(self) -> int:
        """The same of a hospital, a unit or an institution with a key, which file for many: a tenth."""
        return max(1, self.in_all // 10)


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One message ready to go: `key` is the same however often it is sent, so that a gateway can know it again.

    `values` fill the blanks of the gateway's template for `kind`; `text` is the whole sentence.
    """

    key: str
    address: str
    kind: MessageKind
    language: str
    values: Mapping[str, str]
    text: str


class MessageRefused(Exception):
    """It will not be taken, however often it is sent; `code` says why in a word of nobody's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class MessageNotTaken(MessageRefused):
    """It was not taken, or nobody knows: to be sent again under the same key."""


class MessageChannel(Protocol):
    """Carries a message to a telephone, or to a mailbox."""

    def send(self, message: OutgoingMessage) -> None:
        """Hand it over; comes back before it has arrived. Raises `MessageRefused` or `MessageNotTaken`."""
