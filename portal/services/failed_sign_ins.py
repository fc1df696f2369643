"""Sign-ins and other proofs that failed, written down without letting strangers fill the disk.

Who guesses at known accounts and filings leaves a line each time, at most `MOST_A_WINDOW` of them in a quarter of an
hour from everybody together: under 50,000 a day, some twenty megabytes. What is beyond that, and names and numbers that
nobody has, is counted, and a line says so at the first, the tenth, the hundredth and so on. What was typed is never
kept.
"""

from dataclasses import replace

from portal.domain.actor import Context
from portal.domain.portal_events import PortalEventDetail, PortalEventKind, network_of
from portal.models import Filing, User
from portal.models.transaction import transaction
from portal.services import portal_events, throttling

MOST_A_WINDOW = 500


def note(ctx: Context, account: User | None, address: str = "") -> None:
    """One more, of that account or of a name that none has: the same work either way, or its time would tell which.

    Also whatever else lets its owner in and did not: a code or a number that goes with a link, the password asked for
    again.
    """
    with transaction():
        if account is None:
            _count_nobodys(ctx, address)
        elif (detail := _counted(ctx, address)) is not None:
            portal_events.record(ctx, PortalEventKind.SIGN_IN_FAILED, detail, account=account)


def note_proof(ctx: Context, address: str = "", *, account: User | None = None, filing: Filing | None = None) -> None:
    """As `note`, of a number or a code that would have opened something of that account or filing; of neither, where
    what was named is not there."""
    with transaction():
        if account is None and filing is None:
            _count_nobodys(ctx, address)
        elif (detail := _counted(ctx, address)) is not None:
            detail = replace(detail, number=filing.number) if filing else detail
            county = filing.county if filing else None
            portal_events.record(ctx, PortalEventKind.PROOF_FAILED, detail, account=account, county=county)


def _counted(ctx: Context, address: str) -> PortalEventDetail | None:
    """What is noted of one more of somebody's; nothing where it is only counted."""
    tries = throttling.tally(ctx, "sign-in of somebody")
    if tries > MOST_A_WINDOW and not _is_power_of_ten(tries):
        return None
    return PortalEventDetail(network=network_of(address), tries=tries if tries > MOST_A_WINDOW else 0)


def _count_nobodys(ctx: Context, address: str) -> None:
    tries = throttling.tally(ctx, "sign-in of nobody")
    if _is_power_of_ten(tries):
        detail = PortalEventDetail(network=network_of(address), tries=tries)
        portal_events.record(ctx, PortalEventKind.UNKNOWN_NAMES_TRIED, detail)


def _is_power_of_ten(count: int) -> bool:
    return str(count).rstrip("0") == "1"
