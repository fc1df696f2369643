"""A device on which people file for themselves is known by a cookie of its own, which opens the pages of the kiosk and
nothing else: whoever is signed in there counts for nothing on these, and the device for nothing on all others."""

from datetime import timedelta

from flask import Response, current_app, g, request

from portal.config import Settings
from portal.domain.actor import Actor, Context
from portal.domain.policy import Permission, allowed
from portal.services import terminals
from portal.web.cookies import cookie_name
from portal.web.errors import Problem
from portal.web.language import gettext as _

KEPT_FOR = timedelta(days=400)
"""The longest a browser keeps a cookie; then a supervisor sets the device up again."""
_ACTOR = "portal_terminal_actor"


def admit(anonymous: Context, permission: Permission) -> None:
    """Let the request through as the terminal's, or raise why not."""
    shown = request.cookies.get(_cookie(), "")
    actor = terminals.actor_of(anonymous, shown) if shown else None
    if actor is None or not allowed(actor, permission):
        raise Problem(403, _("这台设备没有设为自助机。请用手机或电脑网上办，或到窗口办。"))
    setattr(g, _ACTOR, actor)


def admitted() -> Actor | None:
    """Which terminal the request was let through as."""
    actor: Actor | None = g.get(_ACTOR)
    return actor


def keep(response: Response, secret: str) -> Response:
    """This browser is the terminal from now on."""
    settings: Settings = current_app.config["PORTAL_SETTINGS"]
    response.set_cookie(_cookie(), secret, max_age=KEPT_FOR, httponly=True, samesite="Strict", secure=settings.is_https)
    return response


def _cookie() -> str:
    return cookie_name("portal_terminal", current_app.config["PORTAL_SETTINGS"])
