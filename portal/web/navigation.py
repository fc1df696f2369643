"""The menu, the account box and the session's warning around every page, by who is signed in."""

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlsplit

from flask import request, url_for
from flask_login import current_user

from portal.domain.vocabulary import Role
from portal.models import User
from portal.models.live_sessions import SeenAccount
from portal.services.rulebook import rulebook
from portal.web.frame import AccountBox, NavItem, SessionNotice
from portal.web.guards import session_limits
from portal.web.kept import kept
from portal.web.labels import INTAKE_TITLES
from portal.web.language import gettext as _
from portal.web.presenters.actors import name_of
from portal.web.remembering import csrf_token

HOME: Mapping[Role, str] = {
    Role.CITIZEN: "me.filings_of_mine",
    Role.HOSPITAL: "hospital.home",
    Role.EMPLOYER: "employer.home",
    Role.CLERK: "clerk_queue.page",
    Role.SUPERVISOR: "clerk_queue.page",
    Role.TERMINAL: "kiosk.home",
}


def frame() -> dict[str, tuple[NavItem, ...] | AccountBox | SessionNotice | Callable[[], str] | None]:
    """What this request's page shows around itself."""
    user: User | SeenAccount | None = current_user.seen if current_user.is_authenticated else None
    role = user.role if user else None
    return {
        "nav_items": _items(role, _current(_items(role, ""), request.path)),
        "footer_items": _footer(),
        "account": AccountBox(name_of(user), place_of(user), url_for("account.logout")) if user else None,
        "session_notice": _session_notice(user) if user else None,
        "csrf_token": csrf_token,
    }


@kept
def _items(role: Role | None, current: str) -> tuple[NavItem, ...]:
    return tuple(NavItem(label, url, url == current) for label, url in _menu(role))


def _menu(role: Role | None) -> list[tuple[str, str]]:
    own = (_("我的账号"), url_for("account.own_account"))
    match role:
        case None:
            return [
                (_("我该办哪一种？"), url_for("start.start")),
                (_("查办理进度"), url_for("following.by_number")),
                (_("登录"), url_for("account.login")),
            ]
        case Role.CITIZEN:
            return [(_("我的办件"), url_for("me.filings_of_mine")), (_("我该办哪一种？"), url_for("start.start")), own]
        case Role.HOSPITAL:
            return [(_("转诊备案"), url_for("hospital.home")), (_("开转诊"), url_for("hospital.issue")), own]
        case Role.EMPLOYER:
            return [(_("单位申报"), url_for("employer.home")), own]
        case Role.CLERK | Role.SUPERVISOR:
            desk = [
                (_("待办"), url_for("clerk_queue.page")),
                (_("来电问进度"), url_for("clerk_calls.ask")),
                (_("答应补来的"), url_for("clerk_chasing.page")),
                (_("要电话告知或寄信的"), url_for("clerk_messages.page")),
                (_("传真篮"), url_for("clerk_faxes.tray")),
                *((str(title), url_for("clerk_intake.choose", channel=each)) for each, title in INTAKE_TITLES.items()),
            ]
            chief = [(_("谁在办多少件"), url_for("clerk_assigning.workload")), (_("管理"), url_for("admin.overview"))]
            return [*desk, *(chief if role is Role.SUPERVISOR else []), own]
        case Role.TERMINAL:
            return []  # nobody signs in as one


@kept
def _footer() -> tuple[NavItem, ...]:
    return (
        NavItem(_("我该办哪一种？"), url_for("start.start")),
        NavItem(_("办事指南"), url_for("guides.every")),
        NavItem(_("查办理进度"), url_for("following.by_number")),
        NavItem(_("核对备案证明"), url_for("certificates.verify")),
        NavItem(_("办件公示"), url_for("public.public_list")),
        NavItem(_("个人信息怎么用"), url_for("public.privacy")),
    )


def _current(items: Iterable[NavItem], path: str) -> str:
    """The entry this page lies under: of several, the longest."""
    above = [url for _label, url, _is_current in items if path == url or path.startswith(url.rstrip("/") + "/")]
    return max(above, key=len, default="")


def place_of(user: User | SeenAccount) -> str:
    """The hospital, unit or agency a member of staff acts for; empty for a citizen."""
    if user.institution_name is not None:
        return user.institution_name
    county = rulebook.catalogue.county(user.county) if user.county else None
    if county is None:
        return ""
    office = county.office(user.office) if user.office else None
    return office.name if office else county.agency.name


def _session_notice(user: User | SeenAccount) -> SessionNotice:
    return SessionNotice(int(session_limits().idle(user.role).total_seconds()), url_for("account.keep_session"))


def home_of(user: User | SeenAccount) -> str:
    """The page an account begins with."""
    return url_for(HOME[user.role])


def is_sign_in(url: str) -> bool:
    """Whether an address only leads to signing in or out, so that coming back to it would go in circles."""
    endpoints = ("account.login", "account.logout", "registration.register", "second_factor.give")
    return urlsplit(url).path in {url_for(endpoint) for endpoint in endpoints}
