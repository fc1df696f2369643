"""Uploads never hold the last thread: one too many is answered at once, with what was typed."""

import io
from functools import partial
from pathlib import Path

import pytest
from flask import Flask, Response, request
from werkzeug.datastructures import FileStorage

from portal.adapters.file_store import FileStore
from portal.adapters.request_budget import RequestBudget
from portal.adapters.sandbox import SANDBOX
from portal.adapters.uploads import UploadRefused
from portal.cli import listening
from portal.services import kept_files
from portal.web import downloads, uploads
from tests.adapters import hostile
from tests.conftest import KEYRING


def photograph() -> FileStorage:
    return FileStorage(io.BytesIO(hostile.picture("JPEG")), "photo.jpg")


def test_there_are_fewer_seats_than_threads() -> None:
    """Several are left for pages, whatever the checker does."""
    assert uploads.SEATS + downloads.PICTURE_SEATS + 4 <= listening.THREADS


def whose(app: Flask, token: str) -> str:
    """Who sends by that link."""
    with app.test_request_context(f"/upload/{token}", method="POST"):
        request.view_args = {"token": token}
        return uploads._whose()


def test_a_third_form_of_one_person_is_refused_at_once_and_of_another_taken(app: Flask) -> None:
    one = whose(app, "one")
    with SANDBOX.place(one), SANDBOX.place(one):
        with app.test_request_context("/upload/one", method="POST"):
            request.view_args = {"token": "one"}
            with pytest.raises(UploadRefused, match="busy"):
                uploads.keep([photograph()])
        with app.test_request_context("/upload/two", method="POST"):
            request.view_args = {"token": "two"}
            assert len(uploads.keep([photograph()])) == 1


def test_who_sends_is_not_named_to_the_checker(app: Flask) -> None:
    assert "secret" not in whose(app, "secret")
    assert whose(app, "secret") != whose(app, "other")


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
    monkeypatch.setattr("portal.web.uploads.RequestBudget", partial(RequestBudget, files=2))
    with app.test_request_context():
        uploads.keep([photograph()])
        uploads.keep([photograph()])
        with pytest.raises(UploadRefused, match="too_much_at_once"):
            uploads.keep([photograph()])


@pytest.mark.parametrize(("status", "stays"), [(200, False), (422, False), (500, True), (503, True)])
def test_what_no_row_names_goes_with_the_answer_unless_its_commit_may_have_come_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, stays: bool
) -> None:
    """Where a commit's answer was lost nobody can say yet whether a row names the file; the sweep looks a day later."""
    monkeypatch.setattr(kept_files, "unnamed", set)
    own, papers = Flask(__name__), FileStore(tmp_path, KEYRING)
    uploads.init_app(own, papers)
    with own.test_request_context():
        key = uploads.keep_unread(b"a paper")
        own.process_response(Response(status=status))
    assert papers.opens(key) is stays
