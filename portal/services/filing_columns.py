"""The plain columns of a filing that follow: from what the rules say of it, and from where an act takes it."""

from portal.domain.actor import Context
from portal.domain.determination import Determination
from portal.domain.national import UploadState
from portal.domain.vocabulary import UNDECIDED, FilingStatus
from portal.models.filing import NO_CHANGES, FilingChanges
from portal.services.listed_columns import shown_in_lists


def of(determination: Determination, ctx: Context) -> FilingChanges:
    """What follows from a determination."""
    return {
        **shown_in_lists(determination),
        "due_on": determination.due_on,
        "queue_due_on": determination.due_on or ctx.today,
    }


def after(before: FilingStatus, target: FilingStatus) -> FilingChanges:
    """What follows from an act."""
    return {**_while_undecided(target), **_to_report(before, target)}


def _while_undecided(target: FilingStatus) -> FilingChanges:
    """A filing leaves the queue's indexes the moment it is decided; what was asked for is asked until it came."""
    if target is FilingStatus.CORRECTION_REQUESTED:
        return NO_CHANGES
    return {"asks_for": None} if target in UNDECIDED else {"asks_for": None, "queue_due_on": None, "promised_on": None}


def _to_report(before: FilingStatus, target: FilingStatus) -> FilingChanges:
    """What counts from now on, or otherwise, or no longer, goes to the national library (services/national)."""
    counted = {FilingStatus.APPROVED, FilingStatus.SUPERSEDED}
    return {"upload_state": UploadState.TO_SEND} if counted & {before, target} else NO_CHANGES
