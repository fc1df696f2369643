"""The QR on a filing's papers: how long it opens anything, and how its person ends it or has another."""

from portal.domain.actor import BEIJING, Context
from portal.domain.errors import NotAllowed
from portal.domain.following import followed_until
from portal.domain.policy import Permission
from portal.domain.vocabulary import EventKind, TokenPurpose
from portal.models import Filing
from portal.models.transaction import transaction
from portal.services import history, scoping, tokens


def is_over(ctx: Context, filing: Filing, months: int) -> bool:
    """Whether the filing's QR has ended with it; `months` is how long one without an end of its own is followed."""
    decided_on = filing.decided_at.astimezone(BEIJING).date() if filing.decided_at else None
    closed_on = filing.updated_at.astimezone(BEIJING).date()
    until = followed_until(filing.status, decided_on, closed_on, filing.ends_on, months)
    return until is not None and until < ctx.today


def renew(ctx: Context, number: str, months: int) -> None:
    """Make a new one; what is printed opens nothing from now on."""
    with transaction():
        filing = _own(ctx, number)
        if is_over(ctx, filing, months):
            raise NotAllowed("qr_is_over")
        tokens.revoke_all(ctx, TokenPurpose.QR, filing)
        tokens.make(ctx, TokenPurpose.QR, filing)
        history.record(ctx, filing, EventKind.QR_RENEWED)


def end(ctx: Context, number: str) -> None:
    """Whoever scans what is printed finds nothing any more; ended twice, the first time counts."""
    with transaction():
        filing = _own(ctx, number)
        if tokens.printed(TokenPurpose.QR, filing):
            tokens.revoke_all(ctx, TokenPurpose.QR, filing)
            history.record(ctx, filing, EventKind.QR_ENDED)


def _own(ctx: Context, number: str) -> Filing:
    """The filing, once it was sent in: before that no paper of it is about."""
    filing = scoping.filing_for(ctx.actor, number, Permission.FILING_CLOSE)
    if filing.submitted_at is None:
        raise NotAllowed("not_in_this_state", status=filing.status)
    return filing
