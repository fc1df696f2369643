"""Who is turned down is told why: without a reason nothing is done, whatever page asked for it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

import pytest
from flask import Flask

from portal.domain import acceptance
from portal.domain.actor import Context
from portal.domain.determination import Determination
from portal.domain.errors import Invalid
from portal.domain.item import Item
from portal.domain.sourced import Fact
from portal.domain.vocabulary import Outcome, Role
from portal.models import Filing
from portal.services import history, notices, review
from tests.approving import approve
from tests.people import acting, staff
from tests.services.filings.test_from_draft_to_end import submitted

Act = Callable[[Context, str, int, str], Filing]


def as_it_was(ctx: Context, filing: Filing) -> Filing:
    """Sent in, and no more."""
    return filing


def accepted(ctx: Context, filing: Filing) -> Filing:
    """Taken up for a decision."""
    return review.accept(ctx, filing.number, filing.version)


def approved(ctx: Context, filing: Filing) -> Filing:
    """Decided in favour."""
    return approve(ctx, filing)


@pytest.mark.parametrize("reason", ["", " \n\u3000", "\u200b\u2060"])
@pytest.mark.parametrize(
    ("act", "before"), [(review.refuse, as_it_was), (review.reject, accepted), (review.revoke, approved)]
)
def test_without_a_reason_nothing_is_done(
    services: Flask, act: Act, before: Callable[[Context, Filing], Filing], reason: str
) -> None:
    _user, sent = submitted()
    ctx = acting(staff("chief", role=Role.SUPERVISOR))
    filing = before(ctx, sent)
    status, version = filing.status, filing.version
    written = len(history.events_of(filing)), len(notices.of_filing(filing))
    with pytest.raises(Invalid) as refused:
        act(ctx, filing.number, filing.version, reason)
    assert (refused.value.code, refused.value.field) == ("reason_needed", "reason")
    assert (filing.status, filing.version) == (status, version)
    assert (len(history.events_of(filing)), len(notices.of_filing(filing))) == written


@pytest.mark.parametrize(
    ("later", "outcome", "owed", "is_acceptable", "takes_reason"),
    [
        (None, Outcome.APPROVE, (), True, False),
        (None, Outcome.CORRECT, ("identity",), True, True),
        (True, Outcome.CORRECT, ("identity",), True, False),
        (False, Outcome.CORRECT, ("identity",), False, True),
        (False, Outcome.APPROVE, (), True, False),
        (None, Outcome.REFUSE, (), False, False),
    ],
)
def test_what_lacks_a_paper_is_accepted_as_the_guide_has_it(
    later: bool | None, outcome: Outcome, owed: tuple[str, ...], is_acceptable: bool, takes_reason: bool
) -> None:
    item = cast(Item, SimpleNamespace(later_papers=Fact(applied=later)))
    determination = cast(Determination, SimpleNamespace(outcome=outcome, owed=owed))
    assert acceptance.is_acceptable(item, determination) is is_acceptable
    assert acceptance.takes_reason(item, determination) is takes_reason
