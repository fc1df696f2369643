"""A doctor of a portal under test."""

from pathlib import Path

from portal.adapters.file_store import FileStore
from portal.adapters.work_calendar import load_calendar
from portal.config import Settings
from portal.doctor import Doctor
from tests.conftest import KEYRING


def a_doctor(data: Path, files: FileStore, backup_dir: Path | None = None) -> Doctor:
    """Its data folder has a key file as a first start makes it."""
    settings = Settings(data_dir=data, backup_dir=backup_dir)
    if not settings.key_path.exists():
        settings.key_path.parent.mkdir(mode=0o700)
        settings.key_path.touch(0o600)
    return Doctor(settings, KEYRING, files, load_calendar())
