"""A filing that counts from when its fax came: its history and the trail say from which, and from when."""

from portal.domain.actor import Context
from portal.domain.errors import DomainError, NotAllowed
from portal.domain.event_detail import EventDetail
from portal.domain.faxes import FaxState
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.domain.vocabulary import EventKind
from portal.models import Filing
from portal.services import fax_tray, history, portal_events
from portal.services.fax_tray import FilledPages


def lend(ctx: Context, filled: FilledPages, filing: Filing) -> None:
    """That filing counts from then, inside the transaction that enters it and before pages are taken.

    Only a fax that waits lends its time: one that is settled came for somebody else, or for nobody. Whoever saw it has
    seen what is of this person, whether pages of it are taken or not. Raises what it refuses.
    """
    fax = fax_tray.held(ctx, filled.uid)
    if fax.state is not FaxState.WAITING:
        raise NotAllowed("fax_lends_no_time")
    if fax.came_at != filled.came_at:  # a colleague joined it with an earlier one meanwhile
        raise DomainError("try_again")
    history.take_over_looks(filing, "fax", fax_tray.looks_at(fax))
    history.record(ctx, filing, EventKind.CAME_BY_FAX, EventDetail(fax=fax.id, fax_came_at=fax.came_at))
    detail = PortalEventDetail(after=f"{fax.id} → {filing.number}")
    portal_events.record(ctx, PortalEventKind.FAX_COUNTED, detail)
