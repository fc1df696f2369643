"""A filing that may take documents now, and the forms by which they come."""

from dataclasses import dataclass

from flask import url_for

from portal.domain.vocabulary import FilingStatus
from portal.services import documents
from portal.services.cases import Case
from portal.web.forms.upload import UploadForm
from portal.web.guards import current_context
from portal.web.presenters import checklist
from portal.web.presenters.checklist import Checklist


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """A filing that may take papers now, and the page on which they are laid down."""

    case: Case

    @property
    def url(self) -> str:
        """A draft's third step, or the page of what was asked for."""
        number = self.case.filing.number
        is_draft = self.case.filing.status is FilingStatus.DRAFT
        return url_for("apply_check.documents" if is_draft else "own_filing.supply", number=number)

    def checklist(self) -> Checklist:
        """What is asked of it."""
        if self.case.filing.status is FilingStatus.DRAFT:
            return checklist.of_draft(self.case)
        return checklist.of_correction(self.case)


def documents_page_for(number: str) -> DocumentsPage:
    """The filing, if its person may add papers to it now."""
    return DocumentsPage(documents.may_add(current_context(), number))


def upload_forms(desk: DocumentsPage) -> dict[str, UploadForm]:
    """One form a paper."""
    kinds = [entry.kind for entry in desk.checklist().entries]
    return {kind: UploadForm(prefix=kind).fit(desk.case.item.material(kind)) for kind in kinds}
