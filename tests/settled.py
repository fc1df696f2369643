"""What reached the disk: files and folders in the order they were synced."""

import os

import pytest


def settled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by a path whenever one is synced from now on."""
    paths: list[str] = []
    real = os.fsync

    def watched(descriptor: int) -> None:
        paths.append(os.readlink(f"/proc/self/fd/{descriptor}"))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    return paths
