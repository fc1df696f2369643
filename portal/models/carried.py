"""What a browser carries for the portal for a while, sealed: it can read nothing of it and change nothing in it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from portal.models.codecs import Typed
from portal.models.crypto import SealBroken
from portal.models.sealed import vault


class Dated(Protocol):
    """Says since when it is on its way."""

    @property
    def at(self) -> datetime:
        """The instant it was handed out."""


D = TypeVar("D", bound=Dated)


class Carried(Generic[D]):
    """Values of one type on their way by a browser; `what` names the way, and they open on no other."""

    def __init__(self, kind: type[D], what: str, kept_for: timedelta) -> None:
        self._codec, self._what, self._kept_for = Typed(kind), what, kept_for

    def handed_out(self, value: D, whose: str = "") -> str:
        """The value as text for a form; it is taken back of the same `whose` alone."""
        sealed = vault.keyring.seal(self._codec.dump(value), self._place(whose))
        return urlsafe_b64encode(sealed).decode()

    def taken_back(self, text: str, now: datetime, whose: str = "") -> D | None:
        """The value; none where it is too old, somebody else's, or no such text at all."""
        with suppress(SealBroken, ValueError):
            value = self._codec.load(vault.keyring.open(urlsafe_b64decode(text), self._place(whose)))
            return value if now - value.at <= self._kept_for else None
        return None

    def _place(self, whose: str) -> str:
        return f"{self._what} {whose}".rstrip()
