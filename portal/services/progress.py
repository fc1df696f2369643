"""Following a filing without an account: by its number and the last four of the ID, by QR, by an upload link."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from portal.domain import spelling
from portal.domain.actor import Actor, Context
from portal.domain.claims import NO_ANSWERS, Answers
from portal.domain.errors import Invalid, NotAllowed, NotFound, raise_all
from portal.domain.numbering import read_filing_number
from portal.domain.vocabulary import WITH_SECOND_FACTOR, EventKind, Evidence, FilingStatus, Role, TokenPurpose
from portal.models import Filing, Token, db
from portal.models.crypto import SealBroken
from portal.models.transaction import transaction
from portal.services import documents, failed_sign_ins, history, mending, message_links, qr_codes, throttling, tokens
from portal.services.cases import Case
from portal.services.documents import StoredFile
from portal.services.owing import faults_of_missing, takes_by_link
from portal.services.throttling import Guess


def by_number(ctx: Context, typed_number: str, last_four: str, address: str) -> Case:
    """The filing of that number whose person's ID ends so; every miss answers alike and counts against guessing.

    Of staff who are signed in the look is kept; a QR shows the state alone, and what is behind it opens here.
    """
    number = read_filing_number(typed_number)
    if number is None:
        raise Invalid("filing_number_shape", "number")
    counted = throttling.count(ctx, Guess("progress", number, address))
    filing: Filing | None = db.session.scalar(
        select(Filing).where(Filing.number == number, Filing.submitted_at.is_not(None))
    )
    if filing is None or not _ends_so(filing, spelling.last_four(last_four)):
        failed_sign_ins.note_proof(ctx, address, filing=filing)
        raise NotFound
    history.note_looks(ctx, "progress", Filing.number, [number])
    throttling.forgive(counted)
    return Case(ctx, filing)


def _ends_so(filing: Filing, last_four: str) -> bool:
    """Of what was erased or does not open nothing is said to whoever has not shown that it is theirs."""
    try:
        return bool(last_four) and (filing.claims.person.id_number or "").endswith(last_four)
    except SealBroken:
        return False


def by_qr(ctx: Context, secret: str, months: int) -> Case:
    """The filing of a printed QR, until that is over; its state only, whoever holds the paper."""
    token = tokens.find(ctx, TokenPurpose.QR, secret)
    filing = db.session.get_one(Filing, token.filing_id)
    if qr_codes.is_over(ctx, filing, months):
        raise NotFound
    return Case(ctx, filing)


def by_link(ctx: Context, link: str, months: int) -> Case:
    """The filing of the link in a message: what its QR opens, as long as the QR of then opens anything."""
    number, made_at = message_links.opened(ctx, link)
    filing: Filing | None = db.session.scalar(select(Filing).where(Filing.number == number))
    printed = tokens.latest(TokenPurpose.QR, filing) if filing else None
    if filing is None or printed is None or _in_seconds(printed.made_at) > made_at:
        raise NotFound
    if qr_codes.is_over(ctx, filing, months):
        raise NotFound
    return Case(ctx, filing)


def _in_seconds(instant: datetime) -> datetime:
    """As exactly as a link knows it: what was sent in the same second as its QR was made is good."""
    return instant.replace(microsecond=0)


def upload_link(ctx: Context, number: str) -> str:
    """A one-time link for somebody without an account to send what is missing; made by a clerk."""
    with transaction():
        filing = documents.may_add(ctx, number).filing
        if not ctx.actor.is_staff or filing.status is not FilingStatus.CORRECTION_REQUESTED:
            raise NotAllowed("not_in_this_state", status=filing.status)
        tokens.revoke_all(ctx, TokenPurpose.UPLOAD, filing)
        history.record(ctx, filing, EventKind.LINK_GIVEN)
        return tokens.make(ctx, TokenPurpose.UPLOAD, filing)


def link_to_supply(ctx: Context, case: Case) -> str | None:
    """The link for whoever showed number and last four of a filing in no account, while something is wanted."""
    if not takes_by_link(case):
        return None
    with transaction():
        return tokens.upload_link(ctx, case.filing).secret.token


def by_upload_link(ctx: Context, secret: str) -> Case:
    """The case an upload link is for, until it is accepted or decided."""
    case = _awaited(ctx, tokens.find(ctx, TokenPurpose.UPLOAD, secret))
    history.note_looks(ctx, "progress", Filing.number, [case.number])
    return case


def _awaited(ctx: Context, link: Token) -> Case:
    case = Case(ctx, db.session.get_one(Filing, link.filing_id))
    if case.filing.status not in (FilingStatus.SUBMITTED, FilingStatus.CORRECTION_REQUESTED):
        raise NotFound
    return case


def add_by_link(
    ctx: Context, secret: str, shown: Case, kind: str, stored: Sequence[StoredFile], is_sealed: bool | None
) -> None:
    """Put photographs of one paper on file through an upload link, all of them or none; `shown` as the form read it."""
    holder = _holder(ctx)
    with transaction():
        case = by_upload_link(holder, secret).go_on_from(shown)
        for document in stored:
            documents.add_to(holder, case, kind, document, is_sealed, Evidence.UPLOAD)


def finish_link(ctx: Context, secret: str, shown: Case, answers: Answers = NO_ANSWERS) -> Case:
    """All is sent and answered: the link is spent and the filing is up for review; `shown` as the form read it.

    Raises `Invalid("documents_missing")` while something is still to come, and `Stale` where answers come that the
    agency waits for no longer; the link stays good.
    """
    holder = _holder(ctx)
    with transaction():
        link = tokens.find(ctx, TokenPurpose.UPLOAD, secret)
        case = _awaited(holder, link).go_on_from(shown)
        raise_all(faults_of_missing(case))
        if case.filing.status is FilingStatus.SUBMITTED:
            mending.require_written_down(case, answers)
        tokens.use(ctx, link)
        if case.filing.status is FilingStatus.CORRECTION_REQUESTED:
            mending.resubmit(holder, case, case.filing.version, answers)
        return case


def _holder(ctx: Context) -> Context:
    """Who holds the link acts as the filer, whatever account the browser may be signed in to.

    A member of staff is named with it, and so had a hand in the filing: they decide nothing about it (threat A4).
    """
    is_of_staff = ctx.actor.role in WITH_SECOND_FACTOR
    return replace(ctx, actor=Actor(user_id=ctx.actor.user_id if is_of_staff else None, role=Role.CITIZEN))
