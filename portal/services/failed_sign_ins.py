"""Sign-ins that failed, written down without letting strangers fill the disk.

Who guesses at known accounts leaves a line each time, at most `MOST_A_WINDOW` of them in a quarter of an hour from
everybody together: under 50,000 a day, some twenty megabytes. What is beyond that, and names that no account has, is
counted, and a line says so at the first, the tenth, the hundredth and so on. What was typed is never kept.
"""

from portal.domain.actor import Context
from portal.domain.portal_events import PortalEventDetail, PortalEventKind, network_of
from portal.models import User
from portal.models.transaction import transaction
from portal.services import portal_events, throttling

MOST_A_WINDOW = 500


def note(ctx: Context, account: User | None, address: str = "") -> None:
    """One more, of that account or of a name that none has: the same work either way, or its time would tell which.

    Also whatever else proves whose an account is and did not: a code or a number that goes with a link, the password
    asked for again.
    """
    with transaction():
        if account is None:
            tries = throttling.tally(ctx, "sign-in of nobody")
            if _is_power_of_ten(tries):
                detail = PortalEventDetail(network=network_of(address), tries=tries)
                portal_events.record(ctx, PortalEventKind.UNKNOWN_NAMES_TRIED, detail)
            return
        tries = throttling.tally(ctx, "sign-in of somebody")
        if tries <= MOST_A_WINDOW or _is_power_of_ten(tries):
            detail = PortalEventDetail(network=network_of(address), tries=tries if tries > MOST_A_WINDOW else 0)
            portal_events.record(ctx, PortalEventKind.SIGN_IN_FAILED, detail, account=account)


def _is_power_of_ten(count: int) -> bool:
    return str(count).rstrip("0") == "1"
