"""A filing joins one account, by a code that is good once; on both engines."""

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.vocabulary import Channel, TokenPurpose
from portal.models import Filing, db
from portal.models.transaction import transaction
from portal.services import binding, intake, tokens
from tests.people import acting, citizen, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import submitted

HERE = "192.0.2.1"


@pytest.fixture
def clerk(services: Flask) -> Context:
    """Who enters filings at the window."""
    return acting(staff("window"), Channel.WINDOW)


def entered(clerk: Context) -> tuple[Filing, str]:
    """A filing that no account holds, and its code."""
    made = intake.enter(clerk, "wenshang.long-term", long_stay(person(7)), "key")
    assert made.binding_code is not None
    return made.filing, made.binding_code


def another_code(ctx: Context, filing: Filing) -> str:
    """One that is good beside the first, whoever made it."""
    with transaction():
        return tokens.make(ctx, TokenPurpose.BIND, filing)


def test_what_is_bound_is_bound_to_nobody_else(clerk: Context) -> None:
    """Not even by another code that is good still."""
    filing, code = entered(clerk)
    first, second, other = acting(citizen(person(7))), acting(citizen(person(8))), another_code(clerk, filing)
    binding.bind(first, filing.number, code, HERE)
    for ctx in (second, first):
        with pytest.raises(NotFound):
            binding.bind(ctx, filing.number, other, HERE)
    db.session.refresh(filing)
    assert filing.bound_user_id == first.actor.user_id


def test_what_its_person_sent_from_their_account_is_bound_to_no_other(clerk: Context) -> None:
    _owner, filing = submitted()
    code, other = another_code(clerk, filing), acting(citizen(person(8)))
    with pytest.raises(NotFound):
        binding.bind(other, filing.number, code, HERE)
    assert filing.bound_user_id is None


def test_only_a_persons_own_account_binds(clerk: Context) -> None:
    filing, code = entered(clerk)
    with pytest.raises(NotAllowed, match="not_yours_to_do"):
        binding.bind(acting(staff("colleague")), filing.number, code, HERE)
    assert filing.bound_user_id is None


def test_with_the_binding_its_code_and_its_links_are_over(clerk: Context) -> None:
    """What comes now comes from the account; who has the old link is not its person for that."""
    filing, code = entered(clerk)
    with transaction():
        link = tokens.make(clerk, TokenPurpose.UPLOAD, filing)
    assert tokens.find(clerk, TokenPurpose.UPLOAD, link).filing_id == filing.id
    binding.bind(acting(citizen(person(7))), filing.number, code, HERE)
    for purpose, secret in ((TokenPurpose.BIND, code), (TokenPurpose.UPLOAD, link)):
        with pytest.raises(NotFound):
            tokens.find(clerk, purpose, secret, filing)
