"""Certificates of what was deleted, as files an auditor can take along."""

import os
from datetime import datetime
from pathlib import Path

FOLDER = "certificates"


def keep(data_dir: Path, made_at: datetime, content: str, digest: str) -> Path:
    """Write one, for the portal's own user alone; returns where."""
    folder = data_dir / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{made_at:%Y%m%dT%H%M%SZ}-{digest[:12]}.json"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(content)
    return path
