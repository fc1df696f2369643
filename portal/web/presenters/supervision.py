"""What a supervisor sees, as ready strings."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from flask import url_for

from portal.catalogue.county import County
from portal.domain.numbering import grouped
from portal.domain.vocabulary import Role
from portal.models import Hospital, User
from portal.services.audit import TrailLine
from portal.web.dates import day, moment
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.actors import name_of
from portal.web.presenters.damage import legible
from portal.wording.names import document_name
from portal.wording.refusals import event_name


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One member of staff."""

    name: str
    username: str
    role: str
    place: str
    state: str
    is_active: bool
    is_oneself: bool
    has_factor: bool
    factor: str
    url: str
    reset_url: str
    forget_factor_url: str
    disable_url: str

    @classmethod
    def of(cls, user: User, county: County | None, own_id: int | None, proven: Container[int]) -> "AccountLine":
        """The line of an account; `proven` are those that have a second factor."""
        office = county.office(user.office) if county and user.office else None
        disabled = _("已停用（%(day)s）", day=moment(user.disabled_at)) if user.disabled_at else _("在用")
        return cls(
            name=name_of(user),
            username=user.username or "",
            role=label(user.role),
            place=user.hospital.name if user.hospital else (office.name if office else ""),
            state=str(disabled),
            is_active=user.disabled_at is None,
            is_oneself=user.id == own_id,
            has_factor=user.id in proven,
            factor=str(_("已设") if user.id in proven else _("没有，下次登录时设")),
            url=url_for("admin_accounts.show", uid=user.uid),
            reset_url=url_for("admin_accounts.reset", uid=user.uid),
            forget_factor_url=url_for("admin_accounts.forget_factor", uid=user.uid),
            disable_url=url_for("admin_accounts.disable", uid=user.uid),
        )


@dataclass(frozen=True, slots=True)
class HospitalLine:
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
            begins=day(hospital.designated_from) or str(_("指南没有写明")),
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


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One act or look."""

    at: str
    who: str
    what: str
    number: str
    reason: str
    url: str

    @classmethod
    def of(cls, line: TrailLine) -> "TrailRow":
        """The row of a line of the trail; a reason is shown where one was written down."""
        return cls(
            at=moment(line.at),
            who=actor_name(line.actor),
            what=act_name(line.kind),
            number=grouped(line.number),
            reason=legible(lambda: line.detail.reason or line.detail.remark),
            url=url_for("clerk_filing.page", number=line.number),
        )


def actor_name(user: User | None) -> str:
    """Who acted: staff by name and user name; a citizen only as such, a link without account as nobody's."""
    if user is None:
        return str(_("没有账号的人（凭链接）"))
    if user.role is Role.CITIZEN:
        return str(_("参保人或代办人"))
    return f"{name_of(user)}{_('（')}{user.username}{_('）')}"


def act_name(kind: str) -> str:
    """What was done or looked at."""
    numbers = {"id_number": _("看完整身份证号"), "bind_code": _("看绑定码"), "account_phone": _("看账号的手机号")}
    if kind in numbers:
        return str(numbers[kind])
    if kind.startswith("paper:"):
        return str(_("看材料：%(name)s", name=document_name(kind.removeprefix("paper:"), language())))
    return event_name(kind, language())
