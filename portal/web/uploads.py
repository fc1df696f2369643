"""Files that arrive: checked and re-encoded, kept encrypted on disk, and only then named by a row."""

import hashlib
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from flask import Flask, Response, current_app, g, request
from werkzeug.datastructures import FileStorage

from portal.adapters import uploads
from portal.adapters.file_store import FileMissing, FileStore
from portal.adapters.request_budget import RequestBudget
from portal.adapters.sandbox import SANDBOX, CheckerFull, CheckerUnavailable
from portal.adapters.uploads import CheckedFile, UploadRefused
from portal.config import Settings
from portal.services import kept_files
from portal.services.documents import StoredFile
from portal.web.guards import current_actor
from portal.web.language import gettext

_KEPT = "portal_papers_kept"
_BUDGET = "portal_upload_budget"

SEATS = 4
"""Requests of one process whose files are checked or wait: with those for pictures (`portal.web.downloads`) fewer than
its threads, so that pages always find one."""
_SEATS = threading.BoundedSemaphore(SEATS)


def store() -> FileStore:
    """The folder of sealed papers."""
    kept: FileStore = current_app.extensions["portal_papers"]
    return kept


def keep(files: Iterable[FileStorage]) -> list[StoredFile]:
    """Check all files first, then keep them; raises `UploadRefused` before anything is stored."""
    return [_kept(file) for file in checked(files)]


def checked(files: Iterable[FileStorage]) -> list[CheckedFile]:
    """What would be kept of these; raises `UploadRefused`. A page that comes back for something else says that too."""
    settings: Settings = current_app.config["PORTAL_SETTINGS"]
    limits = uploads.UploadLimits(max_bytes=settings.max_upload_bytes)
    chosen = [file for file in files if file.filename]
    read = [(cast(BinaryIO, file.stream), file.filename or "") for file in chosen]
    if not read:
        return []
    budget = g.setdefault(_BUDGET, RequestBudget(whose=_whose()))
    try:
        with seat(), SANDBOX.place(budget.whose):
            return uploads.check_all(read, limits, budget)
    except CheckerFull as full:
        raise UploadRefused("busy", {"name": uploads.shown_name(read[0][1])}) from full
    except CheckerUnavailable as fault:
        raise UploadRefused("checker_unavailable", {"name": uploads.shown_name(read[0][1])}) from fault


@contextmanager
def seat(seats: threading.BoundedSemaphore = _SEATS) -> Iterator[None]:
    """One of this process's; raises `CheckerFull` at once where all are taken."""
    if not seats.acquire(blocking=False):
        raise CheckerFull
    try:
        yield
    finally:
        seats.release()


def _whose() -> str:
    """Who sends: the account, or the link that was given to whoever has none; told apart and not named."""
    account = current_actor().user_id
    sender = f"account {account}" if account is not None else f"link {(request.view_args or {}).get('token')}"
    return hashlib.sha256(sender.encode()).hexdigest()


def _kept(file: CheckedFile) -> StoredFile:
    key = _noted(store().put(file.content))
    return StoredFile(key, file.media_type, len(file.content), file.pages, file.sha256)


def keep_composed(content: bytes, pages: int) -> StoredFile:
    """Keep a PDF of our own making of pages that were checked when they came."""
    key = _noted(store().put(content))
    return StoredFile(key, "application/pdf", len(content), pages, hashlib.sha256(content).hexdigest())


def keep_unread(content: bytes) -> str:
    """Keep what the worker reads later, as it came; returns its key."""
    return _noted(store().put(content))


def copied(key: str) -> str | None:
    """Keep a file once more for another filing; returns the key of the copy, None when the file is gone."""
    try:
        return _noted(store().copy(key))
    except FileMissing:
        return None


def _noted(key: str) -> str:
    g.setdefault(_KEPT, []).append(key)
    return key


def init_app(app: Flask, files: FileStore) -> None:
    """Give the application its folder; what a request kept and no row came to name is gone when it is answered.

    Not after a failure of ours: where a commit's answer was lost, nobody can say yet whether a row names the file. The
    worker's sweep looks again a day later.
    """
    app.extensions["portal_papers"] = files

    @app.after_request
    def drop_what_no_row_names(response: Response) -> Response:
        keys = g.pop(_KEPT, [])
        if keys and response.status_code < 500:
            for key in kept_files.unnamed(keys):
                files.delete(key)
        return response


def refusal_sentence(refused: UploadRefused) -> str:
    """Why a file was not taken, and every other one beside it, in the language of the page."""
    every = (refused, *refused.others)
    return " ".join(str(gettext(uploads.SENTENCES[each.code], **each.values)) for each in every)
