"""The life of a filing as one table; `services.filings.perform` is the only writer of what it allows."""

from dataclasses import dataclass
from datetime import date

from portal.domain.errors import NotAllowed
from portal.domain.vocabulary import STAFF, UNDECIDED, Action, EventKind, FilingStatus, NoticeKind, Role

A, E, N, S, R = Action, EventKind, NoticeKind, FilingStatus, Role

OPEN = frozenset({S.DRAFT, S.SUBMITTED, S.CORRECTION_REQUESTED, S.ACCEPTED})
IN_FORCE = frozenset({S.APPROVED})
ONCE_IN_FORCE = IN_FORCE | {S.CANCELLED, S.SUPERSEDED}
"""These count for the days of their term; a revoked one is as if it had never been."""
ENDED_EARLY = frozenset({S.CANCELLED, S.REVOKED, S.SUPERSEDED})
"""What was in force and ended before its own end."""
CLOSED = frozenset(S) - OPEN - IN_FORCE
DECIDED = (IN_FORCE | CLOSED) - {S.WITHDRAWN}
ONCE_ACCEPTED = DECIDED - {S.REFUSED} | {S.ACCEPTED}
OF_ANOTHER = frozenset({A.SUPERSEDE, A.REINSTATE})
"""These follow from what is done to another filing; nobody does them alone."""
PERHAPS_UNSENT = frozenset({S.DRAFT, S.WITHDRAWN})
"""Everything else was sent in; a withdrawn one may have been a draft."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One allowed act: from which states, to which (None: it stays where it is), by whom; its line in the history and
    the notices it puts out."""

    action: Action
    sources: frozenset[FilingStatus]
    target: FilingStatus | None
    roles: frozenset[Role]
    event: EventKind
    notices: tuple[NoticeKind, ...] = ()
    needs_reason: bool = False


def _row(
    action: Action,
    sources: set[FilingStatus],
    target: FilingStatus | None,
    roles: set[Role],
    event: EventKind,
    *notices: NoticeKind,
    needs_reason: bool = False,
) -> tuple[Action, Transition]:
    return action, Transition(action, frozenset(sources), target, frozenset(roles), event, notices, needs_reason)


_FILERS = {R.CITIZEN, R.HOSPITAL, *STAFF}
_REVIEWERS = set(STAFF)

TRANSITIONS: dict[Action, Transition] = dict(
    (
        _row(A.SUBMIT, {S.DRAFT}, S.SUBMITTED, _FILERS | {R.EMPLOYER, R.TERMINAL}, E.SUBMITTED, N.RECEIPT),
        _row(
            A.REQUEST_CORRECTION,
            {S.SUBMITTED, S.ACCEPTED},  # what is found unsound after it was accepted is asked for, not held against it
            S.CORRECTION_REQUESTED,
            _REVIEWERS,
            E.CORRECTION_REQUESTED,
            N.CORRECTION,
        ),
        _row(A.CORRECT, {S.CORRECTION_REQUESTED}, S.SUBMITTED, _FILERS, E.CORRECTED),
        _row(A.MEND, set(UNDECIDED), None, _REVIEWERS, E.MENDED),
        _row(A.ACCEPT, {S.SUBMITTED}, S.ACCEPTED, _REVIEWERS, E.ACCEPTED, N.ACCEPTANCE),
        _row(A.REFUSE, {S.SUBMITTED}, S.REFUSED, _REVIEWERS, E.REFUSED, N.REFUSAL, needs_reason=True),
        _row(A.APPROVE, {S.ACCEPTED}, S.APPROVED, _REVIEWERS, E.APPROVED, N.DECISION, N.FILING_FORM),
        _row(A.REJECT, {S.ACCEPTED}, S.REJECTED, _REVIEWERS, E.REJECTED, N.DECISION, needs_reason=True),
        _row(A.WITHDRAW, set(OPEN), S.WITHDRAWN, _FILERS, E.WITHDRAWN),
        _row(A.CANCEL, {S.APPROVED}, S.CANCELLED, _FILERS, E.CANCELLED),
        _row(A.RETURN_HOME, {S.APPROVED}, S.CANCELLED, _FILERS, E.RETURNED_HOME),
        _row(A.REVOKE, {S.APPROVED}, S.REVOKED, {R.SUPERVISOR}, E.REVOKED, N.DECISION, needs_reason=True),
        _row(A.SUPERSEDE, {S.APPROVED, S.SUPERSEDED}, S.SUPERSEDED, _FILERS, E.SUPERSEDED),
        _row(A.REINSTATE, {S.SUPERSEDED}, S.APPROVED, _FILERS, E.REINSTATED),
        _row(A.FIX_START, {S.APPROVED}, None, _REVIEWERS, E.START_FIXED, N.DECISION, N.FILING_FORM),
    )
)


ENDINGS = frozenset(row.event for row in TRANSITIONS.values() if ENDED_EARLY & row.sources or row.target in ENDED_EARLY)
"""The lines of a history after which other filings have ended early than before, or with another last day."""


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


def counts_on(status: FilingStatus, ends_on: date | None, day: date) -> bool:
    """Whether a filing, once it has begun, counts on that day: it is in force, or replaced by one that begins later."""
    if status is S.SUPERSEDED:
        return ends_on is not None and day <= ends_on
    return status in IN_FORCE and (ends_on is None or day <= ends_on)


def allowed_actions(status: FilingStatus, role: Role | None) -> tuple[Action, ...]:
    """Every act this role could do next, in the order of the table."""
    return tuple(a for a, row in TRANSITIONS.items() if status in row.sources and role in row.roles)
