"""A clerk enters a case for somebody: at the window, on the telephone, from a fax. Same record, same rules."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.domain import identity
from portal.domain.actor import Context
from portal.domain.claims import Claims
from portal.domain.errors import Invalid, NotAllowed
from portal.domain.policy import Permission, allowed
from portal.domain.vocabulary import Channel, Evidence, FilingStatus
from portal.models import Filing, db
from portal.models.transaction import transaction
from portal.services import amendments, documents, filings, history, review, scoping, tokens
from portal.services.documents import StoredFile
from portal.services.notice_texts.commitments import commitment_statement
from portal.services.rulebook import rulebook

CHANNELS = (Channel.WINDOW, Channel.PHONE, Channel.FAX)


@dataclass(frozen=True, slots=True)
class Sighted:
    """An original the clerk saw at the counter."""

    kind: str
    is_sealed: bool | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A page that came with the case: a fax, or a scan made at the counter."""

    kind: str
    stored: StoredFile
    is_sealed: bool | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """The filing, and the one-time code by which its person can later bind it to an account."""

    filing: Filing
    binding_code: str | None


def enter(
    ctx: Context,
    item_id: str,
    said: Claims,
    key: str,
    sighted: Sequence[Sighted] = (),
    arrived: Sequence[Arrived] = (),
    committed: Sequence[str] = (),
) -> Entered:
    """Open and send in one case; `key` makes a double click answer with the first number.

    `committed` are the kinds of paper for which a 个人承诺书 was signed at the counter instead.
    """
    if ctx.channel not in CHANNELS or not allowed(ctx.actor, Permission.CLERK_AREA):
        raise NotAllowed("not_yours_to_do")
    if rulebook.item(item_id).place.slug != ctx.actor.county:
        raise Invalid("not_this_county", "item")
    try:
        with transaction():
            filing = filings.open_draft(ctx, item_id, said, key=key)
            if filing.submitted_at is not None:
                return Entered(filing, None)
            _take_in(ctx, filing, sighted, arrived, committed)
            filings.send_in(ctx, filing)
            return Entered(filing, tokens.make(ctx, "bind", filing))
    except IntegrityError:  # PostgreSQL: the same form was sent twice at the same instant
        first = db.session.scalar(
            select(Filing).where(Filing.entered_by_id == ctx.actor.user_id, Filing.submission_key == key)
        )
        if first is None:
            raise
        return Entered(first, None)


def _take_in(
    ctx: Context, filing: Filing, sighted: Sequence[Sighted], arrived: Sequence[Arrived], committed: Sequence[str]
) -> None:
    for document in sighted:
        documents.mark_sighted(ctx, filing, document.kind, document.is_sealed)
    for page in arrived:
        evidence = Evidence.FAX if ctx.channel is Channel.FAX else Evidence.UPLOAD
        documents.add_to(ctx, filing, page.kind, page.stored, page.is_sealed, evidence)
    for kind in committed:
        documents.commit_at_counter(ctx, filing, kind, _statement(filing, kind))


def _statement(filing: Filing, kind: str) -> str:
    """The text that is printed to be signed at the counter: the same as on the page of a citizen."""
    item, signer = rulebook.item(filing.item_id, filing.item_version), filing.claims.signer
    number = identity.masked(signer.id_number or "")
    return "\n".join(commitment_statement(item, kind, signer.name or "", number))


def receive(
    ctx: Context,
    number: str,
    version: int,
    sighted: Sequence[Sighted] = (),
    arrived: Sequence[Arrived] = (),
    committed: Sequence[str] = (),
) -> Filing:
    """Take in papers that came to the counter or by fax; once nothing is owed, the filing is up for review again."""
    if not (sighted or arrived or committed):
        raise Invalid("nothing_received", "papers")
    with transaction():
        filing = documents.may_add(ctx, number)
        _take_in(ctx, filing, sighted, arrived, committed)
        if filing.status is FilingStatus.CORRECTION_REQUESTED and not review.owed_now(
            filing, filings.determination_of(filing)
        ):
            amendments.resubmit(ctx, filing, version)
        return filing


def binding_code(ctx: Context, number: str) -> str | None:
    """The live code this clerk made for the filing, to read out or print; the look is written down."""
    with transaction():
        filing = scoping.filing_for(ctx.actor, number, Permission.FILING_READ)
        code = tokens.made_by(ctx, "bind", filing)
        if code is not None:
            history.record_look(ctx, filing, "bind_code")
        return code


def new_binding_code(ctx: Context, number: str) -> str:
    """A fresh one-time code for a filing that no account holds yet; the earlier ones end."""
    with transaction():
        filing = scoping.filing_for(ctx.actor, number, Permission.FILING_REVIEW)
        if filing.applicant_id or filing.bound_user_id or filing.hospital_id:
            raise NotAllowed("has_an_account")
        tokens.revoke_all(ctx, "bind", filing)
        return tokens.make(ctx, "bind", filing)
