"""A key file holds several versions: the newest seals, every other opens, and what is damaged is refused."""

import tracemalloc
from pathlib import Path

import pytest

from portal.models import key_file
from portal.models.crypto import Keyring, SealBroken, load_keyring, version_of
from portal.models.key_file import KeyFileError, MasterKeys
from portal.models.suites import SM4
from tests.settled import settled


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A key file as the first releases made it: digits alone."""
    path = tmp_path / "keys" / "portal.key"
    load_keyring(path, may_create=True)
    assert len(path.read_text().split()) == 1
    return path


def test_a_new_version_seals_and_the_old_one_opens_in_a_process_that_runs(path: Path) -> None:
    running = load_keyring(path, may_create=False)
    before, index = running.seal(b"x", "place"), running.index("person", "x")
    key_file.write(path, key_file.read(path).with_another())
    after = running.seal(b"x", "place")
    assert [version_of(before), version_of(after)] == [1, 2]
    for keyring in (running, load_keyring(path, may_create=False)):
        assert [keyring.open(each, "place") for each in (before, after)] == [b"x", b"x"]
        assert keyring.index("person", "x") == index
    key_file.write(path, key_file.read(path).without(1))
    left = load_keyring(path, may_create=False)
    assert (left.open(after, "place"), left.index("person", "x")) == (b"x", index)
    with pytest.raises(SealBroken):
        left.open(before, "place")
    assert path.stat().st_mode & 0o777 == 0o600


def test_another_process_learns_of_a_version_when_it_meets_it(path: Path) -> None:
    running, later = load_keyring(path, may_create=False), key_file.read(path).with_another()
    key_file.write(path, later)
    assert running.open(Keyring(later).seal(b"x", "place"), "place") == b"x"


def test_suites_stand_side_by_side(path: Path) -> None:
    aes, sm4 = load_keyring(path, may_create=False), load_keyring(path, may_create=False, suite=SM4)
    assert sm4.open(aes.seal(b"x", "place"), "place") == aes.open(sm4.seal(b"x", "place"), "place") == b"x"
    assert sm4.index("person", "x") == aes.index("person", "x")  # or nobody who is there would be found
    key = aes.open(aes.new_data_key("holder"), "holder")
    assert aes.open(sm4.seal_under(key, b"x", "place"), "place", key) == b"x"


def test_a_first_start_with_sm4_has_its_search_keys_by_sm3(tmp_path: Path) -> None:
    chinese = load_keyring(tmp_path / "portal.key", may_create=True, suite=SM4)
    assert key_file.read(tmp_path / "portal.key").search_suite is SM4
    assert chinese.index("person", "x") == load_keyring(tmp_path / "portal.key", may_create=False).index("person", "x")


@pytest.mark.parametrize("content", ["0 " + "ab" * 32, "256 " + "ab" * 32, "2 " + "ab" * 32, "search aes " + "ab" * 32,
                                     "1 zz", "1 2 3", "search des " + "ab" * 32 + "\n1 " + "ab" * 32])  # fmt: skip
def test_a_damaged_file_is_refused(path: Path, content: str) -> None:
    path.write_text(content)
    with pytest.raises(KeyFileError):
        key_file.read(path)


def test_a_value_that_names_no_suite_and_no_version_is_broken() -> None:
    keyring = Keyring(MasterKeys.first(bytes(32)))
    sealed = keyring.seal(b"x", "place")
    for changed in (b"", b"\x02", b"\x02\x01", b"\x03" + sealed[1:], b"\x02\x09" + sealed[2:],
                    b"\x02\x01\x07" + sealed[3:], b"\x02\x01\x00" + sealed[3:], b"\x02\x02" + sealed[2:]):  # fmt: skip
        with pytest.raises(SealBroken):
            keyring.open(changed, "place")


def test_a_key_is_on_the_disk_before_anything_is_sealed_by_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, synced = tmp_path / "portal.key", settled(monkeypatch)
    keyring = load_keyring(path, may_create=True)
    assert synced[-2:] == [str(path), str(tmp_path)]
    assert keyring.newest == 1
    key_file.write(path, key_file.read(path).with_another())
    assert synced[-2:] == [f"{path}.new", str(tmp_path)]


def test_what_is_no_key_file_is_read_no_further_than_one_can_be(path: Path) -> None:
    """A key file of 64 MB took ten times that before it was refused."""
    path.write_text("# a remark\n" * 400_000)
    tracemalloc.start()
    try:
        with pytest.raises(KeyFileError, match="too large"):
            key_file.read(path)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 1_000_000


def test_a_file_of_every_version_with_remarks_is_not_too_large(path: Path) -> None:
    keys = MasterKeys({version: bytes([version]) * 32 for version in range(1, 256)}, b"s" * 32)
    path.write_text("".join(f"# version of {2000 + each}\n" for each in range(255)) + keys.text())
    assert key_file.read(path) == keys


def test_another_key_signs_at_once_and_its_forerunner_is_kept_by_its_public_half_alone(path: Path) -> None:
    running, before = load_keyring(path, may_create=False), key_file.read(path)
    first = running.signer
    key_file.write(path, before.with_another_signer())
    assert first.public == before.signer.public
    assert (running.former_signers, running.signer.public == first.public) == ((first.public,), False)
    assert first.secret.hex() not in path.read_text()
    key_file.write(path, key_file.read(path).with_another())
    assert key_file.read(path).former == (first.public,)
    key_file.write(path, key_file.read(path).trusting_no_former())
    assert running.former_signers == ()


def test_a_new_version_of_the_master_key_signs_as_before(path: Path) -> None:
    before = key_file.read(path)
    assert before.with_another().without(1).signer == before.signer
