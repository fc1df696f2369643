"""A certificate, which proves a filing without the portal: what it says, and the signed text it travels as.

`<key id>.<content>.<signature>`, each but the key id in base64url without padding: short enough for a QR. The signature
is over what it is for, the key id and the content as they stand in the text, so that none counts for another.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date, datetime

from portal.domain.vocabulary import FilingType

FILING, ENDED = "filing-certificate-1", "filing-certificates-ended-1"
"""What a signature is for."""
LONGEST_TEXT = 4096
_NEVER = ""


class NoCertificate(ValueError):
    """The text is not one of ours; nothing is values of who made it."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What it says; the person only as whoever knows them recognises them."""

    uid: str  # on the list of those that ended; says nothing of the filing's number
    number: str
    county: str
    place: str
    place_name: str
    filing_type: FilingType
    begins_on: date
    ends_on: date | None
    name_masked: str
    id_tail: str
    issued_on: date

    def content(self) -> bytes:
        """As it is signed."""
        return _dumped([_day_text(each) if isinstance(each, date) else each or _NEVER for each in astuple(self)])

    @classmethod
    def read(cls, content: bytes) -> "Certificate":
        """The other way; raises `NoCertificate`."""
        try:
            uid, number, county, place, place_name, kind, begins, ends, name, tail, issued = _strings(content)
            ends_on = date.fromisoformat(ends) if ends else None
            begins_on, issued_on = date.fromisoformat(begins), date.fromisoformat(issued)
            words = (uid, number, county, place, place_name, FilingType(kind))
            return cls(*words, begins_on, ends_on, name, tail, issued_on)
        except ValueError as fault:
            raise NoCertificate from fault


@dataclass(frozen=True, slots=True)
class EndedList:
    """Certificates that no longer say what is so: until which day each counted, none for one that never did."""

    listed_at: datetime
    fresh_until: datetime
    last_days: Mapping[str, date | None]

    def content(self) -> bytes:
        """As it is signed."""
        days = {uid: _day_text(day) if day else _NEVER for uid, day in sorted(self.last_days.items())}
        return _dumped(
            {"listed_at": _instant(self.listed_at), "fresh_until": _instant(self.fresh_until), "ended": days}
        )

    @classmethod
    def read(cls, content: bytes) -> "EndedList":
        """The other way; raises `NoCertificate`."""
        try:
            listed = json.loads(content)
            days = {str(uid): date.fromisoformat(day) if day else None for uid, day in listed["ended"].items()}
            listed_at, fresh_until = (datetime.fromisoformat(listed[name]) for name in ("listed_at", "fresh_until"))
            if listed_at.tzinfo is None or fresh_until.tzinfo is None:
                raise ValueError
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise NoCertificate from fault
        return cls(listed_at, fresh_until, days)


@dataclass(frozen=True, slots=True)
class SignedText:
    """A signed text taken apart; whether the signature is right is not known yet."""

    key_id: str
    content: bytes
    signature: bytes

    @property
    def text(self) -> str:
        """As it travels."""
        return f"{self.key_id}.{_encoded(self.content)}.{_encoded(self.signature)}"

    @classmethod
    def read(cls, text: str) -> "SignedText":
        """Of a text, or of the address in a QR; blanks and line ends that copying brings do not count.

        Raises `NoCertificate`, also for what decodes to the same and is written otherwise.
        """
        bare = "".join(text.split()).rpartition("#")[2]
        parts = bare.split(".")
        if len(parts) != 3 or not parts[0]:
            raise NoCertificate
        try:
            read = cls(parts[0], _decoded(parts[1]), _decoded(parts[2]))
        except (binascii.Error, ValueError) as fault:
            raise NoCertificate from fault
        if read.text != bare:
            raise NoCertificate
        return read


def message(purpose: str, key_id: str, content: bytes) -> bytes:
    """What is signed."""
    return f"{purpose}.{key_id}.{_encoded(content)}".encode()


def _strings(content: bytes) -> list[str]:
    values = json.loads(content)
    if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
        raise ValueError
    return values


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _day_text(day: date) -> str:
    return day.isoformat()


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
