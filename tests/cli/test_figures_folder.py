"""The folder of figures: cleared by whoever starts next when nobody lives who writes there, and never before."""

import fcntl
import os
import signal
import tempfile
from pathlib import Path

import pytest

from portal.cli import figures_folder
from portal.cli.figures_folder import PREFIX
from tests.processes import until


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_is_gone_with_the_block(temporary: Path) -> None:
    with figures_folder.figures_folder() as folder:
        (folder / "counter_1.db").write_bytes(b"x")
        assert (list(temporary.iterdir()), folder.stat().st_mode & 0o777) == ([folder], 0o700)
    assert list(temporary.iterdir()) == []


def test_one_that_was_left_is_cleared_and_anothers_stays(temporary: Path) -> None:
    left = temporary / f"{PREFIX}left"
    left.mkdir()
    (left / "counter_1.db").write_bytes(b"x")
    with figures_folder.figures_folder() as lasting, figures_folder.figures_folder() as later:
        assert sorted(temporary.iterdir()) == sorted([lasting, later])


def test_it_stays_while_a_process_lives_that_was_forked_from_its_owner(temporary: Path) -> None:
    """The parent was killed; those who count end a little later."""
    (came, says) = os.pipe()
    owner = os.fork()
    if owner == 0:
        lasting = figures_folder.figures_folder()
        lasting.__enter__()
        writer = os.fork()
        if writer == 0:
            signal.pause()
        os.write(says, f"{writer}\n".encode())
        os._exit(0)
    os.close(says)
    with os.fdopen(came) as lines:
        writer = int(lines.readline())
        os.waitpid(owner, 0)
        [folder] = temporary.iterdir()
        with figures_folder.figures_folder() as mine:
            assert sorted(temporary.iterdir()) == sorted([folder, mine])
        os.kill(writer, signal.SIGKILL)
    until(_all_others_cleared, "the folder cleared")


def _all_others_cleared() -> bool:
    with figures_folder.figures_folder() as mine:
        return list(mine.parent.iterdir()) == [mine]


def test_what_only_has_such_a_name_is_left_alone(temporary: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "kept").write_bytes(b"x")
    (temporary / f"{PREFIX}link").symlink_to(elsewhere)
    (temporary / f"{PREFIX}file").write_bytes(b"x")
    with figures_folder.figures_folder():
        pass
    assert sorted(path.name for path in temporary.iterdir()) == [f"{PREFIX}file", f"{PREFIX}link"]
    assert (elsewhere / "kept").exists()


def test_one_that_was_cleared_before_it_was_locked_is_made_again(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another server starts at the same moment and takes the new folder for a left one."""
    made, lock = [], fcntl.flock

    def clear_first(file: int, how: int) -> None:
        if not made:
            made.extend(temporary.iterdir())
            made[0].rmdir()
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", clear_first)
    with figures_folder.figures_folder() as folder:
        assert (list(temporary.iterdir()), made == [folder]) == ([folder], False)
