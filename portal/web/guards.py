"""Who may open what: every route names a permission, or it opens for nobody."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from flask import Blueprint, Flask, Response, abort, current_app, request, session, url_for
from flask_login import UserMixin, current_user, login_user, logout_user

from portal.config import Settings
from portal.domain.actor import STRANGER, Actor, Context
from portal.domain.policy import Permission, allowed
from portal.domain.vocabulary import Channel
from portal.extensions import login_manager
from portal.models import User
from portal.services import sessions
from portal.web.respond import leave_for
from portal.web.unsent import park_this_form

_MARK = "portal_permission"
View = TypeVar("View", bound=Callable[..., Any])


class SignedIn(UserMixin):
    """The browser's session as Flask-Login carries it: the cookie holds a random token, never who one is."""

    def __init__(self, token: str, user: User) -> None:
        self.token = token
        self.account = user

    def get_id(self) -> str:
        """What goes into the signed cookie."""
        return self.token


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
    login_manager.init_app(app)
    login_manager.session_protection = None  # the session row is the truth, not the browser's address

    @login_manager.user_loader
    def resume(token: str) -> SignedIn | None:
        user = sessions.resume(_anonymous(), token, session_limits())
        return SignedIn(token, user) if user else None

    @app.before_request
    def guard() -> Response | None:
        if request.endpoint is None:
            return None  # nothing to guard: the error page for a missing address
        permission = permission_of(app, request.endpoint)
        if permission is Permission.PUBLIC:
            return None
        actor = current_actor()
        if permission is None or (actor.user_id is not None and not allowed(actor, permission)):
            abort(403)
        if allowed(actor, permission):
            return None
        if request.method == "POST":
            return leave_for(url_for("account.login", kept="yes" if park_this_form(_anonymous()) else None))
        return leave_for(url_for("account.login", next=request.full_path.rstrip("?")))


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


def current_actor() -> Actor:
    """Who is asking; a stranger when nobody is signed in."""
    return sessions.actor_of(current_user.account) if current_user.is_authenticated else STRANGER


def current_context(channel: Channel = Channel.ONLINE) -> Context:
    """This request as an act: who, when, through which channel."""
    return Context(current_actor(), now(), channel)


def sign_in(user: User) -> None:
    """Begin a session with a new token; whatever the browser held before is worth nothing."""
    if current_user.is_authenticated:
        sign_out()
    session.clear()  # with it the forms' token: one that somebody planted before opens nothing afterwards
    token = sessions.begin(_anonymous(), user)
    login_user(SignedIn(token, user))


def sign_out() -> None:
    """End the session in the database and in the browser."""
    if current_user.is_authenticated:
        sessions.end(_anonymous(), current_user.token)
    logout_user()
    session.clear()


def client_address() -> str:
    """Where the request comes from, for counting failures."""
    return request.remote_addr or "unknown"
