"""Personal data is sealed for its own row and column, found by keyed index, and readable by its owner's key only."""

import pytest

from portal.models.crypto import Keyring, SealBroken


def test_value_sealed_for_one_place_does_not_open_in_another() -> None:
    keyring = Keyring(bytes(32))
    sealed = keyring.seal("演示".encode(), "filings.claims:a")
    assert keyring.open(sealed, "filings.claims:a").decode() == "演示"
    with pytest.raises(SealBroken):
        keyring.open(sealed, "filings.claims:b")
    with pytest.raises(SealBroken):
        keyring.open(sealed[:-1] + bytes([sealed[-1] ^ 1]), "filings.claims:a")
    with pytest.raises(SealBroken):
        Keyring(bytes([1]) * 32).open(sealed, "filings.claims:a")


def test_same_value_seals_differently_each_time() -> None:
    keyring = Keyring(bytes(32))
    assert keyring.seal(b"x", "place") != keyring.seal(b"x", "place")
