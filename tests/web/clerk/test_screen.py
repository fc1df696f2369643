"""The screen of a filing reads little, however much stands around it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from portal.domain.claims import AgentClaim
from portal.models import Filing, User, db
from portal.services import amendments, filings
from tests.approving import approve
from tests.page import Page
from tests.people import acting, citizen, person, staff
from tests.statements import noted
from tests.web.clerk.cases import filed

AT_MOST = 7
DAUGHTER = AgentClaim(person(9).name, person(9).id_number, person(9).phone)


def by_a_daughter_whose_number_another_has_too() -> Filing:
    """And beside what the person sent in under an account of their own."""
    filing = filed(1, agent=DAUGHTER)
    citizen(replace(person(9), phone="13900000050"))
    filed(1, proof=False)
    return filing


def a_change_of_what_stands_no_longer() -> Filing:
    """By the daughter as well."""
    first = approve(acting(staff("one")), filed(1, agent=DAUGHTER))
    daughter = acting(db.session.get_one(User, first.applicant_id))
    change = amendments.begin_change(daughter, first.number, lambda key: f"copy-{key}")
    sent = filings.submit(daughter, change.number)
    amendments.cancel(daughter, first.number, first.version, "已经回来")
    return sent


@pytest.mark.parametrize("case", [by_a_daughter_whose_number_another_has_too, a_change_of_what_stands_no_longer])
def test_everything_around_a_filing_is_read_by_few_statements(clerk: FlaskClient, case: Callable[[], Filing]) -> None:
    filing = case()
    url = f"/clerk/filings/{filing.number}"
    Page.open(clerk, url)
    with noted() as statements:
        Page.open(clerk, url)
    assert len(statements) <= AT_MOST, "\n".join(statement for statement, _values in statements)
