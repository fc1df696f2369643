"""The menu, the account box and the session's warning around every page, by who is signed in."""

from collections.abc import Callable, Mapping
from functools import cached_property
from urllib.parse import urlsplit

from flask import request, url_for

from portal.domain.vocabulary import Role
from portal.models import User
from portal.models.live_sessions import SeenAccount
from portal.services.rulebook import rulebook
from portal.web.frame import AccountBox, NavItem, SessionNotice
from portal.web.guards import session_limits, signed_in
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


def of_every_page() -> dict[str, "FrameOfPage | Callable[[], str] | bool"]:
    """What the templates of this request's page may name beside what its view gives them."""
    return {"frame": FrameOfPage(), "csrf_token": csrf_token, "has_errors": False}


class FrameOfPage:
    """The `Frame` of this request's page, each part made where it is drawn: what replaces the main part draws none."""

    @cached_property
    def _seen(self) -> User | SeenAccount | None:
        browser = signed_in()
        return browser.seen if browser else None

    @cached_property
    def nav_items(self) -> tuple[NavItem, ...]:
        """The menu of whoever asks, and in it the entry this page lies under: of several, the longest."""
        menus, here = _menus(self._seen.role if self._seen else None), request.path + "/"
        return menus[max((above for above in menus if here.startswith(f"{above}/")), key=len)]

    @cached_property
    def account(self) -> AccountBox | None:
        """Who is signed in."""
        user = self._seen
        if user is None:
            return None
        return AccountBox(" · ".join(filter(None, (name_of(user), place_of(user)))), url_for("account.logout"))

    @property
    def session_notice(self) -> SessionNotice | None:
        """When their session ends."""
        return _session_notice(self._seen) if self._seen else None

    @property
    def footer_items(self) -> tuple[NavItem, ...]:
        """The same on every page."""
        return _footer()


@kept
def _menus(role: Role | None) -> Mapping[str, tuple[NavItem, ...]]:
    """The menu as it is on a page under each of its addresses; under the empty one, which lies above all, on others."""
    entries = [(label, url, url.rstrip("/")) for label, url in _menu(role)]
    currents = ("", *(address for _label, _url, address in entries))
    return {
        current: tuple(NavItem(label, url, address == current) for label, url, address in entries)
        for current in currents
    }


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
