"""A paper that goes out: one shape for every kind, which the PDF and the page that prints both draw.

Who issues a notice fills it once and keeps `payload()` with the notice; drawing it again later gives the same paper.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from portal.domain.vocabulary import NoticeKind


@dataclass(frozen=True)
class NoticeRow:
    """One cell of the table: what it is and what it says; an empty value is left blank to write in."""

    label: str
    value: str
    label_en: str = ""


@dataclass(frozen=True)
class NoticeList:
    """Numbered things under a heading, such as everything still owed."""

    heading: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class NoticeOffice:
    """Whom to ask and where to complain; what the guide does not state stays empty and is not printed."""

    name: str
    address: str = ""
    phones: tuple[str, ...] = ()
    hours: str = ""
    complaint_line: str = ""


@dataclass(frozen=True)
class NoticeContent:
    """Everything printed, in the order it is printed.

    Title, number and date; QR at the top right; `addressee`, `paragraphs`, `rows`, `lists`, `closing`; lines to sign;
    `sealed_by` with the date, where an office stamps; the office's block. `copies` names each copy of a form made in
    duplicate; without it there is one unnamed copy. `qr_svg` is added when drawn and is not kept.
    """

    kind: NoticeKind
    title: str
    title_en: str
    number: str
    issued_on: date
    office: NoticeOffice
    addressee: str = ""
    paragraphs: tuple[str, ...] = ()
    rows: tuple[NoticeRow, ...] = ()
    lists: tuple[NoticeList, ...] = ()
    closing: tuple[str, ...] = ()
    signature_lines: tuple[str, ...] = ()
    sealed_by: str = ""
    copies: tuple[str, ...] = ()
    qr_svg: str = ""
    qr_caption: str = ""

    def payload(self) -> dict[str, Any]:
        """The paper as plain JSON, to be kept with the notice."""
        kept = asdict(self)
        del kept["qr_svg"]
        return kept | {"issued_on": self.issued_on.isoformat()}

    @classmethod
    def from_payload(cls, kept: dict[str, Any]) -> "NoticeContent":
        """The paper as it was issued."""
        office = kept["office"]
        parts: dict[str, Any] = {key: tuple(part) if isinstance(part, list) else part for key, part in kept.items()}
        parts["kind"] = NoticeKind(kept["kind"])
        parts["issued_on"] = date.fromisoformat(kept["issued_on"])
        parts["office"] = NoticeOffice(**office | {"phones": tuple(office["phones"])})
        parts["rows"] = tuple(NoticeRow(**row) for row in kept["rows"])
        parts["lists"] = tuple(NoticeList(part["heading"], tuple(part["items"])) for part in kept["lists"])
        return cls(**parts)
