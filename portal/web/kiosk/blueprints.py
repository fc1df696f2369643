"""The blueprints of the kiosk, and what holds for all its pages."""

from flask import request

from portal.domain.vocabulary import Channel
from portal.services import terminals
from portal.web.guards import current_actor, current_context
from portal.web.kiosk import asking_routes, visit_routes

BLUEPRINTS = (visit_routes.blueprint, asking_routes.blueprint)


def somebody_is_there() -> None:
    """Every page but the first one is asked for by whoever stands there; the first one comes by itself."""
    if current_actor().at_hand is not None and request.endpoint != "kiosk.home":
        terminals.touch(current_context(Channel.KIOSK))


def idle() -> dict[str, int]:
    """How long a page may be left alone."""
    return {"idle_seconds": int(terminals.IDLE.total_seconds())}


for each in BLUEPRINTS:
    each.before_request(somebody_is_there)
    each.context_processor(idle)
