"""What a supervisor sees, as ready strings."""

from datetime import date, datetime
from typing import NamedTuple

from flask import url_for

from portal.catalogue.county import County
from portal.domain.account_resets import ResetAnswer, ResetKind, ResetState
from portal.domain.api_keys import Scope
from portal.domain.numbering import grouped
from portal.domain.portal_events import PortalEventKind
from portal.domain.vocabulary import NoticeKind, Role
from portal.models import Hospital, PortalEvent, User
from portal.services.audit import TrailLine
from portal.web.dates import day, moment
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.actors import name_of, nobodys_name
from portal.web.presenters.damage import legible
from portal.wording.history import event_name
from portal.wording.names import document_name

FAILURES = (PortalEventKind.SIGN_IN_FAILED, PortalEventKind.PROOF_FAILED, PortalEventKind.UNKNOWN_NAMES_TRIED)

BY_ITSELF = (
    PortalEventKind.FAX_RECEIVED,
    PortalEventKind.FAX_SET_ASIDE,
    PortalEventKind.RETENTION_RUN,
    PortalEventKind.DAMAGE_FOUND,
)
"""What nobody does, where nobody stands beside it."""


class AccountLine(NamedTuple):
    """One member of staff."""

    name: str
    username: str
    role: str
    place: str
    state: str
    is_active: bool
    is_oneself: bool
    factor: str
    url: str
    reset_url: str
    disable_url: str
    signer_url: str

    @classmethod
    def of(cls, user: User, county: County | None, own_id: int | None) -> "AccountLine":
        """The line of an account."""
        office = county.office(user.office) if county and user.office else None
        disabled = _("已停用（%(day)s）", day=moment(user.disabled_at)) if user.disabled_at else _("在用")
        return cls(
            name=name_of(user),
            username=user.username or "",
            role=f"{label(user.role)} · {label(user.signs_as)}" if user.signs_as else label(user.role),
            place=user.hospital.name if user.hospital else (office.name if office else ""),
            state=str(disabled),
            is_active=user.disabled_at is None,
            is_oneself=user.id == own_id,
            factor=str(_("已设") if user.second_factor else _("没有，下次登录时设")),
            url=url_for("admin_accounts.show", uid=user.uid),
            reset_url=url_for("admin_resets.want", uid=user.uid),
            disable_url=url_for("admin_accounts.disable", uid=user.uid),
            signer_url=url_for("admin_accounts.name_signer", uid=user.uid),
        )


class HospitalLine(NamedTuple):
    """One hospital that may refer, and until when."""

    name: str
    begins: str
    ends: str
    state: str
    url: str

    @classmethod
    def of(cls, hospital: Hospital, today: date) -> "HospitalLine":
        """The line of a hospital as it stands today."""
        return cls(
            name=hospital.name,
            begins=day(hospital.designated_from) or str(_("没有写日期")),
            ends=day(hospital.designated_until) or str(_("没有期限")),
            state=_designation(hospital, today),
            url=url_for("admin_hospitals.dates", uid=hospital.uid),
        )


def _designation(hospital: Hospital, today: date) -> str:
    if hospital.designated_from is not None and today < hospital.designated_from:
        return str(_("还没到开始日期"))
    if hospital.designated_until is not None and today > hospital.designated_until:
        return str(_("已到期，不能再开转诊单"))
    return str(_("能开转诊单"))


class TrailRow(NamedTuple):
    """One act or look; `about` is the filing, which has an address, or whom else it concerns."""

    at: str
    who: str
    what: str
    about: str
    reason: str
    url: str | None = None

    @classmethod
    def of(cls, line: TrailLine) -> "TrailRow":
        """The row of a line of the trail; a reason is shown where one was written down."""
        return cls(
            at=moment(line.at),
            who=_who_of(line),
            what=act_name(line.kind),
            about=grouped(line.number),
            reason=legible(lambda: line.detail.reason or line.detail.remark),
            url=url_for("clerk_filing.page", number=line.number),
        )

    @classmethod
    def of_portal(cls, event: PortalEvent) -> "TrailRow":
        """The row of an act on accounts, hospitals or the installation."""
        return cls(
            at=moment(event.at),
            who=legible(lambda: _who(event)),
            what=label(event.kind),
            about=legible(lambda: _whom(event)),
            reason=legible(lambda: _more(event)),
        )


def _who_of(line: TrailLine) -> str:
    if line.actor is None and line.event is not None:
        return nobodys_name(line.event, actor_name(None))
    return actor_name(line.actor)


def _who(event: PortalEvent) -> str:
    if event.detail.operator:
        return str(_("命令行：%(name)s", name=event.detail.operator))
    if event.actor is None and event.kind in FAILURES:
        return str(_("不知道是谁"))
    if event.actor is None and event.kind in BY_ITSELF:
        return str(_("系统自动"))
    return actor_name(event.actor)


def _whom(event: PortalEvent) -> str:
    """The account or the hospital it concerns; one that was only invited by its user name."""
    if event.hospital is not None:
        return event.hospital.name
    if event.account is None:
        return event.detail.username or grouped(event.detail.number) or "—"
    return str(_("本人")) if event.account_id == event.actor_id else actor_name(event.account)


def _more(event: PortalEvent) -> str:
    detail = event.detail
    parts = (
        _("原因：%(reason)s", reason=detail.reason) if detail.reason else "",
        _("原来：%(before)s", before=_value(detail.before)) if detail.before else "",
        _("现在：%(after)s", after=_value(detail.after)) if detail.after else "",
        _("在：%(place)s", place=detail.place) if detail.place else "",
        _("从 %(network)s", network=detail.network) if detail.network else "",
        _("打电话的时间：%(at)s", at=moment(datetime.fromisoformat(detail.called_at))) if detail.called_at else "",
        _("到这次共 %(tries)s 次", tries=detail.tries) if detail.tries else "",
    )
    return str(_("；")).join(str(part) for part in parts if part)


def _value(kept: str) -> str:
    """A role, and how far a reset has come, by its name; all else as it was kept."""
    kind, _dot, state = kept.partition(".")
    if kind in set(ResetKind):
        stands = ResetState(state) if state in set(ResetState) else ResetAnswer(state)
        return f"{label(ResetKind(kind))}{_('：')}{label(stands)}"
    scopes = kept.split(",")
    if set(scopes) <= set(Scope):
        return _("、").join(label(Scope(each)) for each in scopes)
    return label(Role(kept)) if kept in set(Role) else kept


def actor_name(user: User | None) -> str:
    """Who acted: staff by name and user name; a citizen only as such, a link without account as nobody's."""
    if user is None:
        return str(_("没有账号的人（凭链接）"))
    if user.role is Role.CITIZEN:
        return str(_("参保人或代办人"))
    return f"{name_of(user)}{_('（')}{user.username}{_('）')}"


def act_name(kind: str) -> str:
    """What was done or looked at."""
    looks = {
        "id_number": _("看完整身份证号"),
        "bind_code": _("看绑定码"),
        "account_phone": _("看账号的手机号"),
        "letter": _("看通信地址"),
        "filing": _("打开备案"),
        "search": _("查找到"),
        "progress": _("凭编号查了进度"),
        "fax": _("看了写着它的传真"),
        "in_force": _("系统对接：问有没有有效的备案"),
    }
    if kind in looks:
        return str(looks[kind])
    what, _colon, name = kind.partition(":")
    if what == "paper":
        return str(_("看材料：%(name)s", name=document_name(name, language())))
    if what == "notice":
        return str(_("看文书：%(name)s", name=label(NoticeKind(name))))
    return event_name(kind, language())
