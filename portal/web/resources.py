"""Where templates, static files and migrations lie: inside an installed package, or at the top of a clone."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def resource_folder(name: str) -> Path:
    """Find a folder that the wheel carries inside the package and the clone keeps beside it."""
    for folder in (PACKAGE / name, PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise RuntimeError(f"the folder {name!r} is neither in {PACKAGE} nor beside it: the installation is not complete")
