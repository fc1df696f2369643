"""One file of a fax server into the tray: kept page by page where a part of it is broken, or set aside with why."""

import hashlib
import io
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from portal.adapters import fax_files, kept_pages, uploads
from portal.adapters.fax_files import Completeness
from portal.adapters.file_store import FileStore
from portal.adapters.previews import CannotShow
from portal.adapters.uploads import UploadLimits, UploadRefused
from portal.domain.actor import SYSTEM, Context
from portal.domain.faxes import FaxTrouble, came_at
from portal.models import db
from portal.services import faxes
from portal.services.faxes import ArrivedFax, KeptOriginal, KeptPart

NOT_OF_THE_FILE = ("busy", "checker_unavailable", "too_much_at_once")
TROUBLES: Mapping[str, FaxTrouble] = {
    "empty": FaxTrouble.UNFINISHED,
    "too_big": FaxTrouble.TOO_BIG,
    "too_many_pages": FaxTrouble.TOO_LONG,
    "too_long": FaxTrouble.TOO_LONG,
    "encrypted_pdf": FaxTrouble.LOCKED,
    "unsupported_type": FaxTrouble.OTHER_KIND,
    "office_file": FaxTrouble.OTHER_KIND,
    "other_picture": FaxTrouble.OTHER_KIND,
    "too_complex": FaxTrouble.TOO_COMPLEX,
    "scan_too_fine": FaxTrouble.TOO_COMPLEX,
}
"""Of what an upload is refused for; all else is damage."""


class NotNow(Exception):
    """The file may be sound, and cannot be looked at just now: it stays where it is."""


@dataclass(frozen=True, slots=True)
class _Page:
    """One page as it is to be kept."""

    content: bytes
    is_blank: bool


def _legible(name: str) -> str:
    """A file's name as a row and a page take it: one that is no UTF-8 is of a program of Windows, in GB 18030."""
    raw = os.fsencode(name)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "backslashreplace")  # two that are not one stay two


@dataclass(frozen=True, slots=True)
class FaxTaker:
    """Takes one file into the tray of a county."""

    files: FileStore
    limits: UploadLimits
    clock: Callable[[], datetime]

    def take(self, county: str, name: str, file: io.BufferedReader, last_written: float | None = None) -> bool:
        """Keep what can be read of it, or set it aside with why; False where it was known. Raises `NotNow`.

        It came when its file was last written to, in seconds since 1970, and not when somebody got round to taking it;
        what lies in no folder comes now.
        """
        name = _legible(name)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        content = file.read(self.limits.max_bytes + 1)
        sender = fax_files.tiff_pages(content).sender if fax_files.is_tiff(content) else ""
        arrived = ArrivedFax(county, name, digest, sender, self._came_at(last_written))
        if faxes.is_known(arrived):
            return False
        db.session.rollback()  # checking takes its time, and nothing slow stands inside a transaction
        pages, trouble = self._read(name, content)
        file.seek(0)
        parts, aside = self._kept(pages, file, trouble)
        is_new = faxes.take(Context(SYSTEM, self.clock()), arrived, parts, aside)
        if not is_new:
            for key in [part.file_key for part in parts] + ([aside.file_key] if aside else []):
                self.files.delete(key)
        return is_new

    def _came_at(self, last_written: float | None) -> datetime:
        now = self.clock()
        return now if last_written is None else came_at(last_written, now)

    def _kept(
        self, pages: Sequence[_Page], original: io.BufferedReader, trouble: FaxTrouble | None
    ) -> tuple[list[KeptPart], KeptOriginal | None]:
        """On disk before any row names them: a file for each page, for pages of one fax go to several people, and each
        goes when its filing does. Where they do not all fit none stays, for they are kept anew a moment later."""
        keys: list[str] = []
        try:
            for page in pages:
                keys.append(self.files.put(page.content))
            aside = KeptOriginal(self.files.put_from(original), trouble) if trouble is not None else None
        except OSError:
            for key in keys:
                self.files.delete(key)
            raise
        parts = [KeptPart(key, 1, [1] * page.is_blank) for key, page in zip(keys, pages, strict=True)]
        return parts, aside

    def _read(self, name: str, content: bytes) -> tuple[list[_Page], FaxTrouble | None]:
        """What can be read of it, and what is wrong with the rest."""
        if fax_files.completeness(content) is Completeness.CUT and len(content) <= self.limits.max_bytes:
            return self._page_by_page(name, content), FaxTrouble.UNFINISHED
        try:
            pages = self._pages(name, content)
        except UploadRefused as refused:
            trouble = TROUBLES.get(refused.code, FaxTrouble.DAMAGED)
            return (self._page_by_page(name, content) if trouble is FaxTrouble.DAMAGED else []), trouble
        if all(page.is_blank for page in pages):
            return [], FaxTrouble.BLANK
        return pages, None

    def _page_by_page(self, name: str, content: bytes) -> list[_Page]:
        """The pages of a damaged TIFF that are sound by themselves: a line that broke off spoils only the last."""
        if not fax_files.is_tiff(content):
            return []
        pages = []
        for begin in fax_files.tiff_pages(content).begin[: self.limits.max_pages]:
            with suppress(UploadRefused):
                pages += self._pages(name, fax_files.single_page(content, begin))
        return pages

    def _pages(self, name: str, content: bytes) -> list[_Page]:
        try:
            made = uploads.check(io.BytesIO(content), name, self.limits)
            if made.media_type != "application/pdf":
                raise UploadRefused("other_picture", {})
            blank = kept_pages.blank_numbers(made.content)
            numbers = range(1, blank.pages + 1)
            return [_Page(kept_pages.page_of(made.content, number), number in blank.numbers) for number in numbers]
        except UploadRefused as refused:
            if refused.code in NOT_OF_THE_FILE:
                raise NotNow from refused
            raise
        except CannotShow as fault:
            raise NotNow from fault
