"""Pictures drawn ahead are shown for an hour, open by one filing's key alone, and are forgotten after it."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from portal.adapters.file_store import FileStore
from portal.adapters.prepared_pictures import KEPT_FOR, PictureOf, PreparedPictures
from portal.models.sealed import vault
from tests.conftest import KEYRING
from tests.people import NOW

KEY, ANOTHER_KEY = bytes(range(32)), bytes(range(1, 33))
WANTED = PictureOf("a document", 1, KEY)
PICTURE = b"a picture"


@pytest.fixture(autouse=True)
def _keyring() -> None:
    vault.use(KEYRING)


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path, KEYRING)


@pytest.fixture
def pictures(files: FileStore) -> PreparedPictures:
    made = PreparedPictures(files)
    made.prepare(WANTED, NOW, lambda: PICTURE)
    drawn_at(files, 0)
    return made


def drawn_at(files: FileStore, seconds: float) -> None:
    """So long after `NOW` each of them was drawn."""
    for kept in files.kept():
        os.utime(files._path(kept.key), (NOW.timestamp() + seconds,) * 2)


def never() -> bytes:
    raise AssertionError("it was drawn already")


def test_it_is_drawn_once_and_shown_within_its_hour(pictures: PreparedPictures) -> None:
    assert KEPT_FOR.total_seconds() == 3600
    pictures.prepare(WANTED, NOW, never)
    assert pictures.found(WANTED, NOW + KEPT_FOR) == PICTURE
    assert pictures.found(PictureOf("a document", 2, KEY), NOW) is None


def test_it_is_not_shown_after_its_hour_whether_or_not_anybody_forgot_it(pictures: PreparedPictures) -> None:
    later = NOW + KEPT_FOR + timedelta(seconds=1)
    assert pictures.found(WANTED, later) is None
    pictures.prepare(WANTED, later, lambda: b"as it is now")
    assert pictures.found(WANTED, NOW) == b"as it is now"


def test_another_filing_s_key_opens_nothing_nor_does_the_key_of_all(
    pictures: PreparedPictures, files: FileStore
) -> None:
    """Once the filing is erased there is no such key any more."""
    assert pictures.found(PictureOf("a document", 1, ANOTHER_KEY), NOW) is None
    [kept] = files.kept()
    assert PICTURE not in files.get(kept.key)


def test_another_page_s_picture_is_not_taken_for_it(pictures: PreparedPictures, files: FileStore) -> None:
    other = PictureOf("another document", 1, KEY)
    [kept] = files.kept()
    files.put_under(other.key, files.get(kept.key))
    drawn_at(files, 0)
    assert pictures.found(other, NOW) is None


def test_what_is_past_its_hour_is_forgotten_and_what_a_crash_left_of_one(
    pictures: PreparedPictures, files: FileStore
) -> None:
    [kept] = files.kept()
    half = files._path(kept.key).with_suffix(".part")
    half.write_bytes(b"half of one")
    os.utime(half, (NOW.timestamp(),) * 2)
    assert (pictures.forget(NOW + KEPT_FOR), len(list(files.kept())), half.exists()) == (0, 1, True)
    assert pictures.forget(NOW + KEPT_FOR + timedelta(seconds=1)) == 2
    assert (list(files.kept()), half.exists()) == ([], False)
