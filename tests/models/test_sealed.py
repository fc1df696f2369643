"""Personal data is sealed for its own row and column, found by keyed index, and readable by its owner's key only."""

import stat
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from portal.models import Filing, User, db
from portal.models.crypto import Keyring, SealBroken, load_keyring
from portal.models.key_file import KeyFileError
from portal.models.sealed import person_index, phone_index, sealed_names
from portal.models.transaction import transaction
from portal.services import filings
from tests.people import acting, citizen, long_stay, person


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


def test_which_columns_are_sealed_is_looked_for_once_and_not_at_each_row() -> None:
    assert sealed_names(Filing) == ("claims",)
    assert sealed_names(Filing) is sealed_names(Filing)


def test_key_file_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "portal.key"
    first = load_keyring(path, may_create=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_keyring(path, may_create=False).index("person", "x") == first.index("person", "x")
    path.chmod(0o640)
    with pytest.raises(KeyFileError, match="chmod 600"):
        load_keyring(path, may_create=False)


def test_missing_key_is_not_replaced_when_data_needs_it(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="missing"):
        load_keyring(tmp_path / "portal.key", may_create=False)


@pytest.mark.parametrize("content", ["", "zz", "ab" * 31])
def test_damaged_key_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "portal.key"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(KeyFileError):
        load_keyring(path, may_create=False)


def test_nothing_personal_stands_in_the_database_in_the_clear(services: Flask) -> None:
    who = person(314, "匿名")
    user = citizen(who)
    filings.open_draft(acting(user), "wenshang.long-term", long_stay(who))
    everything = ""
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(text(f"SELECT * FROM {table.name}")):
            everything += "".join(bytes(v).hex() if isinstance(v, bytes | memoryview) else str(v) for v in row)
    for secret in (who.id_number, who.phone, who.name):
        assert secret not in everything
        assert secret.encode().hex() not in everything


def test_swapped_ciphertexts_do_not_open(services: Flask) -> None:
    one, two = citizen(person(1)), citizen(person(2))
    with transaction():
        one.identity_sealed, two.identity_sealed = two.identity_sealed, one.identity_sealed
    with pytest.raises(SealBroken):
        _ = db.session.get_one(User, one.id).identity


def test_index_finds_exactly_one_kind_of_value(services: Flask) -> None:
    assert person_index("990000195501010011") != phone_index("990000195501010011")
    assert phone_index("138 0000-0001") == phone_index("13800000001")
    who = person(5)
    filings.open_draft(acting(citizen(who)), "wenshang.long-term", long_stay(who))
    found = db.session.query(Filing).filter(Filing.person_index == person_index(who.id_number.lower())).count()
    assert found == 1
