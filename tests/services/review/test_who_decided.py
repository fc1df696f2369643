"""Who decided is written down with the number they call their own; whoever a filing is about touches none of it."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.errors import NotAllowed
from portal.models import Filing
from portal.models.sealed import person_index
from portal.models.transaction import transaction
from portal.services import accounts, amendments, approval, history, recovery, review
from portal.services.approval import Approval
from tests.approving import approve
from tests.people import acting, citizen, own_number, person, staff
from tests.services.filings.test_from_draft_to_end import submitted

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Act = Callable[[Context, Filing], object]

DECISIONS: dict[str, Act] = {
    "refuse": lambda ctx, filing: review.refuse(ctx, filing.number, filing.version, "理由"),
    "reject": lambda ctx, filing: review.reject(
        ctx, filing.number, review.accept(ctx, filing.number, filing.version).version, "理由"
    ),
    "approve": approve,
}
OF_A_CLERK: dict[str, Act] = {
    "accept": lambda ctx, filing: review.accept(ctx, filing.number, filing.version),
    "refuse": lambda ctx, filing: review.refuse(ctx, filing.number, filing.version, "理由"),
    "approve": lambda ctx, filing: approval.approve(ctx, filing.number, filing.version, Approval()),
    "ask": lambda ctx, filing: review.request_correction(ctx, filing.number, filing.version, [], "请补"),
    "look the person up": lambda ctx, filing: review.check_insured(ctx, filing.number, True),
    "verify the person": lambda ctx, filing: review.verify_person(ctx, filing.number),
    "verify the account": lambda ctx, filing: accounts.verify_owner(ctx, filing.number),
    "write a call down": lambda ctx, filing: review.log_phone_call(ctx, filing.number, "已告知"),
    "take papers in": lambda ctx, filing: amendments.receive_correction(ctx, filing.number, filing.version),
    "give a code": lambda ctx, filing: recovery.give_code(ctx, filing.number, person(1).id_number[-4:]),
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_names_account_instant_and_number(services: Flask, decision: str) -> None:
    _user, filing = submitted()
    ctx = acting(staff("decider"))
    DECISIONS[decision](ctx, filing)
    found = filing.decided_by_id, filing.decided_at, filing.decided_by_index
    assert found == (ctx.actor.user_id, ctx.now, person_index(own_number("decider")))


@pytest.mark.parametrize("act", OF_A_CLERK)
def test_whoever_it_is_about_touches_none_of_it(services: Flask, act: str) -> None:
    user, filing = submitted()
    themselves = staff("themselves")
    with transaction():
        themselves.person_index = user.person_index
    before = filing.version, len(history.events_of(filing))
    with pytest.raises(NotAllowed) as refused:
        OF_A_CLERK[act](acting(themselves), filing)
    assert refused.value.code == "not_yours_to_do"
    assert (filing.version, len(history.events_of(filing))) == before


@pytest.mark.parametrize("act", OF_A_CLERK)
def test_whoever_filed_it_from_another_account_touches_none_of_it(services: Flask, act: str) -> None:
    """For somebody else: neither the person nor the agent that stands in it is the clerk."""
    user, filing = submitted()
    with transaction():
        user.person_index = person_index(own_number("themselves"))
    with pytest.raises(NotAllowed, match="not_yours_to_do"):
        OF_A_CLERK[act](acting(staff("themselves")), filing)


def test_nor_whoever_bound_it_to_another_account(services: Flask) -> None:
    filing, own = submitted()[1], citizen(person(70))
    with transaction():
        own.person_index = person_index(own_number("themselves"))
        filing.applicant_id, filing.claimed_by, filing.bound_user_id = None, "desk", own.id
    with pytest.raises(NotAllowed, match="not_yours_to_do"):
        review.refuse(acting(staff("themselves")), filing.number, filing.version, "理由")
