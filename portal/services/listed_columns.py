"""What a list shows of what the rules say of a filing that waits: plain columns, written whenever that changes."""

from portal.domain.determination import Determination
from portal.domain.findings import fault_of
from portal.models.filing import FilingChanges

NOTHING_KNOWN: FilingChanges = {
    "outcome": None,
    "deadline_on": None,
    "begins_on": None,
    "ends_on": None,
    "owed_kinds": None,
    "fault_code": None,
}


def shown_in_lists(found: Determination | None) -> FilingChanges:
    """The columns of a determination; nothing where what was typed cannot be read."""
    if found is None:
        return NOTHING_KNOWN
    return {
        "outcome": found.outcome,
        "deadline_on": found.deadline_on,
        "begins_on": found.begins_on,
        "ends_on": found.ends_on,
        "owed_kinds": " ".join(found.owed),
        "fault_code": fault_of(found.findings),
    }
