"""The life of a filing as one table; `services.filings.perform` is the only writer of what it allows."""

from dataclasses import dataclass

from portal.domain.errors import NotAllowed
from portal.domain.vocabulary import Action, FilingStatus, NoticeKind, Role

S, R = FilingStatus, Role

OPEN = frozenset({S.DRAFT, S.SUBMITTED, S.CORRECTION_REQUESTED, S.ACCEPTED})
IN_FORCE = frozenset({S.APPROVED})
CLOSED = frozenset(S) - OPEN - IN_FORCE


@dataclass(frozen=True, slots=True)
class Transition:
    """One allowed act: from which states, to which, by whom, and the paper it puts out."""

    action: Action
    sources: frozenset[FilingStatus]
    target: FilingStatus
    roles: frozenset[Role]
    notice: NoticeKind | None = None
    needs_reason: bool = False


def _row(
    action: Action,
    sources: set[FilingStatus],
    target: FilingStatus,
    roles: set[Role],
    notice: NoticeKind | None = None,
    needs_reason: bool = False,
) -> tuple[Action, Transition]:
    return action, Transition(action, frozenset(sources), target, frozenset(roles), notice, needs_reason)


_FILERS = {R.CITIZEN, R.HOSPITAL, R.CLERK, R.SUPERVISOR}
_REVIEWERS = {R.CLERK, R.SUPERVISOR}

TRANSITIONS: dict[Action, Transition] = dict(
    (
        _row(Action.SUBMIT, {S.DRAFT}, S.SUBMITTED, _FILERS, NoticeKind.RECEIPT),
        _row(Action.REQUEST_CORRECTION, {S.SUBMITTED}, S.CORRECTION_REQUESTED, _REVIEWERS, NoticeKind.CORRECTION),
        _row(Action.CORRECT, {S.CORRECTION_REQUESTED}, S.SUBMITTED, _FILERS),
        _row(Action.ACCEPT, {S.SUBMITTED}, S.ACCEPTED, _REVIEWERS, NoticeKind.ACCEPTANCE),
        _row(Action.REFUSE, {S.SUBMITTED}, S.REFUSED, _REVIEWERS, NoticeKind.REFUSAL, needs_reason=True),
        _row(Action.APPROVE, {S.ACCEPTED}, S.APPROVED, _REVIEWERS, NoticeKind.DECISION),
        _row(Action.REJECT, {S.ACCEPTED}, S.REJECTED, _REVIEWERS, NoticeKind.DECISION, needs_reason=True),
        _row(Action.WITHDRAW, set(OPEN), S.WITHDRAWN, _FILERS),
        _row(Action.CANCEL, {S.APPROVED}, S.CANCELLED, _FILERS),
        _row(Action.REVOKE, {S.APPROVED}, S.REVOKED, {R.SUPERVISOR}, NoticeKind.DECISION, needs_reason=True),
        _row(Action.SUPERSEDE, {S.APPROVED}, S.SUPERSEDED, _REVIEWERS),
    )
)


def transition(status: FilingStatus, action: Action, role: Role | None) -> Transition:
    """The row that lets `role` do `action` to a filing in `status`.

    Raises `NotAllowed` with code `not_in_this_state` or `not_your_role`.
    """
    row = TRANSITIONS[action]
    if status not in row.sources:
        raise NotAllowed("not_in_this_state", status=status, action=action)
    if role not in row.roles:
        raise NotAllowed("not_your_role", action=action)
    return row


def allowed_actions(status: FilingStatus, role: Role | None) -> tuple[Action, ...]:
    """Every act this role could do next, in the order of the table."""
    return tuple(a for a, row in TRANSITIONS.items() if status in row.sources and role in row.roles)
