"""A new master key takes over while people work: cut off at any step it is taken up again, and loses nothing."""

from itertools import islice
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal.adapters.erasure_list import ErasureList
from portal.adapters.file_store import FileStore
from portal.domain.actor import SYSTEM, Context
from portal.domain.vocabulary import Role
from portal.models import Filing, FilingEvent, PortalEvent, Token, User, db, key_file
from portal.models.crypto import Keyring, load_keyring, version_of
from portal.models.sealed import vault
from portal.models.suites import SM4
from portal.services import damage, erasing, filings, rekeying, staff_accounts
from tests.people import NOW, acting, citizen, long_stay, person, staff

CTX = Context(SYSTEM, NOW)


@pytest.fixture
def path(services: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A portal with some people, filings and an invitation, sealed two at a time; and the file of its keys."""
    monkeypatch.setattr(rekeying, "AT_ONCE", 2)
    path = tmp_path / "keys" / "portal.key"
    path.parent.mkdir()
    key_file.write(path, key_file.MasterKeys.first(bytes(range(32))))
    vault.use(load_keyring(path, may_create=False))
    for serial in range(1, 5):
        a_filing(serial)
    staff_accounts.invite(acting(staff("chief", role=Role.SUPERVISOR)), Role.CLERK, "invited")
    return path


def a_filing(serial: int) -> Filing:
    """Of somebody new, sent in."""
    who = person(serial, "换钥")
    ctx = acting(citizen(who))
    return filings.submit(ctx, filings.open_draft(ctx, "wenshang.long-term", long_stay(who)).number)


def another_version(path: Path) -> None:
    """As `portal rekey` begins."""
    key_file.write(path, key_file.read(path).with_another())


def versions() -> set[int]:
    """By which the master key's values are sealed."""
    db.session.rollback()
    columns = (User.data_key, Filing.data_key, Token.secret_sealed)
    sealed = [each for column in columns for each in db.session.scalars(select(column).where(column.is_not(None)))]
    return {version_of(each) for each in sealed} - {0}


def claims() -> list[object]:
    """What everybody claimed, read anew."""
    db.session.expire_all()
    return [filing.claims for filing in db.session.scalars(select(Filing).order_by(Filing.id))]


def search_keys() -> list[str | None]:
    """By which everybody is found."""
    return list(db.session.scalars(select(Filing.person_index).order_by(Filing.id)))


def history_as_it_stands() -> list[bytes]:
    """What is sealed in lines that nothing may change, byte by byte: of filings, then of the installation."""
    db.session.rollback()
    columns = (FilingEvent.detail_sealed, PortalEvent.detail_sealed)
    return [each for column in columns for each in db.session.scalars(select(column).where(column.is_not(None)))]


def test_cut_off_at_every_step_it_goes_on_while_people_file(path: Path, tmp_path: Path) -> None:
    before, keys, history = claims(), search_keys(), history_as_it_stands()
    another_version(path)
    steps, serial = 0, 10
    while list(islice(rekeying.seal_anew(), 1)):  # killed after one small transaction, again and again
        steps, serial = steps + 1, serial + 1
        assert claims()[: len(before)] == before
        a_filing(serial)
    assert steps > 4
    assert (versions(), rekeying.left_behind()) == ({2}, 0)
    assert search_keys()[: len(keys)] == keys
    assert set(history) <= set(history_as_it_stands())
    key_file.write(path, key_file.read(path).without(1))
    vault.use(load_keyring(path, may_create=False))
    assert claims()[: len(before)] == before
    assert damage.seek().numbers == []
    assert all(version_of(sealed) == 0 for sealed in history_as_it_stands())
    assert db.session.scalars(select(Token).where(Token.filing_id.is_(None))).one().secret.username == "invited"


def test_what_a_process_sealed_by_the_old_version_meanwhile_is_found(path: Path) -> None:
    stale = Keyring(key_file.read(path))  # it read the file a moment ago
    another_version(path)
    steps = rekeying.seal_anew()
    next(steps)
    following = vault.keyring
    vault.use(stale)
    a_filing(20)
    vault.use(following)
    assert list(steps)
    assert (versions(), rekeying.left_behind()) == ({2}, 0)


def test_what_is_erased_meanwhile_is_not_brought_back(path: Path, tmp_path: Path) -> None:
    another_version(path)
    first = db.session.scalars(select(Filing).order_by(Filing.id)).first()
    assert first is not None
    place = next(place for place in rekeying.places() if place.kind is Filing)
    read = [(first.id, first.uid, first.data_key or b"")]
    erasing.erase(CTX, ErasureList(tmp_path).add, filings=[first])
    assert rekeying._anew(place, read) == 0
    assert db.session.get_one(Filing, first.id).is_erased


def test_the_other_suite_takes_over(path: Path) -> None:
    before = claims()
    another_version(path)
    vault.use(load_keyring(path, may_create=False, suite=SM4))
    list(rekeying.seal_anew())
    added = a_filing(30)
    assert {key[1] for key in db.session.scalars(select(Filing.data_key)) if key} == {SM4.number}
    assert (added.claims_sealed[1], claims()[: len(before)]) == (SM4.number, before)


def test_papers_follow(path: Path, tmp_path: Path) -> None:
    store = FileStore(tmp_path / "papers", vault.keyring)
    kept = [store.put(f"paper {turn}".encode()) for turn in range(3)]
    another_version(path)
    assert store.old_ones() == 3
    assert list(islice(store.seal_anew(), 1)) == [1]
    assert [store.get(key) for key in kept] == [b"paper 0", b"paper 1", b"paper 2"]
    list(store.seal_anew())
    assert (store.old_ones(), [store.get(key) for key in kept]) == (0, [b"paper 0", b"paper 1", b"paper 2"])


def test_a_paper_that_is_deleted_meanwhile_is_not_brought_back(path: Path, tmp_path: Path) -> None:
    store = FileStore(tmp_path / "papers", vault.keyring)
    gone, stays = sorted(store.put(b"paper") for _turn in range(2))
    (tmp_path / "papers" / stays[:2] / stays[2:4] / stays).write_bytes(b"")  # a power cut of long ago
    another_version(path)
    real = vault.keyring.seal

    def deleting(plain: bytes, context: str) -> bytes:
        store.delete(gone)
        return real(plain, context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vault.keyring, "seal", deleting)
        list(store.seal_anew())
    assert ([kept.key for kept in store.kept()], store.old_ones()) == ([stays], 0)
    assert [each.name for each in (tmp_path / "papers").rglob("*.part")] == []
