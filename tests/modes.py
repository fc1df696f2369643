"""Whether what the portal wrote is for its own user alone."""

import stat
from pathlib import Path


def open_to_others(folder: Path) -> list[str]:
    """The files and folders in it that anybody else may read, write or enter, with their modes."""
    found = sorted(folder.rglob("*"))
    assert any(each.is_file() for each in found), folder
    modes = ((each, stat.S_IMODE(each.lstat().st_mode)) for each in found)
    return [f"{each.relative_to(folder)} {mode:o}" for each, mode in modes if mode & 0o077]
