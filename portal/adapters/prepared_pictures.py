"""Pictures of pages that were drawn before anybody asks for them: kept sealed on this machine for an hour at most.

Nothing here is handed out by itself: whoever wants a picture asks the route of its page, which asks who may see it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

from portal.adapters.file_store import FileMissing, FileStore
from portal.models.crypto import SealBroken
from portal.models.sealed import token_index

KEPT_FOR = timedelta(hours=1)


class PreparedPictures:
    """One picture a page of a document, in a folder of their own that no backup takes."""

    def __init__(self, files: FileStore) -> None:
        self._files = files

    def found(self, document: str, page: int) -> bytes | None:
        """The picture of that page, if it was drawn."""
        try:
            return self._files.get(_key(document, page))
        except (FileMissing, SealBroken):  # the key that sealed it may be gone, and it is drawn again
            return None

    def prepare(self, document: str, page: int, draw: Callable[[], bytes]) -> None:
        """Draw it now, where that was not done."""
        key = _key(document, page)
        if self._files.sealed_size(key) is None:
            self._files.put_under(key, draw())

    def forget(self, now: datetime) -> None:
        """Remove what was drawn too long ago."""
        for kept in list(self._files.kept()):
            if kept.written_at < now - KEPT_FOR:
                self._files.delete(kept.key)


def _key(document: str, page: int) -> str:
    """Nobody who sees the folder knows whose page it is."""
    return sha256(token_index("picture", f"{document}:{page}").encode()).hexdigest()[:32]
