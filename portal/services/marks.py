"""What a clerk found of a document: sound, or why it does not count."""

from portal.domain.actor import Context
from portal.domain.errors import Invalid, NotAllowed
from portal.domain.event_detail import EventDetail
from portal.domain.item import Item
from portal.domain.policy import Permission
from portal.domain.spelling import words_of
from portal.domain.vocabulary import UNDECIDED, EventKind, Evidence, Mark
from portal.models import Document, Filing, FilingEvent
from portal.models.transaction import transaction
from portal.services import history, mending, scoping
from portal.services.cases import Case

_OF_A_SHEET = frozenset({Mark.ILLEGIBLE, Mark.UNSEALED, Mark.EXPIRED})
"""What cannot be wrong with a commitment: it was signed here, and is no sheet that anybody brought."""


def why_not(item: Item, document: Document, found: Mark) -> str:
    """Why that mark has no use for that document, as a refusal's code; nothing where it may be set."""
    if document.evidence is Evidence.COMMITMENT and found in _OF_A_SHEET:
        return "not_of_a_commitment"
    if found is Mark.UNSEALED and not item.asks_seal_of(document.kind):
        return "seal_not_asked"  # nobody is sent for a stamp the guide does not ask for
    return ""


def mark(ctx: Context, number: str, uid: str, found: Mark, note: str = "") -> Filing:
    """A clerk marks one paper sound, or says why not; what is unsound enters the one notice.

    What waited for nothing but that paper is up for review again.
    """
    with transaction():
        case = Case(ctx, scoping.take(ctx.actor, number, Permission.FILING_REVIEW))
        if case.filing.status not in UNDECIDED:
            raise NotAllowed("not_in_this_state", status=case.filing.status)
        if found is Mark.OTHER and not words_of(note):
            raise Invalid("reason_needed", "note")
        if why := why_not(case.item, case.document(uid), found):
            raise Invalid(why, "mark")
        was_awaited = case.document(uid).kind in case.requested.kinds and not case.document(uid).mark.is_usable
        note_mark(ctx, case, uid, found, words_of(note))
        if was_awaited and case.filing.hospital_id is None:  # a slip goes back by its hospital
            mending.go_on(ctx, case)
        return case.filing


def note_mark(ctx: Context, case: Case, uid: str, found: Mark, note: str = "") -> FilingEvent:
    """As `mark`, inside the caller's transaction and after the caller's own check of who may."""
    document = case.document(uid)
    document.mark_note = note or None
    if found is Mark.SOUND and case.item.asks_seal_of(document.kind):
        document.is_sealed = True  # "sound" of a paper that needs a stamp says the stamp is there, whatever was claimed
    _set(ctx, case, document, found)
    detail = EventDetail(kind=document.kind, mark=found, note=note)
    return history.record(ctx, case.filing, EventKind.DOCUMENT_MARKED, detail)


def mark_as_seen(ctx: Context, case: Case, document: Document) -> Document:
    """What was put before the clerk's eyes is sound; where a stamp is asked, as was said of the stamp."""
    asks_seal = document.evidence is Evidence.SIGHTED and case.item.asks_seal_of(document.kind)
    with_seal = {True: Mark.SOUND, False: Mark.UNSEALED, None: Mark.UNCHECKED}
    _set(ctx, case, document, with_seal[document.is_sealed] if asks_seal else Mark.SOUND)
    return document


def _set(ctx: Context, case: Case, document: Document, found: Mark) -> None:
    document.mark = found
    document.marked_by_id, document.marked_at = (
        (ctx.actor.user_id, ctx.now) if found is not Mark.UNCHECKED else (None, None)
    )
    case.determine_anew()
