"""Who is turned down is told why: without a reason nothing is done, whatever page asked for it."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.errors import Invalid
from portal.domain.vocabulary import Role
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
