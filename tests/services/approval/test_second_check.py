"""Where an item asks for it (no guide of the four does), another person decides than who keyed or accepted."""

import pytest
from flask import Flask

from portal.domain.errors import NotAllowed
from portal.domain.sourced import Fact
from portal.services import casework, review
from tests.approving import approve
from tests.people import acting, staff
from tests.services.filings.test_from_draft_to_end import submitted


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_accepted_waits_for_a_colleague(services: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.domain.item.Item.second_check", Fact(applied=True))
    _user, filing = submitted()
    first, second = acting(staff("first")), acting(staff("second"))
    with pytest.raises(NotAllowed, match="accept_first"):
        approve(second, filing)  # nobody takes both steps in one, though the guide settles it at once
    review.accept(first, filing.number, filing.version)
    assert [casework.open_case(each, filing.number).may_decide for each in (first, second)] == [False, True]
    with pytest.raises(NotAllowed, match="not_yours_to_do"):
        approve(first, filing)
    assert approve(second, filing).status == "approved"
