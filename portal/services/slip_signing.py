"""A hospital's slip goes from one who signs it to the next; with the last signature it is issued, or sent in again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Select, func, select

from portal.domain.actor import Context
from portal.domain.claims import NO_ANSWERS, Answers, answer_at
from portal.domain.conditions import FilingRelation
from portal.domain.errors import NotAllowed, Stale
from portal.domain.event_detail import EventDetail
from portal.domain.mending import mended
from portal.domain.policy import Permission, allowed, require
from portal.domain.slip_signing import SlipSigner, next_signer
from portal.domain.spelling import words_of
from portal.domain.vocabulary import EventKind, FilingStatus
from portal.models import Filing, SlipSignature, SlipSigning, User, db
from portal.models.listed import LISTED, ListedFiling
from portal.models.transaction import transaction
from portal.services import filings, history, mending, open_questions, scoping, slip_signatures
from portal.services.cases import Case

_WAITING = (FilingStatus.DRAFT, FilingStatus.CORRECTION_REQUESTED)
MOST_SHOWN = 20


def put_up(ctx: Context, case: Case, answers: Answers = NO_ANSWERS) -> Filing:
    """Put a slip before its first signer, inside the caller's transaction; what was signed of it before is lost.

    `answers` are what a returned one says once it is signed. Raises as sending it in would.
    """
    filing = case.filing
    proposed = mended(filing.claims, answers, open_questions.paths(case))
    if any(finding.code == "channel_not_offered" for finding in case.foreseen(answers).findings):
        raise NotAllowed("channel_not_offered")
    signing = slip_signatures.taken(filing)
    if signing is None:
        signing = SlipSigning(filing_id=filing.id, edition=0)
        db.session.add(signing)
    signing.edition += 1
    signing.filing_version, signing.put_up_at = filing.version, ctx.now
    signing.next_signer = slip_signatures.wanted(filing, case.item)[0]
    signing.proposed = proposed if answers else None
    slip_signatures.drop(ctx, filing)
    case.happened(history.line(ctx, filing, EventKind.SLIP_PUT_UP))
    return filing


def sign(ctx: Context, number: str, edition: int) -> Filing:
    """Sign the slip as it was shown; the last signature sends it in. Sent twice, the first counts.

    Raises `NotAllowed` where it is another's turn, `Stale` where the slip was changed, and as sending it in does.
    """
    with transaction():
        case = _taken(ctx, number)
        signed = slip_signatures.signatures_of(case.filing)
        if any(each.signed_by_id == ctx.actor.user_id and each.signer is ctx.actor.signs_as for each in signed):
            return case.filing
        signing = _in_turn(ctx, case, signed, edition)
        signer = signing.next_signer
        assert signer is not None, "the table lets nobody sign out of turn"
        db.session.add(
            SlipSignature(filing_id=case.filing.id, signer=signer, signed_by_id=ctx.actor.user_id, signed_at=ctx.now)
        )
        db.session.flush()
        case.happened(history.line(ctx, case.filing, EventKind.SLIP_SIGNED, EventDetail(signed_as=signer)))
        signers = [each.signer for each in signed] + [signer]
        signing.next_signer = next_signer(slip_signatures.wanted(case.filing, case.item), signers)
        return case.filing if signing.next_signer else _issued(ctx, case, signing)


def send_back(ctx: Context, number: str, edition: int, words: str) -> Filing:
    """Give it back to whoever wrote it, and say why; nobody's signature stands any more. Raises as `sign`."""
    filings.require_words(words_of(words), "words")
    with transaction():
        case = _taken(ctx, number)
        signing = _in_turn(ctx, case, slip_signatures.signatures_of(case.filing), edition)
        noted = EventDetail(reason=words_of(words), signed_as=signing.next_signer)
        signing.next_signer = None
        signing.edition += 1
        slip_signatures.drop(ctx, case.filing)
        case.happened(history.line(ctx, case.filing, EventKind.SLIP_SENT_BACK, noted))
        return case.filing


def may_sign(ctx: Context, filing: Filing, signing: SlipSigning, signed: Sequence[SlipSignature]) -> bool:
    """Whether it is this account's turn."""
    return allowed(ctx.actor, Permission.SLIP_SIGN, _relation(filing, signing, signed))


def has_to_say_who_they_are(ctx: Context, signing: SlipSigning) -> bool:
    """Whether it is this account's turn but for its owner's number, without which one person could sign as two."""
    is_next = ctx.actor.signs_as is not None and ctx.actor.signs_as is signing.next_signer
    return is_next and ctx.actor.person_index is None


def has_signed_as_another(ctx: Context, signing: SlipSigning, signed: Sequence[SlipSignature]) -> bool:
    """Whether it would be this account's turn, had its owner not signed already from another account."""
    is_next = ctx.actor.signs_as is not None and ctx.actor.signs_as is signing.next_signer
    mine = ctx.actor.person_index
    return is_next and mine is not None and any(each.signed_by.person_index == mine for each in signed)


def open_ones(ctx: Context, after_id: int | None, most: int) -> list[tuple[ListedFiling, SlipSigner]]:
    """The hospital's slips that are being signed and whose turn it is, newest first."""
    rows = _open(ctx, SlipSigning.next_signer.is_not(None))
    if after_id is not None:
        rows = rows.where(Filing.id < after_id)
    turn = select(SlipSigning.next_signer).where(SlipSigning.filing_id == Filing.id).scalar_subquery()
    rows = rows.with_only_columns(*LISTED, turn).order_by(Filing.id.desc()).limit(most)
    return [(ListedFiling._make(row[:-1]), row[-1]) for row in db.session.execute(rows)]


@dataclass(frozen=True, slots=True)
class TheirTurn:
    """What waits for one account's signature: how many slips, and the oldest of them, as far as a page shows them."""

    count: int
    slips: Sequence[ListedFiling]


def their_turn(ctx: Context) -> TheirTurn:
    """What this account is to sign next; nobody is written to, its first page says so."""
    if ctx.actor.signs_as is None:
        return TheirTurn(0, ())
    theirs = _open(ctx, SlipSigning.next_signer == ctx.actor.signs_as).where(~_signed_by_its_owner(ctx))
    rows = theirs.with_only_columns(*LISTED, func.count().over())
    found = db.session.execute(rows.order_by(Filing.id).limit(MOST_SHOWN)).all()
    return TheirTurn(found[0][-1] if found else 0, [ListedFiling._make(row[:-1]) for row in found])


def _signed_by_its_owner(ctx: Context) -> ColumnElement[bool]:
    """Signed already by whoever has this account, from this one or another: they may sign no second time."""
    same = User.id == ctx.actor.user_id
    if ctx.actor.person_index is not None:
        same |= User.person_index == ctx.actor.person_index
    of_it = select(SlipSignature.id).join(SlipSignature.signed_by)
    return of_it.where(SlipSignature.filing_id == Filing.id, same).exists()


def _open(ctx: Context, turn: ColumnElement[bool]) -> Select[Filing]:
    require(ctx.actor, Permission.HOSPITAL_AREA)
    waiting = select(SlipSigning.filing_id).where(SlipSigning.next_signer.is_not(None), turn)
    return scoping.visible_filings(ctx.actor).where(Filing.id.in_(waiting), Filing.status.in_(_WAITING))


def _taken(ctx: Context, number: str) -> Case:
    return Case(ctx, scoping.take(ctx.actor, number, Permission.FILING_READ))


def _in_turn(ctx: Context, case: Case, signed: Sequence[SlipSignature], edition: int) -> SlipSigning:
    filing, signing = case.filing, slip_signatures.taken(case.filing)
    if filing.status not in _WAITING:
        raise NotAllowed("not_in_this_state", status=filing.status)
    if signing is None or signing.edition != edition or signing.filing_version != filing.version:
        raise Stale("changed_meanwhile")
    if any(each.signed_by_id == ctx.actor.user_id for each in signed):
        raise NotAllowed("signed_already")
    if has_to_say_who_they_are(ctx, signing):
        raise NotAllowed("own_number_first")
    require(ctx.actor, Permission.SLIP_SIGN, _relation(filing, signing, signed))
    return signing


def _relation(filing: Filing, signing: SlipSigning, signed: Sequence[SlipSignature]) -> FilingRelation:
    indexes = (each.signed_by.person_index for each in signed)
    return replace(
        scoping.relation(filing),
        next_signer=signing.next_signer,
        signer_ids=frozenset(each.signed_by_id for each in signed),
        signer_indexes=frozenset(index for index in indexes if index is not None),
    )


def _issued(ctx: Context, case: Case, signing: SlipSigning) -> Filing:
    if case.filing.status is FilingStatus.DRAFT:
        return filings.send_in(ctx, case)
    proposed, answers = signing.proposed, NO_ANSWERS
    if proposed is not None:
        answers = {path: answer_at(proposed, path) for path in open_questions.paths(case)}
    signing.proposed = None
    return mending.resubmit(ctx, case, case.filing.version, answers)
