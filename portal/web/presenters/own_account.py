"""An account, and what was done to it, as its owner takes it away."""

from dataclasses import dataclass
from datetime import datetime

from portal.domain.portal_events import PortalEventDetail
from portal.domain.vocabulary import STAFF, Role
from portal.models import PortalEvent
from portal.services.own_data import OwnAccount
from portal.web.browsers import browser_words
from portal.web.language import gettext as _
from portal.web.presenters.damage import damaged
from portal.web.presenters.supervision import TrailRow


def done_to_account(event: PortalEvent) -> str:
    """2026年9月14日（周一）10:00 登录（您本人） 从 203.0.113.0/24."""
    row = TrailRow.of_portal(event)
    who = _("您本人") if event.actor_id == event.account_id else row.who
    return f"{row.at} {row.what}{_('（')}{who}{_('）')} {row.reason}".rstrip()


@dataclass(frozen=True, slots=True)
class OwnNumberWords:
    """Why whoever acts for others tells their own number, and what it is kept for."""

    why: str
    what_for: str

    @classmethod
    def of(cls, role: Role) -> "OwnNumberWords":
        """Who decides, who signs, and who does neither."""
        if role in STAFF:
            return cls(
                str(_("没有登记以前，不能作准予或不予的决定。登记一次就行。")),
                str(_("加密保存。办到您本人或您代办的件时，系统会交给别的同事。")),
            )
        what_for = str(_("加密保存。只用来认出同一个人的几个账号：经手的件不由自己决定，一张单子不由一个人签两次。"))
        if role is Role.HOSPITAL:
            return cls(str(_("没有登记以前，不能在转诊单上签字。登记一次就行。")), what_for)
        return cls(str(_("登记一次就行。")), what_for)


@dataclass(frozen=True, slots=True)
class _AccountEvent:
    """What was done to the account, or by it, in `data.json`; of staff the role alone."""

    at: datetime
    kind: str
    role: str | None
    noted: PortalEventDetail


@dataclass(frozen=True, slots=True)
class _Session:
    """Where it was signed in, in `data.json`."""

    begun_at: datetime
    seen_at: datetime
    ended_at: datetime | None
    browser: str


@dataclass(frozen=True, slots=True)
class OwnAccountRecord:
    """The account in `data.json`."""

    name: str
    id_number: str
    phone: str
    mailbox: str
    language: str
    created_at: datetime
    verified_at: datetime | None
    consent_version: str | None
    consented_at: datetime | None
    events: tuple[_AccountEvent, ...]
    sessions: tuple[_Session, ...]
    lost: tuple[str, ...]


def account_of(account: OwnAccount) -> OwnAccountRecord:
    """The account as it stands in `data.json`."""
    events = (
        _AccountEvent(
            each.event.at,
            each.event.kind,
            each.event.actor_role,
            each.detail,
        )
        for each in account.events
    )
    sessions = (
        _Session(each.created_at, each.seen_at, each.ended_at, browser_words(each.browser)) for each in account.sessions
    )
    return OwnAccountRecord(
        account.name,
        account.id_number,
        account.phone,
        account.mailbox,
        account.language,
        account.created_at,
        account.verified_at,
        account.consent_version,
        account.consented_at,
        tuple(events),
        tuple(sessions),
        tuple(map(damaged, account.lost)),
    )
