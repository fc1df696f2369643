"""What is over goes: counted first, deleted in small transactions, certified.

A run that was killed is taken up by the next: each batch is whole, and what is gone is not counted again.
"""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.domain import lifecycle
from portal.domain.actor import BEIJING, Context
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.domain.retention import PERIODS, Period, RetainedKind, Schedule, schedules
from portal.models import (
    Fax,
    FaxPage,
    Filing,
    LoginSession,
    ParkedForm,
    ReferralImport,
    ReferralImportRefusal,
    RetentionCertificate,
    Throttle,
    Token,
    db,
)
from portal.models.engine import let_go_of_the_log
from portal.models.transaction import transaction
from portal.services import drafts, erasing, faxes, portal_events
from portal.services.rulebook import rulebook

BATCH = 500


@dataclass(frozen=True, slots=True)
class Due:
    """How many of a kind are over."""

    kind: RetainedKind
    period: Period
    count: int
    held: int = 0  # over, and kept all the same
    county: str = ""  # whose file states the period


@dataclass(frozen=True, slots=True)
class _Rule:
    """The key of a kind's rows, and which ended before an instant."""

    key: InstrumentedAttribute[Any]
    ended: Callable[[datetime], ColumnElement[bool]]


def _over(at: datetime) -> ColumnElement[bool]:
    """Sent in, and closed, or in force no more, and untouched since; one in force without an end is never over."""
    is_past = and_(Filing.status.in_(lifecycle.IN_FORCE), Filing.ends_on < at.astimezone(BEIJING).date())
    is_there = and_(Filing.data_key.is_not(None), Filing.submitted_at.is_not(None))
    return and_(is_there, Filing.updated_at <= at, or_(Filing.status.in_(lifecycle.CLOSED), is_past))


def _left(at: datetime) -> ColumnElement[bool]:
    """Never sent in, and untouched since."""
    return and_(Filing.updated_at <= at, *drafts.NEVER_SENT)


_MAY_BE_HELD: Mapping[RetainedKind, Callable[[datetime], ColumnElement[bool]]] = {
    RetainedKind.DRAFT: _left,
    RetainedKind.FILING: _over,
}


def _not_held(kind: RetainedKind) -> Callable[[datetime], ColumnElement[bool]]:
    return lambda at: and_(_MAY_BE_HELD[kind](at), Filing.held_at.is_(None))


_RULES: Mapping[RetainedKind, _Rule] = {
    RetainedKind.DRAFT: _Rule(Filing.id, _not_held(RetainedKind.DRAFT)),
    RetainedKind.PARKED_FORM: _Rule(ParkedForm.id, lambda at: ParkedForm.parked_at <= at),
    RetainedKind.SESSION: _Rule(
        LoginSession.token_index,  # a form parked a moment ago goes before its session
        lambda at: and_(LoginSession.seen_at <= at, LoginSession.token_index.not_in(select(ParkedForm.session_index))),
    ),
    RetainedKind.TOKEN: _Rule(
        Token.id, lambda at: or_(Token.used_at <= at, Token.revoked_at <= at, Token.expires_at <= at)
    ),
    RetainedKind.THROTTLE: _Rule(Throttle.bucket, lambda at: Throttle.window_ends_at <= at),
    RetainedKind.REFUSED_ROW: _Rule(
        ReferralImportRefusal.id,
        lambda at: ReferralImportRefusal.import_id.in_(select(ReferralImport.id).where(ReferralImport.ended_at <= at)),
    ),
    RetainedKind.FAX: _Rule(Fax.id, lambda at: Fax.settled_at <= at),
    RetainedKind.FAX_PAGE: _Rule(FaxPage.id, lambda at: FaxPage.filed_at <= at),
    RetainedKind.FILING: _Rule(Filing.id, _not_held(RetainedKind.FILING)),
}
"""Of the kinds that end at all."""


def due(ctx: Context, periods: Mapping[RetainedKind, Period] = PERIODS) -> list[Due]:
    """Each kind with its period, and how many of it are over now; nothing is changed."""
    return [_due(each, _count(ctx, each), _held(ctx, each)) for each in _schedules(periods)]


def _schedules(periods: Mapping[RetainedKind, Period]) -> tuple[Schedule, ...]:
    """What is kept how long: by the file of a county that states it, else as it is set."""
    years = {county.slug: county.agency.filing_years.value for county in rulebook.catalogue.counties()}
    return schedules(periods, {county: number for county, number in years.items() if number is not None})


def _due(each: Schedule, count: int, held: int) -> Due:
    return Due(each.kind, each.period, count, held, each.county)


def _ended(ctx: Context, each: Schedule) -> ColumnElement[bool]:
    assert each.period.length is not None, "what has no period is asked for nothing"
    return and_(_RULES[each.kind].ended(ctx.now - each.period.length), *_of_county(each))


def _of_county(each: Schedule) -> list[ColumnElement[bool]]:
    if each.county:
        return [Filing.county == each.county]
    return [Filing.county.not_in(each.but)] if each.but else []


def _count(ctx: Context, each: Schedule) -> int:
    if each.period.length is None:
        return 0
    return db.session.scalar(select(func.count(_RULES[each.kind].key)).where(_ended(ctx, each))) or 0


def _held(ctx: Context, each: Schedule) -> int:
    if each.kind not in _MAY_BE_HELD or each.period.length is None:
        return 0
    over = _MAY_BE_HELD[each.kind](ctx.now - each.period.length)
    rows = select(func.count(Filing.id)).where(over, Filing.held_at.is_not(None), *_of_county(each))
    return db.session.scalar(rows) or 0


def run(
    ctx: Context, note: erasing.Note, drop: Callable[[str], None], periods: Mapping[RetainedKind, Period] = PERIODS
) -> RetentionCertificate | None:
    """Delete what is over and certify it; nothing is certified where nothing was.

    A filing is erased (`erasing`): its number, days and states stay, for decisions and figures refer to them, nothing
    of a person. `note` writes it down outside the database; `drop` removes a file of it.
    """
    gone = [_due(each, _drop_all(ctx, each, note, drop), _held(ctx, each)) for each in _schedules(periods)]
    if not any(each.count for each in gone):
        return None
    content = json.dumps(
        {"at": ctx.now.isoformat(), "deleted": [asdict(_line(each)) for each in gone]}, ensure_ascii=False
    )
    with transaction():
        certificate = RetentionCertificate(
            made_at=ctx.now, content=content, sha256=sha256(content.encode()).hexdigest()
        )
        db.session.add(certificate)
        portal_events.record(ctx, PortalEventKind.RETENTION_RUN, PortalEventDetail(after=certificate.sha256[:12]))
        return certificate


@dataclass(frozen=True, slots=True)
class _Line:
    """A kind as a certificate names it."""

    kind: str
    days: int | None
    ground: str
    county: str
    count: int
    held: int


def _line(each: Due) -> _Line:
    days = None if each.period.length is None else each.period.length.days
    return _Line(each.kind, days, each.period.ground, each.county, each.count, each.held)


def _drop_all(ctx: Context, each: Schedule, note: erasing.Note, drop: Callable[[str], None]) -> int:
    if each.period.length is None:
        return 0
    kind, rule, count = each.kind, _RULES[each.kind], 0
    while True:
        files: Collection[str] = ()
        with transaction():
            over = select(rule.key).where(_ended(ctx, each)).order_by(rule.key).limit(BATCH)
            keys = list(db.session.scalars(over.with_for_update()))  # nobody sends in, or holds, what goes
            if not keys:
                break
            if kind is RetainedKind.DRAFT:
                kept = drafts.with_a_history(keys)
                drafts.drop(sorted(set(keys) - {filing.id for filing in kept}))
                files = erasing.erase_within(ctx, note, filings=kept) if kept else ()
            elif kind is RetainedKind.FILING:
                filings = db.session.scalars(select(Filing).where(Filing.id.in_(keys))).all()
                files = erasing.erase_within(ctx, note, filings=filings)
            elif kind is RetainedKind.FAX:
                files = faxes.drop(keys)
            elif kind is RetainedKind.FAX_PAGE:
                files = faxes.drop_pages(keys)
            else:
                db.session.execute(delete(rule.key.class_).where(rule.key.in_(keys)))
        count += len(keys)
        for file in files:
            drop(file)
    if kind in (RetainedKind.FILING, RetainedKind.DRAFT) and count:
        let_go_of_the_log(db.engine)
    return count
