"""What the filer does after sending in: supply what was missing, withdraw, change, cancel, bind to an account."""

from portal.domain.actor import Context
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.event_detail import EventDetail
from portal.domain.policy import Permission
from portal.domain.vocabulary import Action, EventKind, FilingStatus, Role, TokenPurpose
from portal.models import Filing, Token, db
from portal.models.filing import FilingChanges
from portal.models.transaction import transaction
from portal.services import filings, history, scoping, throttling, tokens
from portal.services.cases import Case, open_case


def send_correction(ctx: Context, number: str, version: int) -> Filing:
    """补正: everything that was asked for is on file; back to the clerk. Sent twice, the first time counts."""
    with transaction():
        case = open_case(ctx, number, Permission.FILING_EDIT)
        if case.filing.status is FilingStatus.SUBMITTED:
            return case.filing
        return resubmit(ctx, case, version)


def receive_correction(ctx: Context, number: str, version: int) -> Filing:
    """A clerk took in the missing papers by counter, fax or telephone; the filing is up for review again."""
    with transaction():
        case = open_case(ctx, number, Permission.FILING_REVIEW)
        if case.filing.hospital_id is not None:
            raise NotAllowed("slip_belongs_to_hospital")
        return resubmit(ctx, case, version)


def resubmit(ctx: Context, case: Case, version: int) -> Filing:
    """Judge again under the version it was filed by, inside the caller's transaction."""
    filings.perform(ctx, case, Action.CORRECT, version, filings.columns_of(case.determination, ctx))
    return case.filing


def withdraw(ctx: Context, number: str, version: int) -> Filing:
    """撤回, before a decision; a clerk may do it for somebody who asks by telephone."""
    with transaction():
        case = open_case(ctx, number, Permission.FILING_CLOSE)
        if case.filing.status is not FilingStatus.WITHDRAWN:
            filings.perform(ctx, case, Action.WITHDRAW, version)
        return case.filing


def cancel(ctx: Context, number: str, version: int, reason: str = "") -> Filing:
    """取消 an approved filing, for instance after coming home; it ends today."""
    with transaction():
        case = open_case(ctx, number, Permission.FILING_CLOSE)
        filing = case.filing
        if filing.status is FilingStatus.CANCELLED:
            return filing
        ends_on = min(filing.ends_on, ctx.today) if filing.ends_on else ctx.today
        changes: FilingChanges = {"ends_on": max(ends_on, filing.begins_on) if filing.begins_on else ends_on}
        filings.perform(ctx, case, Action.CANCEL, version, changes, EventDetail(reason=reason.strip()))
        return filing


def begin_change(ctx: Context, number: str) -> Filing:
    """变更: a new filing that takes the old one's place only when it is approved; asking never ends cover."""
    with transaction():
        before = scoping.filing_for(ctx.actor, number, Permission.FILING_CLOSE)
        if before.status is not FilingStatus.APPROVED or ctx.actor.role not in (Role.CITIZEN, Role.HOSPITAL):
            raise NotAllowed("not_in_this_state", status=before.status)
        key = f"change:{before.uid}:{before.version}"
        return filings.open_draft(ctx, before.item_id, before.claims, amends=before, key=key)


def bind(ctx: Context, number: str, code: str) -> Filing:
    """Add a telephone or window filing to one's account by its number and one-time code, never by an ID alone."""
    throttling.require_calm(ctx, "bind", number, throttling.PER_RECEIPT)
    try:
        with transaction():
            filing = db.session.query(Filing).filter(Filing.number == number).one_or_none()
            if filing is None or filing.applicant_id is not None or filing.bound_user_id is not None:
                raise NotFound
            token: Token = tokens.find(ctx, TokenPurpose.BIND, code, filing)
            if ctx.actor.role is not Role.CITIZEN or filing.decided_by_id == ctx.actor.user_id:
                raise NotAllowed("not_yours_to_do")
            tokens.use(ctx, token)
            filing.bound_user_id = ctx.actor.user_id
            history.record(ctx, filing, EventKind.BOUND)
            return filing
    except NotFound:
        throttling.count_failure(ctx, "bind", number)
        raise
