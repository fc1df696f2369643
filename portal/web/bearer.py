"""Who asks the interface: the institution whose key stands in the Authorization header, and nowhere else.

A browser's session counts for nothing here, so that no page of another site can ask in somebody's name. Each request is
counted before anything is done for it: by its key, and all together.
"""

from datetime import timedelta

from flask import g, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from portal.domain.actor import Actor, Context
from portal.domain.policy import Permission, allowed
from portal.services import api_keys, failed_sign_ins, throttling
from portal.services.throttling import Ration

A_MINUTE = timedelta(minutes=1)
OF_A_KEY = Ration("api", 120, A_MINUTE)
IN_ALL = Ration("api:all", 1200, A_MINUTE)
UNKNOWN = Ration("api:unknown", 60, A_MINUTE)
"""Of an address, with no key or one that is none: not guessing is slowed down, which is hopeless, but noise."""
_ACTOR = "portal_key_actor"


def admit(anonymous: Context, address: str, permission: Permission) -> None:
    """Let the request through as its key's, or raise what is wrong with it."""
    scheme, _blank, shown = request.headers.get("Authorization", "").partition(" ")
    actor = api_keys.actor_of(anonymous, shown.strip()) if scheme.lower() == "bearer" else None
    if actor is None:
        throttling.ration(anonymous, UNKNOWN, throttling.line(address))
        if shown:
            failed_sign_ins.note(anonymous, api_keys.account_named(shown.strip()), address)
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer"))
    throttling.ration(anonymous, OF_A_KEY, str(actor.user_id))
    throttling.ration(anonymous, IN_ALL)
    if not allowed(actor, permission):
        raise Forbidden
    setattr(g, _ACTOR, actor)


def admitted() -> Actor | None:
    """Whose key the request was let through by."""
    actor: Actor | None = g.get(_ACTOR)
    return actor
