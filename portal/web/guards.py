"""Who may open what: every route names a permission, or it opens for nobody."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar, cast

from flask import Blueprint, Flask, Response, abort, current_app, request, session, url_for
from flask_login import AnonymousUserMixin, UserMixin, current_user, login_user, logout_user

from portal.config import Settings
from portal.domain.actor import STRANGER, Actor, Context
from portal.domain.policy import BY_KEY, BY_TERMINAL, Permission, allowed, once_confirmed
from portal.domain.vocabulary import WITH_SECOND_FACTOR, Channel
from portal.extensions import login_manager
from portal.models import User
from portal.models.live_sessions import SeenAccount
from portal.services import sessions
from portal.web import bearer, terminal
from portal.web.addresses import page_above
from portal.web.browsers import browser_kind
from portal.web.respond import leave_for
from portal.web.shared_computer import is_shared, stay_shared
from portal.web.unsent import FILES, TYPED, page_of_files, park_this_form

_MARK = "portal_permission"
_HALFWAY = "halfway"
"""Under this name the browser keeps the token of a session whose second factor is awaited."""
View = TypeVar("View", bound=Callable[..., Any])


class SignedIn(UserMixin):
    """The browser's session as Flask-Login carries it: the cookie holds a random token, never who one is."""

    def __init__(
        self,
        token: str,
        user: User | SeenAccount,
        confirmed_at: datetime | None = None,
        created_at: datetime | None = None,
    ) -> None:
        self.token = token
        self.seen = user
        self.confirmed_at = confirmed_at
        self.created_at = created_at

    @property
    def account(self) -> User:
        """The row of the account whole; what every page says of it is in `seen`."""
        return sessions.whole(self.seen)

    @cached_property
    def actor(self) -> Actor:
        """The account as the rules see it."""
        return replace(sessions.actor_of(self.seen), is_confirmed=self.is_confirmed(now()))

    def get_id(self) -> str:
        """What goes into the signed cookie."""
        return self.token

    def is_confirmed(self, at: datetime) -> bool:
        """Whether the second factor was given within the last minutes."""
        return self.confirmed_at is not None and at - self.confirmed_at <= sessions.CONFIRMED_FOR


def guarded_blueprint(name: str, import_name: str, default: Permission, **options: Any) -> Blueprint:
    """A blueprint whose every route needs `default` unless the route says otherwise with `requires`."""
    blueprint = Blueprint(name, import_name, **options)
    setattr(blueprint, _MARK, default)
    return blueprint


def requires(permission: Permission) -> Callable[[View], View]:
    """Say which permission one route needs, in place of its blueprint's default."""

    def mark(view: View) -> View:
        setattr(view, _MARK, permission)
        return view

    return mark


def permission_of(app: Flask, endpoint: str) -> Permission | None:
    """What the route needs; None for a route nobody thought of, which opens for nobody."""
    own = getattr(app.view_functions[endpoint], _MARK, None)
    area = app.blueprints.get(endpoint.rpartition(".")[0])
    return cast(Permission | None, own or getattr(area, _MARK, None))


def init_app(app: Flask, clock: Callable[[], datetime]) -> None:
    """Hang the guard in front of every request, and tell Flask-Login how a session is resumed."""
    app.extensions["portal_clock"] = clock
    login_manager.init_app(app, add_context_processor=False)  # the frame says who is signed in
    login_manager.session_protection = None  # the session row is the truth, not the browser's address

    @login_manager.user_loader
    def resume(token: str) -> SignedIn | None:
        row = sessions.resume(_anonymous(), token, session_limits())
        return SignedIn(token, row.user, row.confirmed_at, row.created_at) if row else None

    @app.before_request
    def guard() -> Response | None:
        endpoint = request.endpoint
        if endpoint is None:
            return None  # nothing to guard: the error page for a missing address
        permission = permission_of(app, endpoint)
        if permission is Permission.PUBLIC:
            return None
        if permission in BY_KEY:
            bearer.admit(_anonymous(), client_address(), permission)
            return None
        if permission in BY_TERMINAL:
            terminal.admit(_anonymous(), permission)
            return None
        actor = current_actor()
        if permission is None:
            abort(403)
        if allowed(actor, permission):
            return None
        if actor.halfway_id is not None:
            return _ask_for_code(request.full_path.rstrip("?") if request.method == "GET" else None)
        if actor.user_id is None:
            return _ask_to_sign_in()
        if not once_confirmed(actor, permission):
            abort(403)
        return _ask_again()


def _ask_to_sign_in() -> Response:
    if request.method == "POST":
        if page := page_of_files():
            return leave_for(url_for("account.login", next=page, kept=FILES))
        return leave_for(url_for("account.login", kept=TYPED if park_this_form(_anonymous()) else None))
    return leave_for(url_for("account.login", next=request.full_path.rstrip("?")))


def _ask_again() -> Response:
    """What was typed waits until the second factor is given again; then the page is there, or the one it stood on."""
    if request.method == "POST":
        park_this_form(_anonymous())
    return _ask_for_code(page_above(request.path) if request.method == "POST" else request.full_path.rstrip("?"))


def _ask_for_code(wanted: str | None) -> Response:
    return leave_for(url_for("second_factor.give", next=wanted))


def now() -> datetime:
    """The instant, from the application's clock."""
    clock: Callable[[], datetime] = current_app.extensions["portal_clock"]
    return clock()


def session_limits() -> sessions.SessionLimits:
    """As the operator set them."""
    settings: Settings = current_app.config["PORTAL_SETTINGS"]
    return sessions.SessionLimits(
        timedelta(minutes=settings.citizen_idle_minutes),
        timedelta(minutes=settings.staff_idle_minutes),
        timedelta(hours=settings.session_hours),
    )


def _anonymous() -> Context:
    return Context(STRANGER, now())


def signed_in() -> SignedIn | None:
    """The session of whoever is signed in; none of nobody."""
    user: SignedIn | AnonymousUserMixin = current_user._get_current_object()
    return user if isinstance(user, SignedIn) else None


def current_actor() -> Actor:
    """Who is asking; a stranger when nobody is signed in, and nobody yet while the second factor is awaited."""
    if (institution := bearer.admitted()) is not None:
        return institution
    if (device := terminal.admitted()) is not None:
        return device
    if (browser := signed_in()) is not None:
        return browser.actor
    user = sessions.halfway(_anonymous(), session[_HALFWAY]) if _HALFWAY in session else None
    return Actor(user_id=None, role=None, halfway_id=user.id) if user else STRANGER


def current_context(channel: Channel = Channel.ONLINE) -> Context:
    """This request as an act: who, when, through which channel."""
    return Context(current_actor(), now(), channel)


def sign_in(user: User) -> str:
    """Begin a session with a new token, which is returned; whatever the browser held before is worth nothing.

    With a password alone, staff are halfway: the browser is still nobody's.
    """
    was_shared = is_shared()
    sign_out()
    stay_shared(was_shared)
    token = sessions.begin(_anonymous(), user, address=client_address(), browser=_browser())
    if user.role in WITH_SECOND_FACTOR:
        session[_HALFWAY] = token
    else:
        login_user(SignedIn(token, user))
    return token


def sign_in_confirmed(user: User) -> None:
    """Begin a session, or go on with this one under a new token: the second factor was given just now."""
    _go_on(user, now())


def stay_signed_in() -> None:
    """Go on under a new token where every session of the account was ended."""
    _go_on(current_user.account, current_user.confirmed_at)


def _go_on(user: User, confirmed_at: datetime | None) -> None:
    created_at = current_user.created_at if current_user.is_authenticated else None
    was_shared = is_shared()
    _leave_session(sessions.end)
    stay_shared(was_shared)
    token = sessions.begin(_anonymous(), user, confirmed_at, created_at, client_address(), _browser())
    login_user(SignedIn(token, user, confirmed_at, created_at or now()))


def sign_out() -> None:
    """End the session in the database and in the browser."""
    _leave_session(sessions.sign_out)


def _leave_session(end: Callable[[Context, str], object]) -> None:
    """With it goes the forms' token: one that somebody planted opens nothing afterwards."""
    token = current_user.token if current_user.is_authenticated else session.get(_HALFWAY)
    if token is not None:
        end(_anonymous(), token)
    logout_user()
    session.clear()


def _browser() -> str:
    return browser_kind(request.headers.get("User-Agent", ""))


def client_address() -> str:
    """Where the request comes from, for counting failures."""
    return request.remote_addr or "unknown"
