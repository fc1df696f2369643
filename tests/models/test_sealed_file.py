"""A sealed file opens as it was written or not at all: changed, cut, lengthened, reordered, or brought from another."""

import io
import os
from pathlib import Path

import pytest

from portal.models.crypto import Keyring, SealBroken
from portal.models.sealed_file import _HEAD, _SEAL_BYTES, CHUNK, SealedFile, destroy_key, opened, write
from portal.models.suites import AES, SM4, Suite

PLACE = "paper:a"
STRIDE = CHUNK + _SEAL_BYTES
LENGTHS = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7)


def written(content: bytes, keyring: Keyring, context: str = PLACE) -> bytearray:
    file = io.BytesIO()
    write(file, io.BytesIO(content), keyring, context)
    return bytearray(file.getvalue())


def read(sealed: bytes, keyring: Keyring, context: str = PLACE) -> bytes:
    with opened(io.BytesIO(sealed), keyring, context) as file:
        return file.read()


@pytest.mark.parametrize("suite", [AES, SM4], ids=["aes", "sm4"])
def test_content_comes_back_whole_and_from_any_place(suite: Suite) -> None:
    keyring = Keyring(os.urandom(32), suite)
    for length in LENGTHS:
        content = os.urandom(length)
        sealed = written(content, keyring)
        assert read(sealed, keyring) == content
        with opened(io.BytesIO(sealed), keyring, PLACE) as file:
            for begin, size in ((0, 10), (CHUNK - 3, 6), (length, 5), (length // 2, None), (2 * CHUNK, 2 * CHUNK)):
                assert file.seek(begin) == begin
                assert file.read(size) == content[begin:][:size]
            assert file.seek(-1, io.SEEK_END) == max(0, length - 1)
            assert file.read() == content[-1:]


def test_what_is_not_as_it_was_written_does_not_open() -> None:
    keyring, other = Keyring(os.urandom(32)), Keyring(os.urandom(32))
    content = os.urandom(3 * CHUNK + 7)
    sealed, second = written(content, keyring), written(content, keyring)
    harmed = {
        "a strange key": (sealed, other, PLACE),
        "another's place": (sealed, keyring, "paper:b"),
        "nothing": (b"", keyring, PLACE),
        "only the format": (sealed[:1], keyring, PLACE),
        "an unknown format": (b"\x09" + sealed[1:], keyring, PLACE),
        "cut in a chunk": (sealed[:-1], keyring, PLACE),
        "cut between chunks": (sealed[: _HEAD + 2 * STRIDE], keyring, PLACE),
        "longer": (sealed + b"\0", keyring, PLACE),
        "its chunks in another order": (
            sealed[:_HEAD] + sealed[_HEAD + STRIDE : _HEAD + 2 * STRIDE] + sealed[_HEAD : _HEAD + STRIDE]
            + sealed[_HEAD + 2 * STRIDE :], keyring, PLACE,
        ),
        "a chunk twice": (
            sealed[: _HEAD + STRIDE] + sealed[_HEAD : _HEAD + STRIDE] + sealed[_HEAD + 2 * STRIDE :], keyring, PLACE,
        ),
        "a chunk of another": (
            sealed[: _HEAD + STRIDE] + second[_HEAD + STRIDE : _HEAD + 2 * STRIDE] + sealed[_HEAD + 2 * STRIDE :],
            keyring, PLACE,
        ),
        "the head of another": (second[:_HEAD] + sealed[_HEAD:], keyring, PLACE),
    }  # fmt: skip
    for place in (1, 2, 3, 20, _HEAD - 1, _HEAD, _HEAD + 5, _HEAD + STRIDE - 1, len(sealed) - 1):
        flipped = bytearray(sealed)
        flipped[place] ^= 1
        harmed[f"byte {place}"] = (flipped, keyring, PLACE)
    for name, (found, by, context) in harmed.items():
        with pytest.raises(SealBroken):
            pytest.fail(f"{name}: {len(read(bytes(found), by, context))} bytes opened")


def test_the_formats_before_open_as_well() -> None:
    keyring = Keyring(os.urandom(32))
    assert read(keyring.seal(b"of an early release", PLACE), keyring) == b"of an early release"


@pytest.mark.parametrize("is_early", [False, True], ids=["now", "of an early release"])
def test_without_its_key_nothing_of_it_opens(is_early: bool) -> None:
    keyring = Keyring(os.urandom(32))
    content = os.urandom(CHUNK + 1)
    sealed = bytearray(keyring.seal(content, PLACE)) if is_early else written(content, keyring)
    before = bytes(sealed)
    file = io.BytesIO(sealed)
    destroy_key(file)
    assert file.getvalue()[_HEAD:] == before[_HEAD:]
    assert not any(file.getvalue()[:_HEAD])
    with pytest.raises(SealBroken):
        read(file.getvalue(), keyring)


def test_a_chunk_at_a_time_is_in_memory(tmp_path: Path) -> None:
    keyring = Keyring(os.urandom(32))
    path = tmp_path / "paper"
    with path.open("wb") as file:
        write(file, io.BytesIO(bytes(40 * CHUNK)), keyring, PLACE)
    with opened(path.open("rb"), keyring, PLACE) as reading:
        assert isinstance(reading, SealedFile)
        while part := reading.read(1000):
            assert len(part) <= 1000
            assert len(reading._chunk) <= CHUNK
