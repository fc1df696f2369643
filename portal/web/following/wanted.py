"""The papers a filing still wants, each with the form by which it comes."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.errors import NotFound
from portal.domain.item import Item
from portal.models import Document
from portal.services.cases import Case
from portal.web.forms.upload import UploadForm
from portal.web.labels import StatusTag, label
from portal.web.language import gettext as _
from portal.web.presenters.checklist import missing_tag, troubles_of
from portal.web.presenters.sentences import document_title


@dataclass(frozen=True, slots=True)
class WantedDocument:
    """One paper that is still asked for, and how many photographs of it are there."""

    kind: str
    name: str
    trouble: str
    count: int
    tag: StatusTag
    add: str
    add_style: str
    form: UploadForm


def wanted_of(case: Case) -> list[WantedDocument]:
    """What the correction notice names, or is owed before any."""
    troubles = troubles_of(case)
    return [
        _one_wanted(
            case.item, kind, [document for document in case.documents if document.kind == kind], troubles.get(kind)
        )
        for kind in case.wanted
    ]


def upload_form(case: Case, kind: str) -> UploadForm:
    """The form by which a document of that kind comes; raises `NotFound` where none is asked for."""
    if kind not in case.wanted:
        raise NotFound
    return UploadForm(prefix=kind).fit(case.item.material(kind))


def _one_wanted(item: Item, kind: str, documents: Sequence[Document], trouble: str | None) -> WantedDocument:
    """`trouble` is None where the rules owe it not."""
    unsound = [document.mark for document in documents if not document.mark.is_usable]
    count = 0 if unsound or trouble is not None else len(documents)
    why = str(_("、")).join(label(mark) for mark in dict.fromkeys(unsound)) or trouble
    return WantedDocument(
        kind=kind,
        name=document_title(item, kind),
        trouble=_("上次交的不能用：") + why if why else "",
        count=count,
        tag=StatusTag(_("收到 %(count)s 份", count=count), "ok", "✓") if count else missing_tag(),
        add=_("再加一张") if count else _("上传"),
        add_style="button button-quiet" if count else "button",
        form=UploadForm(prefix=kind).fit(item.material(kind)),
    )
