"""The papers of a filing as a list to tick off: what each is, what is there, what is still missing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from flask import url_for

from portal.domain.claims import says_nothing
from portal.domain.item import Item, Material
from portal.domain.materials import brought, made_by_portal
from portal.domain.vocabulary import Evidence, FilingStatus, Mark
from portal.models import Document, Filing
from portal.services.cases import Case
from portal.services.documents import stays_on_file
from portal.services.owing import OwedDocument, is_missing, owed_now
from portal.services.succession import came_along
from portal.web.labels import StatusTag, label
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.damage import legible
from portal.web.presenters.lengths import length
from portal.web.presenters.sentences import document_title
from portal.wording.owing import why_owed

CHOSEN = "submit, change"
NO_TROUBLES: Mapping[str, str] = {}


class Picture(NamedTuple):
    """One photograph or file that is there, each of its pages to be seen; without an address what stays on file."""

    urls: tuple[str, ...]
    remove_url: str
    caption: str
    trouble: str


class ChecklistEntry(NamedTuple):
    """One paper: how it is known, what it must look like, what is there of it, and how more is added.

    `held` says in a word what is there; `live` are the attributes by which a chosen file is sent at once.
    """

    kind: str
    name: str
    hints: tuple[str, ...]
    trouble: str
    pictures: tuple[Picture, ...]
    tag: StatusTag
    held: str
    live: Mapping[str, str]
    add: str
    add_style: str
    may_commit: bool
    is_missing: bool


class Checklist(NamedTuple):
    """Every paper that is asked, and how many are missing."""

    entries: tuple[ChecklistEntry, ...]
    missing: int
    status: str
    form_is_made: bool


def kinds_of_draft(case: Case) -> list[str]:
    """Everything the item asks its person to bring; the form is made by the portal from what was typed."""
    has_agent = not says_nothing(case.filing.claims.agent)
    return [each.kind for each in brought(case.item) if has_agent or not each.only_with_agent]


def of_draft(case: Case) -> Checklist:
    """Everything the item asks its person to bring."""
    return _checklist(case, kinds_of_draft(case), form_is_made=bool(made_by_portal(case.item)))


def of_correction(case: Case) -> Checklist:
    """Everything the notice names, before any everything that is owed; what the rules owe anew is not there yet."""
    return _checklist(case, case.wanted, form_is_made=False, troubles=troubles_of(case))


def troubles_of(case: Case) -> Mapping[str, str]:
    """Why each document that is owed is, in words; that one never came is seen, and said with none."""
    return {each.kind: _trouble(each) for each in owed_now(case)}


def _trouble(owed: OwedDocument) -> str:
    is_there = owed.finding is not None and owed.finding.code != "paper_missing"
    return why_owed(None, "", owed.finding, language()) if is_there else ""


def _checklist(
    case: Case, kinds: Collection[str], form_is_made: bool, troubles: Mapping[str, str] = NO_TROUBLES
) -> Checklist:
    of_kind = {kind: [document for document in case.documents if document.kind == kind] for kind in kinds}
    entries = tuple(_entry(case.filing, case.item, kind, of_kind[kind], troubles.get(kind)) for kind in kinds)
    missing = sum(entry.is_missing for entry in entries)
    return Checklist(entries, missing, missing_sentence(missing), form_is_made)


def _entry(filing: Filing, item: Item, kind: str, documents: Sequence[Document], trouble: str | None) -> ChecklistEntry:
    material = item.material(kind)
    is_committed = any(each.evidence is Evidence.COMMITMENT and each.mark.is_usable for each in documents)
    is_asked, files = is_missing(material, documents, trouble is not None), _files(documents)
    is_sighted = any(document.evidence is Evidence.SIGHTED for document in documents)
    return ChecklistEntry(
        kind=kind,
        name=document_title(item, kind),
        hints=(*(hints_of(material) if material else ()), *_of_earlier(filing, documents)),
        trouble=trouble or "",
        pictures=tuple(_picture(filing, document, place) for place, document in enumerate(files, start=1)),
        tag=_tag(is_asked, is_committed, bool(files) or is_sighted),
        held=_held(is_asked, is_committed, len(files)),
        live={} if material and material.sealed.value else {"data-hx-trigger": CHOSEN},
        add=_("再加一张") if files and not is_asked else _("上传"),
        add_style="button" if is_asked else "button button-quiet",
        may_commit=bool(material and material.commitment.value) and not is_committed and not files,
        is_missing=is_asked,
    )


def missing_sentence(missing: int) -> str:
    """How many papers are still to come."""
    return str(_("还差 %(count)s 样。", count=missing) if missing else _("材料齐了。"))


def missing_tag() -> StatusTag:
    """It is still to come."""
    return StatusTag(str(_("还差")), "warn", "▲")


def _tag(is_missing: bool, is_committed: bool, is_there: bool) -> StatusTag:
    if is_missing:
        return missing_tag()
    if is_committed:
        return StatusTag(_("签了承诺书"), "ok", "✓")
    return StatusTag(_("有了"), "ok", "✓") if is_there else StatusTag(_("可以不交"), "quiet", "○")


def _held(is_missing: bool, is_committed: bool, files: int) -> str:
    if is_missing:
        return str(_("还差"))
    if is_committed:
        return str(_("签了承诺书"))
    return str(_("有 %(count)s 份", count=files) if files else _("没有交，可以不交"))


def hints_of(material: Material) -> tuple[str, ...]:
    """What the paper must look like, in words."""
    sentences = []
    if len(material.any_of) > 1 and material.any_of[0] not in material.name:
        sentences.append(_("有一样就行：%(names)s。", names=str(_("、")).join(material.any_of)))
    if material.standard.value:
        sentences.append(_("要求：%(standard)s。", standard=material.standard.value))
    if material.sealed.value:
        sentences.append(_("要盖公章，拍照时把公章拍清楚。"))
    if use := length(material.valid_years.value, material.valid_months.value, material.valid_days.value):
        sentences.append(_("%(length)s以内开的才有效。", length=use))
    return tuple(sentences)


def _of_earlier(filing: Filing, documents: Sequence[Document]) -> Iterator[str]:
    """That one was handed in beside other answers, and may prove these no longer."""
    if filing.status is FilingStatus.DRAFT and any(
        each.mark is Mark.UNCHECKED and came_along(each, filing) for each in documents
    ):
        yield str(_("这是上一份备案交的，工作人员要重新看。要是证明不了现在填的内容，请换一份。"))


def _files(documents: Sequence[Document]) -> list[Document]:
    return [document for document in documents if document.storage_key]


def _picture(filing: Filing, document: Document, place: int) -> Picture:
    at = partial(url_for, number=filing.number, uid=document.uid)
    pages = _("第 %(place)s 份，共 %(count)s 页", place=place, count=document.pages)
    caption = pages if document.pages > 1 else _("第 %(place)s 张", place=place)
    note = legible(lambda: document.mark_note or "")
    trouble = "" if document.mark.is_usable else "：".join(filter(None, (label(document.mark), note)))
    urls = tuple(at("own_documents.picture", page=page) for page in range(1, document.pages + 1))
    remove_url = "" if stays_on_file(filing, document) else at("own_documents.remove")
    return Picture(urls, remove_url, caption, trouble)
