"""What a clerk may say to somebody who rings to ask how a filing stands."""

from datetime import date
from typing import NamedTuple

from flask import url_for

from portal.domain.messages import Whose
from portal.domain.numbering import grouped
from portal.domain.reaching import rung
from portal.models import Filing
from portal.services.cases import Case
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.case import masked_id
from portal.web.presenters.damage import legible
from portal.web.presenters.filing import masked_person
from portal.web.presenters.progress import Progress, progress_of
from portal.wording.messages import recipient_text


class CallAnswer(NamedTuple):
    """Everything about one filing that may be said, and where the call is noted."""

    who: str
    masked_id: str
    grouped_number: str
    url: str
    note_url: str
    complaint_url: str
    progress: Progress


def answer(case: Case, today: date) -> CallAnswer:
    """Of that filing."""
    filing = case.filing
    return CallAnswer(
        who=legible(lambda: masked_person(filing.claims.person)),
        masked_id=legible(lambda: masked_id(filing)),
        grouped_number=grouped(filing.number),
        url=url_for("clerk_filing.page", number=filing.number),
        note_url=url_for("clerk_calls.note", number=filing.number),
        complaint_url=url_for("clerk_complaints.ask", number=filing.number),
        progress=progress_of(case, today),
    )


def ring(filing: Filing) -> str:
    """Which telephone to ring about it, whole; the look at its page is written down."""
    return legible(lambda: _ring(filing))


def _ring(filing: Filing) -> str:
    found = rung(filing.claims)
    if found is None:
        return str(_("没有留电话。"))
    whose, phone = found
    return str(_("打%(whom)s。", whom=recipient_text(Whose(whose), phone, language())))
