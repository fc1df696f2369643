"""An approval as a clerk gives it who looked at everything and found it in order."""

from portal.domain.actor import Context
from portal.models import Filing
from portal.services import accounts, approval
from portal.services.approval import Approval, ApprovalNeeds
from portal.services.cases import Case


def needs(ctx: Context, filing: Filing) -> ApprovalNeeds:
    """What approving it takes as it stands."""
    return approval.needs_of(Case(ctx, filing), accounts.account_of(filing), ctx)


def everything(ctx: Context, filing: Filing, answer: str = "", cap_reason: str = "") -> Approval:
    """All of it was looked at, the day proposed is taken; what the rules ask is answered so."""
    needed = needs(ctx, filing)
    keys = frozenset(each.key for each in needed.unchecked)
    beside = frozenset(each.number for each in needed.beside)
    return Approval(answer, needed.start.on, keys, cap_reason=cap_reason, beside=beside)


def approve(ctx: Context, filing: Filing, answer: str = "") -> Filing:
    """Approve it as this screen saw it."""
    return approval.approve(ctx, filing.number, filing.version, everything(ctx, filing, answer))
