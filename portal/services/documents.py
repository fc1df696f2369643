"""Papers of a filing: added, replaced, seen at the window, promised in writing.

The bytes are on disk before the row that names them: a row that fails leaves a file behind, never lacks its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from portal.domain.actor import Context
from portal.domain.errors import DomainError, Invalid, NotAllowed, NotFound
from portal.domain.event_detail import EventDetail
from portal.domain.policy import Permission, require
from portal.domain.spelling import is_same_name
from portal.domain.vocabulary import UNDECIDED, Channel, EventKind, Evidence, FilingStatus
from portal.models import Document, Filing, db
from portal.models.documents import SignedStatement
from portal.models.transaction import transaction
from portal.services import history, marks, scoping
from portal.services.cases import Case, open_case
from portal.services.rulebook import rulebook

MOST_DOCUMENTS = 20
MOST_BYTES = 50 * 1024 * 1024
_OPEN = (FilingStatus.DRAFT, FilingStatus.CORRECTION_REQUESTED)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was checked, re-encoded, and kept under `key`."""

    key: str
    media_type: str
    size: int
    pages: int
    sha256: str


def may_add(ctx: Context, number: str) -> Case:
    """The case, if this actor may add papers to it now: asked before any bytes are kept."""
    case = Case(ctx, scoping.filing_by_number(ctx.actor, number))
    require_may_add(ctx, case)
    return case


def require_may_add(ctx: Context, case: Case) -> None:
    """Raise `NotAllowed` where this actor may not add papers to the case as it stands."""
    require(ctx.actor, Permission.FILING_DOCUMENT, scoping.relation(case.filing))
    if case.filing.status not in (UNDECIDED if ctx.actor.is_staff else _OPEN) and not case.wanted:
        raise NotAllowed("not_in_this_state", status=case.filing.status)
    if ctx.actor.is_staff and case.filing.hospital_id is not None:
        raise NotAllowed("slip_belongs_to_hospital")


def may_still_add(ctx: Context, shown: Case) -> Case:
    """As `may_add`, inside the transaction that adds to what a page showed."""
    return _taken(ctx, shown.number).go_on_from(shown)


def _taken(ctx: Context, number: str) -> Case:
    """As `may_add`, inside the transaction that changes its papers: nobody sends it in or erases it meanwhile."""
    case = Case(ctx, scoping.take(ctx.actor, number, Permission.FILING_DOCUMENT))
    require_may_add(ctx, case)
    return case


def attach(
    ctx: Context,
    number: str,
    kind: str,
    stored: StoredFile,
    is_sealed: bool | None,
    evidence: Evidence = Evidence.UPLOAD,
) -> Document:
    """Put a kept file on file as a page of `kind`. The same file twice is the same page once."""
    with transaction():
        return add_to(ctx, _taken(ctx, number), kind, stored, is_sealed, evidence)


def attach_all(ctx: Context, shown: Case, kind: str, stored: Sequence[StoredFile], is_sealed: bool | None) -> Case:
    """Several photographs of one paper, all of them or none; `shown` as the form read it, the answer as it is now."""
    with transaction():
        case = may_still_add(ctx, shown)
        for document in stored:
            add_to(ctx, case, kind, document, is_sealed, Evidence.UPLOAD)
        return case


def add_to(
    ctx: Context, case: Case, kind: str, stored: StoredFile, is_sealed: bool | None, evidence: Evidence
) -> Document:
    """As `attach`, inside the caller's transaction and after the caller's own check of who may."""
    _require_wanted(ctx, case, kind)
    present = case.documents
    if (same := next((p for p in present if p.kind == kind and p.sha256 == stored.sha256), None)) is not None:
        if not same.mark.is_usable:
            raise Invalid("same_file_again", "file")
        return same
    if len(present) >= MOST_DOCUMENTS or sum(p.size or 0 for p in present) + stored.size > MOST_BYTES:
        raise Invalid("too_many_papers", "file", most=MOST_DOCUMENTS)
    _retire_replaced(case, kind)
    document = Document(
        filing_id=case.filing.id,
        kind=kind,
        evidence=evidence,
        storage_key=stored.key,
        media_type=stored.media_type,
        size=stored.size,
        pages=stored.pages,
        sha256=stored.sha256,
        is_sealed=is_sealed,
        added_at=ctx.now,
        added_by_id=ctx.actor.user_id,
    )
    try:
        with db.session.begin_nested():
            case.add(document)
    except IntegrityError as error:  # PostgreSQL: the same photograph arrived twice at the same instant
        raise DomainError("try_again") from error
    _note(ctx, case, EventKind.DOCUMENT_ADDED, document)
    return document


def _note(ctx: Context, case: Case, happened: EventKind, document: Document) -> None:
    """What comes and goes in a draft is its filer's own; what a key brings, nobody saw them do."""
    if case.filing.status is not FilingStatus.DRAFT or ctx.channel is Channel.API:
        detail = EventDetail(kind=document.kind, evidence=document.evidence)
        case.happened(history.record(ctx, case.filing, happened, detail))


def commit_in_writing(ctx: Context, shown: Case, kind: str, statement: str, signed_name: str) -> Document:
    """Sign a 个人承诺书 in place of a paper, where the item allows it; the text signed is kept with it."""
    with transaction():
        case = may_still_add(ctx, shown)
        _require_wanted(ctx, case, kind)
        signer = _signer(case.filing)
        if not is_same_name(signed_name, signer):
            raise Invalid("signature_is_another_name", "signed_name", name=signer)
        return _pledge(ctx, case, kind, statement, signed_name)


def commit_at_counter(ctx: Context, case: Case, kind: str, statement: str) -> Document:
    """The person signed the 个人承诺书 on paper before the clerk's eyes; inside the caller's transaction."""
    return marks.mark_as_seen(ctx, case, _pledge(ctx, case, kind, statement, _signer(case.filing)))


def _pledge(ctx: Context, case: Case, kind: str, statement: str, signed_name: str) -> Document:
    material = case.item.material(kind)
    if material is None or not material.commitment.value:
        raise NotAllowed("commitment_not_allowed")
    for old in case.documents:
        if old.kind == kind and old.evidence is Evidence.COMMITMENT:
            case.remove(old)
    _retire_replaced(case, kind)
    return _without_file(ctx, case, kind, Evidence.COMMITMENT, SignedStatement(statement, signed_name))


def _signer(filing: Filing) -> str:
    signer = filing.claims.signer.name
    if not signer:
        raise Invalid("name_first", "signed_name")
    return signer


def mark_sighted(ctx: Context, case: Case, kind: str, is_sealed: bool | None) -> Document:
    """A clerk saw the original at the window; inside the caller's transaction."""
    _require_wanted(ctx, case, kind)
    _retire_replaced(case, kind)
    document = _without_file(ctx, case, kind, Evidence.SIGHTED)
    document.is_sealed = is_sealed
    return marks.mark_as_seen(ctx, case, document)


def _without_file(
    ctx: Context, case: Case, kind: str, evidence: Evidence, commitment: SignedStatement | None = None
) -> Document:
    document = Document(
        filing_id=case.filing.id,
        kind=kind,
        evidence=evidence,
        commitment=commitment,
        added_at=ctx.now,
        added_by_id=ctx.actor.user_id,
    )
    case.add(document)
    _note(ctx, case, EventKind.DOCUMENT_ADDED, document)
    return document


def remove(ctx: Context, number: str, uid: str) -> Case:
    """Take back a paper that was not yet sent in, or one a clerk found unsound. The row stays, marked as gone."""
    with transaction():
        case = _taken(ctx, number)
        if stays_on_file(case.filing, document := case.document(uid)):
            raise NotAllowed("paper_was_sent")
        case.remove(document)
        _note(ctx, case, EventKind.DOCUMENT_REMOVED, document)
        return case


def stays_on_file(filing: Filing, document: Document) -> bool:
    """What was sent in is not taken back by its filer, unless a clerk found it unsound."""
    was_sent = filing.submitted_at is not None and document.added_at <= filing.submitted_at
    return filing.status is not FilingStatus.DRAFT and document.mark.is_usable and was_sent


def readable(ctx: Context, number: str, uid: str) -> Document:
    """A paper, through the filing it belongs to; whoever else than its people looks is written down."""
    case = open_case(ctx, number, Permission.FILING_READ)
    document = case.document(uid)
    if document.storage_key is None:
        raise NotFound
    history.note_looks(ctx, f"paper:{document.kind}"[:32], Filing.id, [document.filing_id])
    return document


def _require_wanted(ctx: Context, case: Case, kind: str) -> None:
    """Once it was sent in its filer brings what a notice names, or what is owed; staff take in whatever comes."""
    if kind not in rulebook.document_kinds(case.filing.item_id):
        raise Invalid("unknown_document_kind", "kind")
    if case.filing.status is not FilingStatus.DRAFT and not ctx.actor.is_staff and kind not in case.wanted:
        raise NotAllowed("document_not_asked", kind=kind)


def _retire_replaced(case: Case, kind: str) -> None:
    """A new paper takes the place of what a clerk could not use, or of what had run out when it was asked for anew."""
    for old in case.documents:
        if old.kind == kind and (not old.mark.is_usable or case.ran_out(old)):
            case.remove(old)


def once_more(ctx: Context, document: Document) -> Document:
    """The same document for another filing, with what a clerk found of it."""
    return Document(
        kind=document.kind,
        evidence=document.evidence,
        storage_key=document.storage_key,
        media_type=document.media_type,
        size=document.size,
        pages=document.pages,
        sha256=document.sha256,
        is_sealed=document.is_sealed,
        mark=document.mark,
        mark_note=document.mark_note,
        marked_by_id=document.marked_by_id,
        marked_at=document.marked_at,
        added_at=ctx.now,
        added_by_id=ctx.actor.user_id,
    )
