"""What a fax server drops comes into the tray once, when it is whole; what cannot be read is set aside with why."""

import io
import os
from collections.abc import Iterator
from datetime import timedelta
from errno import ENOSPC
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from portal.adapters import previews
from portal.adapters.fax_files import tiff_pages
from portal.adapters.file_store import FileStore
from portal.adapters.sandbox import SANDBOX, CheckerUnavailable
from portal.adapters.uploads import UploadLimits
from portal.domain.faxes import FaxState, FaxTrouble
from portal.domain.portal_events import PortalEventKind
from portal.fax_taking import FaxTaker
from portal.fax_watch import NOTED_EVERY, PATIENCE, QUIET, FaxWatcher
from portal.models import Fax, PortalEvent, db
from portal.models.sealed import vault
from portal.services import faxes as tray
from portal.services import kept_files
from tests import faxes
from tests.web.living import LivingPortal, StoppedClock


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Dropping:
    """A folder, and a watcher that looks at it as often as a test says."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock, self.wall = folder / "drop", Clock(), StoppedClock()
        self.folder.mkdir()
        self.files = FileStore(folder / "papers", vault.keyring)
        self.watcher = self.another()

    def another(self) -> FaxWatcher:
        """One that has seen nothing yet."""
        taker = FaxTaker(self.files, UploadLimits(), self.wall)
        return FaxWatcher(taker, {"wenshang": self.folder}, monotonic=self.clock)

    def drop(self, name: str, content: bytes) -> Path:
        """As a server moves a file into place."""
        path = self.folder / name
        path.write_bytes(content)
        return path

    def look(self, after: float = QUIET) -> int:
        """Look, let time pass, look again."""
        gone = self.watcher.look()
        self.clock.now += after
        return gone + self.watcher.look()


@pytest.fixture
def dropping(living: LivingPortal, tmp_path: Path) -> Iterator[Dropping]:
    living.renew()
    with living.app.app_context():
        yield Dropping(tmp_path)


def in_tray() -> list[Fax]:
    return list(db.session.scalars(select(Fax).order_by(Fax.id)))


@pytest.mark.parametrize("resolution", faxes.RESOLUTIONS, ids=str)
def test_a_page_of_every_resolution_is_upright_and_true_in_height(
    dropping: Dropping, resolution: tuple[int, int]
) -> None:
    coding = "group3" if resolution[1] == 196 else "group4"
    dropping.drop("fax00001.tif", faxes.tiff([faxes.sheet(5, resolution)], resolution, coding))
    assert dropping.look() == 1
    [fax] = in_tray()
    [page] = fax.pages
    assert (fax.state, fax.name, fax.sender, page.is_blank) == (FaxState.WAITING, "fax00001.tif", faxes.SENDER, False)
    png = previews.page_png(dropping.files.get(page.file_key), "application/pdf", 1, 827)
    left, top, right, bottom = _ink(png, (0, 0.2))
    assert (right - left) / (bottom - top) == pytest.approx(1, abs=0.04)
    assert _ink(png, (0, 0))[1] < 160 < top  # its bars are on top


def _ink(png: bytes, corner: tuple[float, float]) -> tuple[int, int, int, int]:
    """The box of what is dark below and right of a corner, in parts of the page."""
    shown = Image.open(io.BytesIO(png)).convert("L")
    x, y = round(corner[0] * shown.width), round(corner[1] * shown.height)
    box = shown.crop((x, y, *shown.size)).point(lambda value: 255 * (value < 140)).getbbox()
    assert box is not None
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


def test_a_file_is_taken_once_it_is_whole_and_quiet(dropping: Dropping) -> None:
    whole = faxes.fax(3, 3)
    path = dropping.folder / "fax.tif"
    with path.open("wb") as file:
        for end in (0, 100, len(whole) // 2, len(whole) - 40):
            file.write(whole[file.tell() : end])
            file.flush()
            assert dropping.look() == 0
        file.write(whole[file.tell() :])
    dropping.watcher.look()
    assert in_tray() == []  # it has just changed
    dropping.clock.now += QUIET
    assert (dropping.watcher.look(), path.exists(), len(in_tray()[0].pages)) == (1, False, 3)


@pytest.mark.parametrize(("hours", "believed"), [(72, True), (29 * 24, True), (31 * 24, False), (-1, False)], ids=str)
def test_it_came_when_its_file_was_written_and_not_when_it_was_taken(
    dropping: Dropping, hours: int, believed: bool
) -> None:
    """Over a weekend nobody may have watched; a time to come, or of long ago, is that of a clock nobody set."""
    written = dropping.wall.now - timedelta(hours=hours)
    path = dropping.drop("fax.tif", b"a letter")  # set aside, which is quicker, and comes by the same clock
    os.utime(path, (written.timestamp(), written.timestamp()))
    assert dropping.look(PATIENCE) == 1
    assert in_tray()[0].came_at == (written if believed else dropping.wall.now)


def test_a_file_that_holds_dots_of_no_page_yet_is_not_taken(dropping: Dropping) -> None:
    """Between two pages its chain is in order: only what lies behind it tells that there is more to come."""
    path = dropping.drop("fax.tif", faxes.fax(3) + bytes(500))
    assert dropping.look() == 0
    path.write_bytes(faxes.fax(3, 2))
    assert dropping.look() == 1
    assert [len(fax.pages) for fax in in_tray()] == [2]


def test_what_a_server_holds_or_hides_is_left(dropping: Dropping) -> None:
    dropping.drop(".hidden.tif", faxes.fax(1))
    (dropping.folder / "aside").mkdir()
    held = dropping.drop("fax.tif", faxes.fax(2))
    with held.open("rb") as file:
        flock(file, LOCK_EX)
        assert (dropping.look(), in_tray()) == (0, [])
    assert dropping.look() == 1
    assert {path.name for path in dropping.folder.iterdir()} == {".hidden.tif", "aside"}


def test_what_stays_unfinished_is_set_aside_with_the_pages_that_came(dropping: Dropping) -> None:
    dropping.drop("fax.tif", faxes.fax(7, 2)[:-1200])
    assert dropping.look() == 0
    assert dropping.look(PATIENCE) == 1
    aside, good = in_tray()
    assert (aside.state, aside.trouble, aside.pages) == (FaxState.SET_ASIDE, FaxTrouble.UNFINISHED, [])
    assert dropping.files.get(aside.original_key or "") == faxes.fax(7, 2)[:-1200]
    assert (good.state, len(good.pages)) == (FaxState.WAITING, 1)


@pytest.mark.parametrize("which", range(5))
def test_what_cannot_be_read_is_set_aside_as_it_came(dropping: Dropping, which: int) -> None:
    content, trouble = list(faxes.spoilt(9))[which]
    dropping.drop("fax.tif", content)
    assert dropping.look(PATIENCE) == 1
    [fax] = in_tray()
    assert (fax.state, fax.trouble) == (FaxState.SET_ASIDE, FaxTrouble(trouble))
    assert dropping.files.get(fax.original_key or "") == content
    events = [each.kind for each in db.session.scalars(select(PortalEvent))]
    assert events == [PortalEventKind.FAX_SET_ASIDE]


def test_one_damaged_page_spoils_no_other(dropping: Dropping) -> None:
    content = bytearray(faxes.tiff([faxes.sheet(1), faxes.sheet(2), faxes.sheet(3)], coding="group3"))
    begin = tiff_pages(bytes(content)).begin
    content[begin[1] + 2 : begin[1] + 10] = bytes(8)  # the second page does not say how wide it is
    dropping.drop("fax.tif", bytes(content))
    assert dropping.look(PATIENCE) == 1
    aside, good = in_tray()
    assert (aside.trouble, len(good.pages), good.state) == (FaxTrouble.DAMAGED, 2, FaxState.WAITING)


def test_a_blank_back_is_marked(dropping: Dropping) -> None:
    dropping.drop("fax.tif", faxes.tiff([faxes.sheet(4), faxes.blank(), faxes.sheet(5)]))
    assert dropping.look() == 1
    assert [page.is_blank for page in in_tray()[0].pages] == [False, True, False]


def test_the_same_file_again_is_cleared_away_and_another_of_its_name_taken(dropping: Dropping) -> None:
    dropping.drop("fax.tif", faxes.fax(1))
    dropping.look()
    dropping.drop("fax.tif", faxes.fax(1))  # as after a power cut that undid its removal
    assert (dropping.look(), len(in_tray()), list(dropping.folder.iterdir())) == (1, 1, [])
    dropping.drop("fax.tif", faxes.fax(2))
    dropping.drop("other.tif", faxes.fax(1))
    assert (dropping.look(), len(in_tray())) == (2, 3)


def test_a_name_of_windows_is_taken_as_it_reads_there(dropping: Dropping) -> None:
    """In GB 18030, which is no UTF-8: what cannot be written into a row ended the watcher, at every start anew."""
    for number in (b"1", b"\xff"):
        path = os.fsencode(dropping.folder) + b"/" + "传真".encode("gb18030") + number + b".tif"
        Path(os.fsdecode(path)).write_bytes(b"a letter")
    dropping.drop("later.tif", b"a letter")
    assert (dropping.look(PATIENCE), list(dropping.folder.iterdir())) == (3, [])
    assert {fax.name for fax in in_tray()} == {"传真1.tif", r"传真\xff.tif", "later.tif"}


@pytest.mark.parametrize(
    ("owner", "name"), [(FileStore, "put"), (tray, "take"), (Path, "unlink")], ids=["kept", "row", "cleared"]
)
def test_killed_before_its_next_step_it_is_there_once(
    dropping: Dropping, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    def killed(*_whatever: object, **_more: object) -> None:
        raise KeyboardInterrupt

    path = dropping.drop("fax.tif", faxes.fax(1, 2))
    dropping.watcher.look()
    dropping.clock.now += QUIET
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, killed)
        with pytest.raises(KeyboardInterrupt):
            dropping.watcher.look()
    db.session.rollback()
    dropping.watcher = dropping.another()
    assert (path.exists(), dropping.look(), path.exists()) == (True, 1, False)
    [fax] = in_tray()
    assert (fax.name, len(fax.pages)) == ("fax.tif", 2)
    assert {each.key for each in dropping.files.kept()} >= kept_files.all_named()


def test_of_a_fax_that_does_not_fit_nothing_is_left_behind(dropping: Dropping, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is tried again every second: what it left each time filled the rest of the disk."""
    put = FileStore.put

    def full(store: FileStore, content: bytes) -> str:
        if list(store.kept()):
            raise OSError(ENOSPC, "no space left on device")
        return put(store, content)

    path = dropping.drop("fax.tif", faxes.fax(1, 2))
    with monkeypatch.context() as patch:
        patch.setattr(FileStore, "put", full)
        assert (dropping.look(), path.exists(), list(dropping.files.kept())) == (0, True, [])
    assert (dropping.look(), len(in_tray()[0].pages), len(list(dropping.files.kept()))) == (1, 2, 2)


def test_no_file_is_lost_where_the_checker_is_away(dropping: Dropping, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_whatever: object) -> None:
        raise CheckerUnavailable

    path = dropping.drop("fax.tif", faxes.fax(1))
    with monkeypatch.context() as patch:
        patch.setattr(SANDBOX, "run", away)
        assert (dropping.look(), path.exists(), in_tray()) == (0, True, [])
    assert dropping.look() == 1


def test_a_folder_that_cannot_be_read_holds_up_no_other_and_is_not_called_watched(
    dropping: Dropping, caplog: pytest.LogCaptureFixture
) -> None:
    lost = dropping.folder.with_name("lost")
    dropping.watcher.folders = {"fushun": lost, "wenshang": dropping.folder}
    lost.write_text("no folder")
    dropping.drop("fax.tif", faxes.fax(1, 1))
    assert dropping.look() == 1
    lost.unlink()
    dropping.look()
    assert (tray.watched_since().keys(), len(caplog.records)) == ({"wenshang"}, 1)
    assert str(lost) in caplog.text
    lost.mkdir()
    dropping.look(NOTED_EVERY)
    assert tray.watched_since().keys() == {"fushun", "wenshang"}
    lost.rmdir()
    dropping.look()
    assert len(caplog.records) == 2
