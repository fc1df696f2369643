"""Papers of a filing: added, replaced, seen at the window, promised in writing, and what a clerk found of each.

The bytes are on disk, checked and encrypted, before the row that names them is written; a row that fails leaves an
orphan file behind, never a row without its file.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from portal.domain.actor import Context
from portal.domain.errors import DomainError, Invalid, NotAllowed, NotFound
from portal.domain.policy import Permission
from portal.domain.vocabulary import Evidence, FilingStatus, Mark
from portal.models import Document, Filing, db
from portal.models.transaction import transaction
from portal.services import claims, history, scoping
from portal.services.rulebook import rulebook

MOST_DOCUMENTS = 20
MOST_BYTES = 50 * 1024 * 1024
_OPEN = (FilingStatus.DRAFT, FilingStatus.CORRECTION_REQUESTED)
_STAFF_OPEN = (FilingStatus.SUBMITTED, FilingStatus.CORRECTION_REQUESTED, FilingStatus.ACCEPTED)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was checked, re-encoded, and kept under `key`."""

    key: str
    media_type: str
    size: int
    pages: int
    sha256: str


def may_add(ctx: Context, number: str) -> Filing:
    """The filing, if this actor may add papers to it now: asked before any bytes are kept."""
    permission = Permission.FILING_REVIEW if ctx.actor.is_staff else Permission.FILING_EDIT
    filing = scoping.filing_for(ctx.actor, number, permission)
    if filing.status not in (_STAFF_OPEN if ctx.actor.is_staff else _OPEN):
        raise NotAllowed("not_in_this_state", status=filing.status)
    if ctx.actor.is_staff and filing.hospital_id is not None:
        raise NotAllowed("slip_belongs_to_hospital")
    return filing


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
        filing = may_add(ctx, number)
        return add_to(ctx, filing, kind, stored, is_sealed, evidence)


def attach_all(
    ctx: Context, number: str, kind: str, stored: Sequence[StoredFile], is_sealed: bool | None
) -> list[Document]:
    """Several photographs of one paper, all of them or none."""
    with transaction():
        return [attach(ctx, number, kind, document, is_sealed) for document in stored]


def add_to(
    ctx: Context, filing: Filing, kind: str, stored: StoredFile, is_sealed: bool | None, evidence: Evidence
) -> Document:
    """As `attach`, inside the caller's transaction and after the caller's own check of who may."""
    _require_known(filing, kind)
    present = claims.live_documents(filing)
    if (same := next((p for p in present if p.kind == kind and p.sha256 == stored.sha256), None)) is not None:
        if same.mark not in (Mark.UNCHECKED, Mark.SOUND):
            raise Invalid("same_file_again", "file")
        return same
    if len(present) >= MOST_DOCUMENTS or sum(p.size or 0 for p in present) + stored.size > MOST_BYTES:
        raise Invalid("too_many_papers", "file", most=MOST_DOCUMENTS)
    _retire_unsound(ctx, filing, kind)
    document = Document(
        filing_id=filing.id,
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
            db.session.add(document)
    except IntegrityError as error:  # PostgreSQL: the same photograph arrived twice at the same instant
        raise DomainError("try_again") from error
    if filing.status is not FilingStatus.DRAFT:
        history.record(ctx, filing, "paper_added", {"kind": kind, "evidence": evidence})
    return document


def commit_in_writing(ctx: Context, number: str, kind: str, statement: str, signed_name: str) -> Document:
    """Sign a 个人承诺书 in place of a paper, where the item allows it; the text signed is kept with it."""
    with transaction():
        filing = may_add(ctx, number)
        signer = _signer(filing)
        if "".join(signed_name.split()) != "".join(signer.split()):
            raise Invalid("signature_is_another_name", "signed_name", name=signer)
        return _pledge(ctx, filing, kind, statement, signed_name)


def commit_at_counter(ctx: Context, filing: Filing, kind: str, statement: str) -> Document:
    """The person signed the 个人承诺书 on paper before the clerk's eyes; inside the caller's transaction."""
    return _pledge(ctx, filing, kind, statement, _signer(filing))


def _pledge(ctx: Context, filing: Filing, kind: str, statement: str, signed_name: str) -> Document:
    material = rulebook.item(filing.item_id, filing.item_version).material(kind)
    if material is None or not material.commitment.value:
        raise NotAllowed("commitment_not_allowed")
    for old in claims.live_documents(filing):
        if old.kind == kind and old.evidence is Evidence.COMMITMENT:
            old.removed_at = ctx.now
    _retire_unsound(ctx, filing, kind)
    return _without_file(ctx, filing, kind, Evidence.COMMITMENT, {"statement": statement, "signed_name": signed_name})


def _signer(filing: Filing) -> str:
    signer = filing.claims.signer.name
    if not signer:
        raise Invalid("name_first", "signed_name")
    return signer


def mark_sighted(ctx: Context, filing: Filing, kind: str, is_sealed: bool | None) -> Document:
    """A clerk saw the original at the window; inside the caller's transaction."""
    _require_known(filing, kind)
    _retire_unsound(ctx, filing, kind)
    document = _without_file(ctx, filing, kind, Evidence.SIGHTED, None)
    document.is_sealed = is_sealed
    document.mark, document.marked_by_id, document.marked_at = Mark.SOUND, ctx.actor.user_id, ctx.now
    return document


def _without_file(
    ctx: Context, filing: Filing, kind: str, evidence: Evidence, detail: dict[str, str] | None
) -> Document:
    document = Document(
        filing_id=filing.id,
        kind=kind,
        evidence=evidence,
        detail=detail,
        added_at=ctx.now,
        added_by_id=ctx.actor.user_id,
    )
    db.session.add(document)
    db.session.flush()
    if filing.status is not FilingStatus.DRAFT:
        history.record(ctx, filing, "paper_added", {"kind": kind, "evidence": evidence})
    return document


def remove(ctx: Context, number: str, uid: str) -> Filing:
    """Take back a paper that was not yet sent in, or one a clerk found unsound. The row stays, marked as gone."""
    with transaction():
        filing = may_add(ctx, number)
        document = _document(filing, uid)
        if (
            filing.status is not FilingStatus.DRAFT
            and document.mark in (Mark.UNCHECKED, Mark.SOUND)
            and _was_sent(filing, document)
        ):
            raise NotAllowed("paper_was_sent")
        document.removed_at = ctx.now
        return filing


def _was_sent(filing: Filing, document: Document) -> bool:
    return filing.submitted_at is not None and document.added_at <= filing.submitted_at


def mark(ctx: Context, number: str, uid: str, found: Mark, note: str = "") -> Filing:
    """A clerk marks one paper sound, or says why not; what is unsound enters the one notice."""
    with transaction():
        filing = scoping.filing_for(ctx.actor, number, Permission.FILING_REVIEW)
        if filing.status not in (FilingStatus.SUBMITTED, FilingStatus.ACCEPTED, FilingStatus.CORRECTION_REQUESTED):
            raise NotAllowed("not_in_this_state", status=filing.status)
        if found is Mark.OTHER and not note.strip():
            raise Invalid("reason_needed", "note")
        document = _document(filing, uid)
        document.mark = found
        document.mark_note = note.strip() or None
        document.marked_by_id, document.marked_at = (
            (ctx.actor.user_id, ctx.now) if found is not Mark.UNCHECKED else (None, None)
        )
        if found is Mark.SOUND and document.is_sealed is None:
            material = rulebook.item(filing.item_id, filing.item_version).material(document.kind)
            if material is not None and material.sealed.value:
                document.is_sealed = True  # "sound" of a paper that needs a stamp says the stamp is there
        history.record(ctx, filing, "paper_marked", {"kind": document.kind, "mark": found, "note": note.strip()})
        return filing


def readable(ctx: Context, number: str, uid: str) -> Document:
    """A paper, through the filing it belongs to; each look by staff is written down."""
    with transaction():
        filing = scoping.filing_for(ctx.actor, number, Permission.FILING_READ)
        document = _document(filing, uid)
        if document.storage_key is None:
            raise NotFound
        if ctx.actor.is_staff:
            history.record_look(ctx, filing, f"paper:{document.kind}"[:32])
        return document


def _document(filing: Filing, uid: str) -> Document:
    document = next((p for p in claims.live_documents(filing) if p.uid == uid), None)
    if document is None:
        raise NotFound
    return document


def _require_known(filing: Filing, kind: str) -> None:
    if kind not in rulebook.document_kinds(filing.item_id):
        raise Invalid("unknown_document_kind", "kind")


def _retire_unsound(ctx: Context, filing: Filing, kind: str) -> None:
    """A new paper takes the place of what a clerk could not use."""
    for old in claims.live_documents(filing):
        if old.kind == kind and old.mark not in (Mark.UNCHECKED, Mark.SOUND):
            old.removed_at = ctx.now
