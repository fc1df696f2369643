"""Pictures of pages that were drawn before anybody asks for them: shown for an hour at most, then forgotten.

Each is sealed under the data key of its filing, so that whatever erases the filing leaves no picture that opens.
Nothing here is handed out by itself: whoever wants a picture asks the route of its page, which asks who may see it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from portal.adapters.file_store import FileMissing, FileStore
from portal.models.crypto import SealBroken
from portal.models.sealed import token_index, vault

KEPT_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PictureOf:
    """Page `page` of a document, and the data key of the filing that has it."""

    document: str
    page: int
    data_key: bytes

    @property
    def key(self) -> str:
        """Nobody who sees the folder knows whose page it is."""
        return sha256(token_index("picture", f"{self.document}:{self.page}").encode()).hexdigest()[:32]

    @property
    def place(self) -> str:
        """What its seal is bound to."""
        return f"picture:{self.document}:{self.page}"


class PreparedPictures:
    """One picture a page of a document, in a folder of their own that no backup takes."""

    def __init__(self, files: FileStore) -> None:
        self._files = files

    def found(self, wanted: PictureOf, now: datetime) -> bytes | None:
        """The picture of that page, if it was drawn within the hour."""
        written_at = self._files.written_at(wanted.key)
        if written_at is None or _is_over(written_at, now):
            return None
        try:
            return vault.keyring.open(self._files.get(wanted.key), wanted.place, wanted.data_key)
        except (FileMissing, SealBroken):  # the key that sealed it may be gone, and it is drawn again
            return None

    def prepare(self, wanted: PictureOf, now: datetime, draw: Callable[[], bytes]) -> None:
        """Draw it now, where that was not done."""
        if self.found(wanted, now) is None:
            self._files.put_under(wanted.key, vault.keyring.seal_under(wanted.data_key, draw(), wanted.place))

    def forget(self, now: datetime) -> int:
        """Remove what was drawn too long ago; how many there were."""
        over = [kept.key for kept in self._files.kept() if _is_over(kept.written_at, now)]
        for key in over:
            self._files.delete(key)
        return len(over) + self._files.sweep_unfinished(now - KEPT_FOR)


def _is_over(written_at: datetime, now: datetime) -> bool:
    return written_at < now - KEPT_FOR
