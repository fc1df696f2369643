"""Whose account a filing came from, and who else says they are that person."""

from dataclasses import replace

import pytest
from flask import Flask

from portal.domain.errors import NotAllowed
from portal.models.transaction import transaction
from portal.services import accounts
from tests.people import NOW, acting, citizen, person, staff
from tests.services.filings.test_from_draft_to_end import submitted


def test_rivals_are_other_open_accounts_of_that_number(services: Flask) -> None:
    user, filing = submitted()
    assert accounts.account_and_rivals(filing) == (user, 0)
    rival = citizen(replace(person(1), phone="13800000077"))
    citizen(person(2))
    closed = citizen(replace(person(1), phone="13800000078"))
    with transaction():
        closed.disabled_at = NOW
    assert (accounts.account_of(filing), accounts.rival_claims(user)) == (user, [rival])
    assert accounts.account_and_rivals(filing) == (user, 1)


def test_a_filing_that_no_account_holds_has_none(services: Flask) -> None:
    _user, filing = submitted()
    with transaction():
        filing.applicant_id, filing.claimed_by = None, "desk"
    assert accounts.account_and_rivals(filing) == (None, 0)


def test_of_two_who_claim_one_number_the_schema_lets_one_be_verified(
    services: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a colleague verified the other one between the look and the act."""
    _user, filing = submitted()
    rival = citizen(replace(person(1), phone="13800000077"), verified_by=staff("colleague"))
    monkeypatch.setattr(accounts, "rival_claims", lambda _user: [])
    clerk = acting(staff("clerk"))
    with pytest.raises(NotAllowed, match="claimed_twice"):
        accounts.verify_owner(clerk, filing.number)
    with transaction():
        rival.disabled_at = NOW
    assert accounts.verify_owner(clerk, filing.number).verified_at == NOW
