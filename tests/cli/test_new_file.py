"""What a command writes for the operator is new, theirs alone and whole, or it is not there."""

import os
import stat
from pathlib import Path

import pytest

from portal.cli.new_file import new_file
from portal.cli.runtime import CommandFault


def test_it_is_there_once_it_is_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with new_file(tmp_path / "made") as file:
            file.write(b"whole")
    finally:
        os.umask(before)
    assert (tmp_path / "made").read_bytes() == b"whole"
    assert stat.S_IMODE((tmp_path / "made").stat().st_mode) == 0o600


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), ZeroDivisionError(), KeyboardInterrupt()])
def test_what_the_block_does_not_finish_goes_again(tmp_path: Path, fault: BaseException) -> None:
    def half_way() -> None:
        with new_file(tmp_path / "made") as file:
            file.write(b"half")
            raise fault

    with pytest.raises(CommandFault if isinstance(fault, OSError) else type(fault)):
        half_way()
    assert list(tmp_path.iterdir()) == []


def test_what_stands_there_stays(tmp_path: Path) -> None:
    (tmp_path / "made").write_bytes(b"kept")
    with pytest.raises(CommandFault, match="已经有文件"), new_file(tmp_path / "made"):
        pass
    with pytest.raises(CommandFault, match="写不了文件"), new_file(tmp_path / "nowhere" / "made"):
        pass
    assert (tmp_path / "made").read_bytes() == b"kept"
