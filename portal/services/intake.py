"""A clerk enters a case for somebody: at the window, on the telephone, from a fax. Same record, same rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.domain.actor import BEIJING, Context
from portal.domain.claims import Claims
from portal.domain.errors import Invalid, NotAllowed
from portal.domain.event_detail import EventDetail
from portal.domain.policy import Permission, allowed
from portal.domain.spelling import words_of
from portal.domain.vocabulary import KEYED_BY_A_CLERK, Channel, EventKind, Evidence, FilingStatus, TokenPurpose
from portal.models import FaxPage, Filing, db
from portal.models.transaction import transaction
from portal.services import (
    documents,
    fax_times,
    fax_tray,
    filings,
    form_keys,
    history,
    mending,
    promises,
    scoping,
    tokens,
)
from portal.services.cases import Case
from portal.services.documents import StoredFile
from portal.services.fax_tray import FilledPages
from portal.services.notice_texts.commitments import commitment_statement
from portal.services.rulebook import rulebook


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
    from_tray: bool = False  # made of pages of the fax it was begun with, or received with


@dataclass(frozen=True, slots=True)
class Promised:
    """What a caller said of the papers: by which day they come, and which are at hand."""

    on: date | None = None
    at_hand: tuple[str, ...] = ()


NOTHING_PROMISED = Promised()


@dataclass(frozen=True, slots=True)
class OnPaper:
    """When a case came in on paper, where that is neither now nor the hour of its fax, and why it is not."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Entered:
    """The filing, and the one-time code by which its person can later bind it to an account."""

    filing: Filing
    binding_code: str | None


def enter(
    ctx: Context,
    item_id: str,
    stated: Claims,
    key: str | None,
    sighted: Sequence[Sighted] = (),
    arrived: Sequence[Arrived] = (),
    committed: Sequence[str] = (),
    from_tray: FilledPages | None = None,
    promised: Promised = NOTHING_PROMISED,
    on_paper: OnPaper | None = None,
) -> Entered:
    """Open and send in one case; a `key` makes a double click answer with the first number.

    `committed` are the kinds of paper for which a 个人承诺书 was signed at the counter instead; `from_tray` is the fax
    it was begun with, and those of its pages that `arrived` were made of; `promised` is what the caller said of the
    rest. It is filed, and judged, as of the instant it came in (`came_in_at`).
    """
    if ctx.channel not in KEYED_BY_A_CLERK or not allowed(ctx.actor, Permission.CLERK_AREA):
        raise NotAllowed("not_yours_to_do")
    came_at = came_in_at(ctx, from_tray, on_paper)
    item = rulebook.item(item_id, on=came_at.astimezone(BEIJING).date())
    if item.place.slug != ctx.actor.county:
        raise Invalid("not_this_county", "item")
    try:
        with transaction():
            case = filings.begin(ctx, item, stated, key=key)
            if case.filing.submitted_at is not None:
                return Entered(case.filing, None)
            if on_paper is not None:
                _note_paper(ctx, case, on_paper)
            elif from_tray is not None:
                fax_times.lend(ctx, from_tray, case.filing)
            if came_at < ctx.now:
                case.filing.came_in_at = came_at
            _take_in(ctx, case, sighted, arrived, committed, from_tray)
            filings.send_in(ctx, case)
            if promised.on is not None and case.owed:
                promises.note_in(ctx, case, promised.on, promised.at_hand)
            return Entered(case.filing, tokens.make(ctx, TokenPurpose.BIND, case.filing))
    except IntegrityError as error:
        return Entered(form_keys.begun_at_once(ctx, key, error), None)


def came_in_at(ctx: Context, from_tray: FilledPages | None, on_paper: OnPaper | None) -> datetime:
    """The instant from which a case is early or late: the time on the paper, else when its fax came, else now."""
    if on_paper is not None:
        return on_paper.at
    return min(from_tray.came_at, ctx.now) if from_tray is not None else ctx.now


def _note_paper(ctx: Context, case: Case, on_paper: OnPaper) -> None:
    if on_paper.at > ctx.now:
        raise Invalid("came_in_later_than_now", "came_in_on")
    filings.require_words(words_of(on_paper.reason), "outage_reason")
    history.record(ctx, case.filing, EventKind.ENTERED_AFTERWARDS, EventDetail(reason=words_of(on_paper.reason)))


def _take_in(
    ctx: Context,
    case: Case,
    sighted: Sequence[Sighted],
    arrived: Sequence[Arrived],
    committed: Sequence[str],
    from_tray: FilledPages | None,
) -> None:
    if from_tray is not None and from_tray.pages:
        fax_tray.put_to_filing(ctx, from_tray, case.filing)
    for document in sighted:
        documents.mark_sighted(ctx, case, document.kind, document.is_sealed)
    for page in arrived:
        evidence = Evidence.FAX if ctx.channel is Channel.FAX else Evidence.UPLOAD
        documents.add_to(ctx, case, page.kind, page.stored, page.is_sealed, evidence)
    for kind in committed:
        documents.commit_at_counter(ctx, case, kind, _statement(case, kind))


def _statement(case: Case, kind: str) -> str:
    """The text that is printed to be signed at the counter: the same as on the page of a citizen."""
    return "\n".join(commitment_statement(case.item, kind, case.filing.claims))


def receive(
    ctx: Context,
    shown: Case,
    version: int,
    sighted: Sequence[Sighted] = (),
    arrived: Sequence[Arrived] = (),
    committed: Sequence[str] = (),
    from_tray: FilledPages | None = None,
) -> Filing:
    """Take in papers that came to the counter or by fax; once nothing is owed, the filing is up for review again.

    `shown` is the case as the form was read.
    """
    if not (sighted or arrived or committed):
        if from_tray is not None and _were_taken_in(shown, from_tray):
            return shown.filing  # the button was pressed twice
        raise Invalid("nothing_received", "papers")
    with transaction():
        case = documents.may_still_add(ctx, shown)
        by_fax_alone = not (sighted or committed) and all(each.from_tray for each in arrived)
        came_on = _came_back_on(case, from_tray) if by_fax_alone and from_tray is not None else ctx.today
        _take_in(ctx, case, sighted, arrived, committed, from_tray)
        if case.filing.status is FilingStatus.CORRECTION_REQUESTED and not (case.awaited or case.unsettled):
            mending.resubmit(ctx, case, version, came_on=came_on)
        return case.filing


def _were_taken_in(case: Case, filled: FilledPages) -> bool:
    """Whether these pages are with the filing already, as these papers."""
    of_it = select(FaxPage).where(FaxPage.uid.in_(filled.pages), FaxPage.filing_id == case.filing.id)
    pages: Sequence[FaxPage] = db.session.scalars(of_it).all()
    taken = {(document.kind, document.added_at) for document in case.documents if document.evidence is Evidence.FAX}
    papers = {(kind, page.filed_at) for kind in filled.kinds for page in pages}
    return bool(filled.pages) and len(pages) == len(filled.pages) and papers <= taken


def _came_back_on(case: Case, filled: FilledPages) -> date:
    """The day of the fax, which may have lain in the tray since; what came or was mended after it was waited for."""
    others = (each.at for each in case.events if each.kind in (EventKind.DOCUMENT_ADDED, EventKind.MENDED))
    return max([filled.came_at, *others]).astimezone(BEIJING).date()


def binding_code(ctx: Context, filing: Filing) -> str | None:
    """The live code this clerk made for the filing they opened, to read out or print; the look is written down, and
    where there is none nobody waits for the write lock."""
    filing_id, county = filing.id, filing.county
    code = tokens.made_by(ctx, TokenPurpose.BIND, filing)
    if code is not None:
        with transaction():
            history.record_reveal(ctx, filing_id, county, "bind_code")
    return code


def new_binding_code(ctx: Context, number: str) -> str:
    """A fresh one-time code for a filing that no account holds yet; the earlier ones end."""
    with transaction():
        filing = scoping.filing_for(ctx.actor, number, Permission.FILING_REVIEW)
        if filing.applicant_id or filing.bound_user_id or filing.hospital_id:
            raise NotAllowed("has_an_account")
        tokens.revoke_all(ctx, TokenPurpose.BIND, filing)
        history.record(ctx, filing, EventKind.CODE_GIVEN)
        return tokens.make(ctx, TokenPurpose.BIND, filing)
