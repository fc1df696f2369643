"""A reset of somebody's account as ready strings: for supervisors while it waits, for its owner until they answer."""

from datetime import datetime
from typing import NamedTuple

from flask import url_for

from portal.domain.account_resets import ResetAnswer, ResetKind, ResetState
from portal.domain.actor import Context
from portal.domain.errors import NotAllowed
from portal.models import AccountReset, User
from portal.services import call_backs
from portal.web.dates import moment
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.presenters.actors import name_of
from portal.web.presenters.damage import legible
from portal.web.presenters.sentences import refused
from portal.web.presenters.supervision import actor_name


class ResetLine(NamedTuple):
    """One request that waits, and what this supervisor can do about it."""

    title: str
    name: str
    account_url: str
    rows: tuple[tuple[str, str], ...]
    is_own: bool
    is_about_oneself: bool
    hindrance: str
    confirm_url: str
    take_back_url: str
    call_back_url: str

    @classmethod
    def of(cls, reset: AccountReset, ctx: Context) -> "ResetLine":
        """As whoever acts sees it."""
        owner = reset.account
        return cls(
            title=label(reset.kind),
            name=name_of(owner),
            account_url=url_for("admin_accounts.show", uid=owner.uid),
            rows=(
                (str(_("谁申请的")), by_whom(reset.asked_by)),
                (str(_("什么时候")), moment(reset.asked_at)),
                (str(_("为什么")), _reason(reset)),
                (str(_("等到")), moment(reset.expires_at)),
            ),
            is_own=reset.asked_by_id is not None and reset.asked_by_id == ctx.actor.user_id,
            is_about_oneself=reset.account_id == ctx.actor.user_id,
            hindrance=legible(lambda: _hindrance(ctx, reset)),
            confirm_url=url_for("admin_resets.confirm", uid=owner.uid, key=reset.uid),
            take_back_url=url_for("admin_resets.take_back", uid=owner.uid, key=reset.uid),
            call_back_url=url_for("admin_resets.call_back", uid=owner.uid, key=reset.uid),
        )


def _hindrance(ctx: Context, reset: AccountReset) -> str:
    code = call_backs.hindrance(ctx, reset)
    return refused(NotAllowed(code)) if code else ""


class OwnResetLine(NamedTuple):
    """One reset of one's own account, to be answered."""

    title: str
    is_in_effect: bool
    rows: tuple[tuple[str, str], ...]
    recognise_url: str
    disown_url: str

    @classmethod
    def of(cls, reset: AccountReset, carried_out_at: datetime | None) -> "OwnResetLine":
        """As its owner sees it: who, what, when, why, and who confirmed."""
        is_in_effect = reset.state is not ResetState.WAITING
        rows = (
            (_("谁申请的"), by_whom(reset.asked_by)),
            (_("什么时候"), moment(reset.asked_at)),
            (_("为什么"), _reason(reset)),
            (_("怎么核实的"), _how(reset)),
            (_("生效"), moment(reset.settled_at) if is_in_effect else _("还没有，等另一位主管确认")),
            (_("后来"), _afterwards(reset, carried_out_at) if is_in_effect else ""),
            (_("回答"), _answer(reset)),
        )
        return cls(
            title=label(reset.kind),
            is_in_effect=is_in_effect,
            rows=tuple((str(name), str(value)) for name, value in rows if value),
            recognise_url=url_for("own_resets.recognise", key=reset.uid),
            disown_url=url_for("own_resets.disown", key=reset.uid),
        )


def by_whom(user: User | None) -> str:
    """Who asked or confirmed: an account, or whoever runs the machine."""
    return actor_name(user) if user else str(_("系统管理员（在服务器上）"))


def _reason(reset: AccountReset) -> str:
    return legible(lambda: reset.reason.text) or str(_("没有写"))


def _how(reset: AccountReset) -> str:
    match reset.state:
        case ResetState.CONFIRMED:
            return str(_("%(who)s确认", who=by_whom(reset.settled_by)))
        case ResetState.CALLED_BACK:
            return str(_("%(at)s 打了您登记的电话，接电话的人说对了您身份证号后四位", at=moment(reset.called_at)))
        case ResetState.AT_ONCE:
            return str(_("没有第二个人核实"))
    return ""


def _answer(reset: AccountReset) -> str:
    if reset.answer is None:
        return ""
    word = _("是我自己要求的") if reset.answer is ResetAnswer.RECOGNISED else _("不是我要求的")
    return str(_("%(at)s 有人用这个账号回答：%(word)s", at=moment(reset.answered_at), word=word))


def _afterwards(reset: AccountReset, at: datetime | None) -> str:
    if reset.kind is ResetKind.PASSWORD:
        return str(_("%(at)s 有人用链接设了新密码", at=moment(at)) if at else _("链接还没有人用过"))
    return str(_("%(at)s 设了新的动态码", at=moment(at)) if at else _("还没有设新的动态码"))


def disowned_sentence(reset: AccountReset) -> str:
    """What supervisors are to look into."""
    return str(
        _(
            "%(name)s：%(what)s（%(at)s 申请）不是本人要求的。请马上查清是谁做的，再给本人重设。",
            name=name_of(reset.account),
            what=label(reset.kind),
            at=moment(reset.asked_at),
        )
    )
