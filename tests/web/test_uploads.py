"""Uploads never hold the last thread: one too many is answered at once, with what was typed."""

import io

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage

from portal.adapters.uploads import UploadRefused
from portal.cli import listening
from portal.web import uploads
from tests.adapters import hostile


def photograph() -> FileStorage:
    return FileStorage(io.BytesIO(hostile.picture("JPEG")), "photo.jpg")


def test_there_are_fewer_seats_than_threads() -> None:
    assert uploads.SEATS < listening.THREADS


def test_upload_beyond_the_seats_is_told_so_at_once_and_seats_are_given_back(app: Flask) -> None:
    with app.test_request_context():
        for _ in range(uploads.SEATS):
            assert uploads._SEATS.acquire(blocking=False)
        try:
            with pytest.raises(UploadRefused, match="busy"):
                uploads.keep([photograph()])
            assert uploads.keep([]) == []
        finally:
            for _ in range(uploads.SEATS):
                uploads._SEATS.release()
        for _ in range(uploads.SEATS + 1):
            assert len(uploads.keep([photograph()])) == 1


def test_a_request_has_one_budget_for_all_its_fields(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.web.uploads.RequestBudget", lambda: uploads_budget)
    from portal.adapters.request_budget import RequestBudget

    uploads_budget = RequestBudget(files=2)
    with app.test_request_context():
        uploads.keep([photograph()])
        uploads.keep([photograph()])
        with pytest.raises(UploadRefused, match="too_much_at_once"):
            uploads.keep([photograph()])
