"""A paper that goes out: one shape for every kind, which the PDF and the page that prints both draw.

Who issues a notice fills it once and keeps it with the notice; drawing it again later gives the same paper.
"""

from dataclasses import dataclass
from datetime import date

from portal.domain.vocabulary import NoticeKind

TICKED, EMPTY = "■", "□"  # the font has no ☑
BETWEEN_OPTIONS = "\N{IDEOGRAPHIC SPACE}"


@dataclass(frozen=True)
class NoticeRow:
    """One cell of the table: what it is and what it says; an empty value is left blank to write in."""

    label: str
    value: str
    label_en: str = ""

    @property
    def is_id_number(self) -> bool:
        """Whether it says a whole ID number, which is printed in the groups people compare."""
        named = self.label.endswith(("身份证号", "证件号码"))
        return named and len(self.value) == 18 and "*" not in self.value

    @property
    def options(self) -> tuple[str, ...]:
        """What there is to tick, each behind its box; nothing where the cell holds words."""
        return tuple(self.value.split(BETWEEN_OPTIONS)) if self.value.startswith((TICKED, EMPTY)) else ()


@dataclass(frozen=True)
class NoticeList:
    """Numbered things under a heading, such as everything still owed."""

    heading: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class NoticeBlock:
    """A ruled part of a form: what it is about, its cells, words, lines to sign, and where an office stamps.

    An empty `sealed_on` leaves the day of the stamp to be written in.
    """

    heading: str
    heading_en: str = ""
    rows: tuple[NoticeRow, ...] = ()
    words: tuple[str, ...] = ()
    signature_lines: tuple[str, ...] = ()
    sealed_by: str = ""
    sealed_on: str = ""


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

    `issuer`, title, number and date; QR at the top right; `addressee`, `paragraphs`, `rows`, the ruled `blocks` of a
    form, `lists`, the link to send documents by, `closing`; lines to sign; `sealed_by` with the date, where an office
    stamps; the office's block. `copies` names each copy of a form made in duplicate; without it there is one unnamed
    copy. `qr_svg`, `link_url`, `link_qr_svg` and the certificate are added when drawn and are not kept. A paper issued
    before `issuer` was kept shows its office there.
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
    blocks: tuple[NoticeBlock, ...] = ()
    lists: tuple[NoticeList, ...] = ()
    closing: tuple[str, ...] = ()
    signature_lines: tuple[str, ...] = ()
    sealed_by: str = ""
    copies: tuple[str, ...] = ()
    qr_svg: str = ""
    qr_caption: str = ""
    issuer: str = ""
    link_caption: str = ""
    link_url: str = ""
    link_qr_svg: str = ""
    certificate_svg: str = ""
    certificate_caption: str = ""
