"""Rows of a spreadsheet of a hospital or a unit become filings, some in one transaction with how far the import is.

Killed at any point, the worker goes on where the last transaction ended; a row that was taken before is known by its
content, whoever of them sent it and in whatever file. Where nothing of it stands any more, it is filed anew only if its
sender says so.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import chain

from msgspec.json import encode
from sqlalchemy import select

from portal.domain.actor import Context
from portal.domain.claims import Claims
from portal.domain.errors import DomainError, NotAllowed
from portal.domain.fact_rules import FactFaults
from portal.domain.item import Item
from portal.domain.vocabulary import UNDECIDED, Channel, DocumentKind
from portal.models import Filing, ReferralImport, ReferralImportRefusal, User, db
from portal.models.referral_imports import ImportHeadings, RefusedCells
from portal.models.sealed import content_index, person_index
from portal.models.transaction import transaction
from portal.services import (
    claim_sources,
    filings,
    form_keys,
    outbox,
    sessions,
    slip_signatures,
    slip_signing,
    succession,
)
from portal.services.cases import Case
from portal.services.outbox import Claim
from portal.services.referrals import issued_by, own_hospital, referral_item
from portal.services.rulebook import rulebook
from portal.wording import rows_again
from portal.wording.faults import fault_text
from portal.wording.refusals import refusal_text


class _Became(StrEnum):
    """What a row became; its value is the column that counts it."""

    WAITING = "waiting"
    SENT = "sent"
    REPEATED = "repeated"
    LAPSED = "lapsed"
    ANEW = "anew"  # besides what it became: it had lapsed
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as the form read it: what it states, or why it cannot be taken."""

    number: int
    cells: tuple[str, ...]
    stated: Claims | None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportInHand:
    """An import as its worker needs it: its account acting, its file, and how far it is."""

    uid: str
    ctx: Context
    item: Item
    language: str
    file_key: str
    row_count: int | None
    handled: int
    is_allowed: bool


def in_hand(claimed: Claim, now: datetime) -> ImportInHand | None:
    """What a task is about; None where its account was erased meanwhile."""
    made = _of(claimed)
    if made is None or made.file_key is None:
        return None
    user: User = made.made_by
    ctx = Context(sessions.actor_of(user), now, Channel.HOSPITAL if made.hospital else Channel.ONLINE)
    item = rulebook.item(made.item_id or referral_item(own_hospital(ctx)), on=ctx.today)
    allowed = user.disabled_at is None
    return ImportInHand(made.uid, ctx, item, made.language, made.file_key, made.row_count, made.handled, allowed)


def _of(claimed: Claim) -> ReferralImport | None:
    made: ReferralImport | None = db.session.scalar(select(ReferralImport).where(ReferralImport.uid == claimed.subject))
    return made


def was_read(ctx: Context, claimed: Claim, rows_key: str, row_count: int, headings: ImportHeadings) -> None:
    """From now on the rows that were read stand in the file's place."""
    with transaction():
        outbox.hold_on(ctx, claimed)
        made = _made(claimed)
        made.file_key, made.row_count, made.headings = rows_key, row_count, headings


def stop(ctx: Context, claimed: Claim, trouble: str) -> None:
    """End an import that cannot be read, or gone on with; what was taken of it stays."""
    with transaction():
        outbox.finish(ctx, claimed)
        made = _made(claimed)
        made.trouble, made.file_key, made.ended_at = trouble, None, ctx.now


def give_up(ctx: Context, claimed: Claim) -> None:
    """End an import at which its worker failed too often, inside the transaction that gives its task up; the file is
    swept with whatever no row names."""
    made = _of(claimed)
    if made is None or made.ended_at is not None:
        return
    code = "import_given_up" if made.handled else "import_not_begun"
    made.trouble = refusal_text(DomainError(code, rows=made.handled), made.language)
    made.file_key, made.ended_at = None, ctx.now


def pause(ctx: Context, claimed: Claim) -> None:
    """Leave the rest to whoever claims it next."""
    with transaction():
        outbox.go_on_later(ctx, claimed)


def drop(ctx: Context, claimed: Claim) -> None:
    """End a task whose import is gone, or has ended."""
    with transaction():
        outbox.finish(ctx, claimed)


def take(ctx: Context, claimed: Claim, hand: ImportInHand, rows: Iterable[ReadRow]) -> int:
    """Take the next rows, all of them in one transaction with the count; returns how many are behind it now.

    With the last of them it has ended. Raises `LeaseLost` where another worker went on with it.
    """
    with transaction():
        outbox.hold_on(ctx, claimed)
        made = _made(claimed)
        became = [_taken(hand, made, row) for row in rows]
        for column, count in Counter(chain.from_iterable(became)).items():
            setattr(made, column, getattr(made, column) + count)
        made.handled += len(became)
        if made.handled == made.row_count:
            outbox.finish(ctx, claimed)
            made.file_key, made.ended_at = None, ctx.now
        return made.handled


def _made(claimed: Claim) -> ReferralImport:
    made = _of(claimed)
    assert made is not None
    return made


def _taken(hand: ImportInHand, made: ReferralImport, row: ReadRow) -> tuple[_Became, ...]:
    reasons = row.reasons
    if row.stated is not None:
        try:
            return _known_or_filed(hand, made, row, row.stated)
        except FactFaults as found:
            reasons = tuple(fault_text(fault, hand.language) for fault in found.faults)
        except DomainError as refused:
            reasons = (refusal_text(refused, hand.language),)
    _note(made, row, reasons)
    return (_Became.REFUSED,)


def _note(made: ReferralImport, row: ReadRow, reasons: tuple[str, ...], *, is_anew: bool = False) -> None:
    content = RefusedCells(row.cells, reasons)
    noted = ReferralImportRefusal(import_id=made.id, row_number=row.number, is_anew=is_anew, content=content)
    db.session.add(noted)


def _known_or_filed(hand: ImportInHand, made: ReferralImport, row: ReadRow, stated: Claims) -> tuple[_Became, ...]:
    ctx, key = hand.ctx, _key(hand, stated)
    before = form_keys.begun(ctx, key)
    if before is None:
        return _filed(hand, stated, key)[:1]
    if succession.stands(before, ctx.today):
        return (_Became.REPEATED,)
    what_became = rows_again.what_became(before.number, before.status, before.ends_on, hand.language)
    if not made.again:
        _note(made, row, (what_became, rows_again.left_alone(hand.language)))
        return (_Became.LAPSED,)
    became, number = _filed(hand, stated, key, before)
    _note(made, row, (what_became, rows_again.filed_anew(number, hand.language)), is_anew=True)
    return became, _Became.ANEW


def _filed(hand: ImportInHand, stated: Claims, key: str, before: Filing | None = None) -> tuple[_Became, str]:
    """A draft where the item asks for a slip, for no row brings one; sent in where it asks for none; and its number."""
    ctx = hand.ctx
    if ctx.channel is Channel.HOSPITAL:
        stated = issued_by(own_hospital(ctx), stated)
    _require_none_undecided(ctx, hand.item, stated)
    with db.session.begin_nested():
        if before is not None:  # by the row this one is known from now on
            before.submission_key = None
            db.session.flush()
        case = filings.begin_anew(ctx, hand.item, stated, None, key)
        return _gone_on(hand, case), case.filing.number


def _gone_on(hand: ImportInHand, case: Case) -> _Became:
    foreseen = case.foreseen()
    if any(finding.code == "channel_not_offered" for finding in foreseen.findings):
        raise NotAllowed("channel_not_offered")
    if DocumentKind.REFERRAL_SLIP in foreseen.owed:
        return _Became.WAITING
    if slip_signatures.wanted(case.filing, hand.item):
        slip_signing.put_up(hand.ctx, case)
        return _Became.WAITING
    filings.send_in(hand.ctx, case)
    return _Became.SENT


def _key(hand: ImportInHand, stated: Claims) -> str:
    """By which the row is known again: what is written in it, whatever a list makes of that one day and another."""
    if hand.ctx.channel is not Channel.HOSPITAL:
        return f"row-{content_index('row', encode((hand.item.id, stated)))}"
    of_it = replace(stated.referral, institution=own_hospital(hand.ctx).name)
    return f"row-{content_index('referral_row', encode(replace(stated, referral=of_it)))}"


def _require_none_undecided(ctx: Context, item: Item, stated: Claims) -> None:
    """What the index would refuse when the slip comes is said now."""
    same = (
        Filing.claimed_by == claim_sources.of_actor(ctx.actor).key,
        Filing.person_index == person_index(stated.person.id_number or ""),
        Filing.item_id == item.id,
        Filing.status.in_(UNDECIDED),
    )
    if db.session.scalar(select(Filing.id).where(*same).limit(1)) is not None:
        raise DomainError("already_undecided")
