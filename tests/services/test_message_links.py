"""The link in a message: signed, of thirty days, as good as the QR on the papers and no better. On both engines."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.actor import STRANGER, Context
from portal.domain.errors import NotFound
from portal.domain.vocabulary import TokenPurpose
from portal.models.crypto import Keyring
from portal.models.sealed import vault
from portal.models.transaction import transaction
from portal.services import message_links, progress, qr_codes, tokens
from tests.conftest import KEYRING
from tests.people import NOW, acting
from tests.services.filings.test_from_draft_to_end import submitted

NUMBER = "370830202600"
MONTHS = 24


def later(**passed: float) -> Context:
    """A stranger, so much later."""
    return Context(STRANGER, NOW + timedelta(**passed))


def test_it_opens_the_number_it_was_made_for_for_thirty_days() -> None:
    link = message_links.signed(later(), NUMBER)
    assert message_links.opened(later(days=29), link) == (NUMBER, NOW)
    with pytest.raises(NotFound):
        message_links.opened(later(days=30), link)


@pytest.mark.parametrize("link", ["", ".", "x", f"{NUMBER}.6a0", f"{NUMBER}.6a0.AAAA", "税.税.税", "a" * 5000])
def test_what_was_not_signed_here_opens_nothing(link: str) -> None:
    with pytest.raises(NotFound):
        message_links.opened(later(), link)


def test_another_number_or_another_time_under_the_same_signature_opens_nothing() -> None:
    number, made, signature = message_links.signed(later(), NUMBER).split(".")
    for forged in (f"{NUMBER[:-1]}1.{made}.{signature}", f"{number}.ffffffff.{signature}"):
        with pytest.raises(NotFound):
            message_links.opened(later(), forged)


def test_another_portals_link_opens_nothing() -> None:
    link = message_links.signed(later(), NUMBER)
    vault.use(Keyring(bytes(32)))
    try:
        with pytest.raises(NotFound):
            message_links.opened(later(), link)
    finally:
        vault.use(KEYRING)


def test_it_opens_its_filing_until_the_person_ends_or_renews_the_qr(services: Flask) -> None:
    user, filing = submitted()
    link = message_links.signed(later(minutes=3), filing.number)
    assert progress.by_link(later(minutes=4), link, MONTHS).filing.number == filing.number
    owner = acting(user)
    qr_codes.renew(Context(owner.actor, NOW + timedelta(minutes=5)), filing.number, MONTHS)
    with pytest.raises(NotFound):
        progress.by_link(later(minutes=6), link, MONTHS)
    fresh = message_links.signed(later(minutes=6), filing.number)
    assert progress.by_link(later(minutes=7), fresh, MONTHS).filing.number == filing.number
    qr_codes.end(Context(owner.actor, NOW + timedelta(minutes=8)), filing.number)
    with pytest.raises(NotFound):
        progress.by_link(later(minutes=9), fresh, MONTHS)


def test_what_is_sent_in_the_second_in_which_its_qr_was_made_opens(services: Flask) -> None:
    """A link knows whole seconds."""
    _user, filing = submitted()
    with transaction():
        qr = tokens.latest(TokenPurpose.QR, filing)
        assert qr is not None
        qr.made_at = NOW + timedelta(microseconds=900_000)
    link = message_links.signed(later(microseconds=950_000), filing.number)
    assert progress.by_link(later(minutes=1), link, MONTHS).number == filing.number
