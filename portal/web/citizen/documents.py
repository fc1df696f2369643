"""A filing that may take documents now, and the forms by which they come."""

from typing import NamedTuple

from flask import url_for

from portal.domain.errors import NotFound
from portal.domain.vocabulary import FilingStatus
from portal.services import documents
from portal.services.cases import Case
from portal.web.forms.upload import UploadForm
from portal.web.guards import current_context
from portal.web.presenters import checklist
from portal.web.presenters.checklist import Checklist


class DocumentsPage(NamedTuple):
    """A filing that may take papers now, and the page on which they are laid down."""

    case: Case

    @property
    def url(self) -> str:
        """A draft's third step, or the page of what was asked for."""
        number = self.case.filing.number
        return url_for("apply_check.documents" if self.is_draft else "own_filing.supply", number=number)

    @property
    def is_draft(self) -> bool:
        """Whether it was not sent in yet."""
        return self.case.filing.status is FilingStatus.DRAFT

    def checklist(self) -> Checklist:
        """What is asked of it."""
        return checklist.of_draft(self.case) if self.is_draft else checklist.of_correction(self.case)

    def upload_form(self, kind: str) -> UploadForm:
        """The form by which a paper of that kind comes; raises `NotFound` where none is asked for."""
        kinds = checklist.kinds_of_draft(self.case) if self.is_draft else self.case.wanted
        if kind not in kinds:
            raise NotFound
        return UploadForm(prefix=kind).fit(self.case.item.material(kind))


def documents_page_for(number: str) -> DocumentsPage:
    """The filing, if its person may add papers to it now."""
    return DocumentsPage(documents.may_add(current_context(), number))


def upload_forms(desk: DocumentsPage) -> dict[str, UploadForm]:
    """One form a paper."""
    return {entry.kind: desk.upload_form(entry.kind) for entry in desk.checklist().entries}
