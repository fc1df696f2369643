"""A token opens one thing, as long as it lives: for its purpose, once, until it is over or ended."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.actor import SYSTEM, Context
from portal.domain.errors import NotFound
from portal.domain.vocabulary import Role, TokenPurpose
from portal.models import Filing
from portal.models.transaction import transaction
from portal.services import staff_accounts, tokens
from tests.people import NOW, acting, citizen, person, staff
from tests.services.filings.test_from_draft_to_end import submitted

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


OF_AN_ACCOUNT = (TokenPurpose.INVITE, TokenPurpose.RESET)


def made(ctx: Context, purpose: TokenPurpose, filing: Filing | None = None) -> str:
    with transaction():
        return tokens.make(ctx, purpose, filing)


def opens(ctx: Context, purpose: TokenPurpose, secret: str, filing: Filing | None = None) -> bool:
    try:
        tokens.find(ctx, purpose, secret, filing)
    except NotFound:
        return False
    return True


def test_it_opens_what_it_was_made_for_and_nothing_else(services: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where its index were found: the purpose is compared, not only part of what is hashed."""
    monkeypatch.setattr(tokens, "_scope", lambda _purpose, _filing: "any")
    ctx = acting(citizen(person(1)))
    secret = made(ctx, TokenPurpose.INVITE)
    assert [purpose for purpose in TokenPurpose if opens(ctx, purpose, secret)] == [TokenPurpose.INVITE]


def test_an_index_is_of_one_purpose_and_a_binding_code_of_one_filing(services: Flask) -> None:
    (user, one), (_other, two) = submitted(1), submitted(2, with_proof=False)
    scopes = {tokens._scope(purpose, None) for purpose in TokenPurpose}
    assert len(scopes) == len(TokenPurpose)
    code = made(acting(user), TokenPurpose.BIND, one)
    assert tokens.find(acting(user), TokenPurpose.BIND, code, one).filing_id == one.id
    with pytest.raises(NotFound):
        tokens.find(acting(user), TokenPurpose.BIND, code, two)


def test_it_is_spent_once(services: Flask) -> None:
    ctx = acting(citizen(person(1)))
    secret = made(ctx, TokenPurpose.RESET)
    row = tokens.find(ctx, TokenPurpose.RESET, secret)
    with transaction():
        tokens.use(ctx, row)
    assert not opens(ctx, TokenPurpose.RESET, secret)
    with pytest.raises(NotFound), transaction():  # of two at once, one is too late
        tokens.use(ctx, row)


def test_it_is_over_at_its_last_instant(services: Flask) -> None:
    user, filing = submitted()
    ctx = acting(user)
    for purpose, lifetime in tokens.LIFETIME.items():
        of = None if purpose in OF_AN_ACCOUNT else filing
        secret = made(ctx, purpose, of)
        if lifetime is not None:
            just_before = replace(ctx, now=ctx.now + lifetime - timedelta(seconds=1))
            assert opens(just_before, purpose, secret, of), purpose
            assert not opens(replace(ctx, now=ctx.now + lifetime), purpose, secret, of), purpose


def test_what_was_revoked_opens_nothing_and_the_filings_other_links_stay(services: Flask) -> None:
    user, filing = submitted()
    ctx = acting(user)
    with transaction():
        qr = tokens.make(ctx, TokenPurpose.QR, filing)
        link = tokens.make(ctx, TokenPurpose.UPLOAD, filing)
        tokens.revoke_all(ctx, TokenPurpose.QR, filing)
    assert not opens(ctx, TokenPurpose.QR, qr)
    assert opens(ctx, TokenPurpose.UPLOAD, link)


@pytest.mark.parametrize("purpose", OF_AN_ACCOUNT)
def test_what_opens_an_account_ends_with_that_of_whoever_handed_it_out(services: Flask, purpose: TokenPurpose) -> None:
    """Else a supervisor who is disabled comes back by an invitation of their own."""
    chief, deputy = staff("chief", role=Role.SUPERVISOR), staff("deputy", role=Role.SUPERVISOR)
    secret, of_nobody = made(acting(chief), purpose), made(Context(SYSTEM, NOW), purpose)
    staff_accounts.disable(acting(deputy), chief.uid)
    assert not opens(acting(deputy), purpose, secret)
    assert opens(acting(deputy), purpose, of_nobody)


def test_what_a_clerk_handed_to_a_person_stays_good_without_the_clerk(services: Flask) -> None:
    filing, clerk = submitted()[1], staff("clerk")
    secret = made(acting(clerk), TokenPurpose.UPLOAD, filing)
    staff_accounts.disable(acting(staff("chief", role=Role.SUPERVISOR)), clerk.uid)
    assert opens(acting(clerk), TokenPurpose.UPLOAD, secret)
