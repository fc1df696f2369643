"""Files that arrive: checked and re-encoded, kept encrypted on disk, and only then named by a row."""

from collections.abc import Iterable
from typing import BinaryIO, cast

from flask import current_app
from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from portal.adapters import uploads
from portal.adapters.paper_store import PaperStore
from portal.adapters.uploads import UploadRefused
from portal.config import Settings
from portal.services.documents import StoredPaper


def store() -> PaperStore:
    """The folder of sealed papers."""
    kept: PaperStore = current_app.extensions["portal_papers"]
    return kept


def keep(files: Iterable[FileStorage]) -> list[StoredPaper]:
    """Check all files first, then keep them; raises `UploadRefused` before anything is stored."""
    settings: Settings = current_app.config["PORTAL_SETTINGS"]
    limits = uploads.Limits(max_bytes=settings.max_upload_bytes)
    chosen = [file for file in files if file.filename]
    checked = [uploads.check(cast(BinaryIO, file.stream), file.filename or "", limits) for file in chosen]
    return [
        StoredPaper(store().put(paper.content), paper.media_type, len(paper.content), paper.pages, paper.sha256)
        for paper in checked
    ]


def refusal_sentence(refused: UploadRefused) -> str:
    """Why a file was not taken, in the language of the page."""
    return str(gettext(uploads.SENTENCES[refused.code], **refused.values))
