"""Where a browser goes once its owner has shown who they are: to the second factor, to what waits, or on."""

from flask import Response, url_for

from portal.domain.vocabulary import WITH_SECOND_FACTOR
from portal.models import User
from portal.models.live_sessions import SeenAccount
from portal.services import own_resets, parked
from portal.web.guards import current_context, sign_in
from portal.web.known_browser import remember_browser
from portal.web.navigation import home_of, is_sign_in
from portal.web.respond import local_path, see_other


def arrive(user: User, wanted: str = "", unsent: str = "") -> Response:
    """A password, an invitation or a code was right: sign in and go on; staff give their second factor first.

    `unsent` is a form that this browser carries (services/parked.py).
    """
    token = sign_in(user)
    parked.park_carried(current_context(), token, unsent)
    if user.role in WITH_SECOND_FACTOR:
        return see_other(url_for("second_factor.give", next=local_path(wanted, "") or None))
    return go_on(user, wanted)


def go_on(user: User, wanted: str) -> Response:
    """Signed in: to the form that waits to be sent again, else where the person was going."""
    return remember_browser(see_other(next_page(user, wanted)), user)


def next_page(user: User, wanted: str) -> str:
    """What waits comes before where they were going; else the page their account begins with.

    What others reset of the account comes first, until its owner has answered.
    """
    if user.role in WITH_SECOND_FACTOR and own_resets.unanswered_of(current_context(), user):
        return url_for("own_resets.every", next=local_path(wanted, "") or None)
    if parked.waiting(current_context()) is not None:
        return url_for("parked.unsent")
    return destination(user, wanted)


def destination(user: User | SeenAccount, wanted: str) -> str:
    """Where the person was going, else the page their account begins with."""
    target = local_path(wanted, home_of(user))
    return home_of(user) if is_sign_in(target) else target
