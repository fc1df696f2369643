"""The laws that the table of a filing's life has to hold, each at the table itself."""

from datetime import date

import pytest

from portal.domain.errors import NotAllowed
from portal.domain.lifecycle import CLOSED, OF_ANOTHER, OPEN, TRANSITIONS, allowed_actions, counts_on, transition
from portal.domain.vocabulary import STAFF, Action, FilingStatus, NoticeKind, Role

GOES_OUT = {
    Action.SUBMIT: {NoticeKind.RECEIPT},
    Action.REQUEST_CORRECTION: {NoticeKind.CORRECTION},
    Action.ACCEPT: {NoticeKind.ACCEPTANCE},
    Action.REFUSE: {NoticeKind.REFUSAL},
    Action.APPROVE: {NoticeKind.DECISION, NoticeKind.FILING_FORM},
    Action.REJECT: {NoticeKind.DECISION},
    Action.REVOKE: {NoticeKind.DECISION},
    Action.FIX_START: {NoticeKind.DECISION, NoticeKind.FILING_FORM},
}
"""What the agency answers in writing; an act of the filer answers itself."""


def test_who_is_turned_down_is_told_why() -> None:
    assert {action for action, row in TRANSITIONS.items() if row.needs_reason} == {
        Action.REFUSE,
        Action.REJECT,
        Action.REVOKE,
    }


def test_every_answer_of_the_agency_is_on_paper() -> None:
    assert {action: set(row.notices) for action, row in TRANSITIONS.items() if row.notices} == GOES_OUT


def test_only_a_supervisor_takes_an_approval_back() -> None:
    assert TRANSITIONS[Action.REVOKE].roles == {Role.SUPERVISOR}


def test_only_staff_decide() -> None:
    deciding = (Action.REQUEST_CORRECTION, Action.ACCEPT, Action.REFUSE, Action.APPROVE, Action.REJECT)
    assert {role for action in deciding for role in TRANSITIONS[action].roles} == set(STAFF)


@pytest.mark.parametrize("status", sorted(CLOSED - {FilingStatus.SUPERSEDED}))
def test_nothing_begins_again_once_it_is_closed(status: FilingStatus) -> None:
    assert [action for role in Role for action in allowed_actions(status, role)] == []


def test_an_approval_ends_by_cancelling_coming_home_revoking_or_a_successor_and_in_no_other_way() -> None:
    ends = {action for action, row in TRANSITIONS.items() if FilingStatus.APPROVED in row.sources and row.target}
    assert ends == {Action.CANCEL, Action.RETURN_HOME, Action.REVOKE, Action.SUPERSEDE}


def test_a_filer_may_withdraw_until_the_decision() -> None:
    assert TRANSITIONS[Action.WITHDRAW].sources == OPEN


def test_what_the_table_lacks_is_refused_by_its_cause() -> None:
    with pytest.raises(NotAllowed) as wrong_state:
        transition(FilingStatus.DRAFT, Action.APPROVE, Role.CLERK)
    with pytest.raises(NotAllowed) as wrong_role:
        transition(FilingStatus.SUBMITTED, Action.ACCEPT, Role.CITIZEN)
    assert (wrong_state.value.code, wrong_role.value.code) == ("not_in_this_state", "not_your_role")
    assert wrong_state.value.values == {"status": FilingStatus.DRAFT, "action": Action.APPROVE}
    assert wrong_role.value.values == {"action": Action.ACCEPT}


EVERY_ACT = {
    FilingStatus.DRAFT: {Action.SUBMIT, Action.WITHDRAW},
    FilingStatus.SUBMITTED: {
        Action.REQUEST_CORRECTION,
        Action.MEND,
        Action.ACCEPT,
        Action.REFUSE,
        Action.WITHDRAW,
    },
    FilingStatus.CORRECTION_REQUESTED: {Action.CORRECT, Action.MEND, Action.WITHDRAW},
    FilingStatus.ACCEPTED: {Action.REQUEST_CORRECTION, Action.MEND, Action.APPROVE, Action.REJECT, Action.WITHDRAW},
    FilingStatus.APPROVED: {Action.CANCEL, Action.RETURN_HOME, Action.REVOKE, Action.SUPERSEDE, Action.FIX_START},
    FilingStatus.SUPERSEDED: {Action.SUPERSEDE, Action.REINSTATE},  # by what becomes of what took its place
}
"""What can be done next, by the state a filing is in; the table itself is written by the act."""
OF_THE_FILER = {Action.SUBMIT, Action.CORRECT, Action.WITHDRAW, Action.CANCEL, Action.RETURN_HOME, *OF_ANOTHER}


@pytest.mark.parametrize("status", FilingStatus)
def test_in_each_state_only_what_belongs_there_is_done(status: FilingStatus) -> None:
    assert {action for role in Role for action in allowed_actions(status, role)} == EVERY_ACT.get(status, set())


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.HOSPITAL])
def test_who_files_does_what_is_a_filers_and_nothing_of_the_agencys(role: Role) -> None:
    assert {action for status in FilingStatus for action in allowed_actions(status, role)} == OF_THE_FILER


LAST = date(2026, 9, 30)
AFTER = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("status", "ends_on", "day", "counts"),
    [
        (FilingStatus.APPROVED, None, AFTER, True),  # until changed
        (FilingStatus.APPROVED, LAST, LAST, True),
        (FilingStatus.APPROVED, LAST, AFTER, False),
        (FilingStatus.SUPERSEDED, LAST, LAST, True),  # what takes its place begins later
        (FilingStatus.SUPERSEDED, LAST, AFTER, False),
        (FilingStatus.SUPERSEDED, None, LAST, False),  # it counted on no day
        *((status, None, LAST, False) for status in sorted(CLOSED | OPEN)),
        *((status, LAST, LAST, False) for status in sorted(CLOSED | OPEN) if status is not FilingStatus.SUPERSEDED),
    ],
)
def test_what_counts_is_in_force_or_not_replaced_yet(
    status: FilingStatus, ends_on: date | None, day: date, counts: bool
) -> None:
    assert counts_on(status, ends_on, day) is counts
