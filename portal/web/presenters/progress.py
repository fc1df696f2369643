"""What anybody who holds the number or the QR of a filing may see: never a name, an ID number, a diagnosis."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from portal.services.cases import Case
from portal.web.dates import day_of
from portal.web.presenters.filing import title_of
from portal.web.presenters.filing_state import Contact, FilingState, contact_of, state_of
from portal.web.presenters.sentences import document_title


@dataclass(frozen=True, slots=True)
class Progress:
    """What anybody who holds the number or the QR may see."""

    tail: str
    item: str
    state: FilingState
    days: tuple[tuple[str, str], ...]
    owed: tuple[str, ...]
    contact: Contact


def progress_of(case: Case, today: date) -> Progress:
    """What is shown of that filing today."""
    filing = case.filing
    days = ((_("提交"), day_of(filing.submitted_at)), (_("作出决定"), day_of(filing.decided_at)))
    return Progress(
        tail=filing.number[-4:],
        item=title_of(filing),
        state=state_of(filing, today),
        days=tuple((name, text) for name, text in days if text),
        owed=tuple(document_title(case.item, kind) for kind in case.requested.kinds),
        contact=contact_of(filing.item_id),
    )
