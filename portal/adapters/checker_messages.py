"""What the portal asks its checker and what it is answered: the JSON heads of `frames`, each a type of its own."""

from enum import StrEnum
from typing import Literal, TypeVar

from msgspec import Struct, field
from msgspec.json import Decoder

MediaType = Literal["application/pdf", "image/jpeg"]
KILLED = b"k"
"""What the pool says of a child that somebody killed: the kernel where memory is short, or an operator. No limit of its
own ends a child so, and a decoder that crashes does not."""


class Stay(StrEnum):
    """What is wanted of the checker: a place for all files of a request, or a seat for one job, short or long."""

    PLACE = "place"
    SHORT = "short"
    LONG = "long"


class Coming(Struct, frozen=True):
    """What comes over the checker's control socket beside a connection; `whose` tells people apart and names nobody."""

    stay: Stay
    whose: str


class EstimateJob(Struct, frozen=True, tag="estimate"):
    """Judge by its header what cleaning a file will cost."""

    max_pages: int


class CleaningJob(Struct, frozen=True, tag="clean"):
    """Make a file anew within so many seconds of the processor."""

    max_pages: int
    seconds: float


class PictureJob(Struct, frozen=True, tag="picture"):
    """Draw page `page` (from 1) of a kept file, `width` pixels wide, turned by so many degrees to the right."""

    media_type: str
    page: int
    width: int
    turned_by: int = 0


class BlankPagesJob(Struct, frozen=True, tag="blank_pages"):
    """Say which pages of a kept PDF show nothing."""


class PagePlace(Struct, frozen=True):
    """Page `number` (from 1) of the file of that place, turned by so many degrees to the right."""

    file: int
    number: int
    turned_by: int


class ComposeJob(Struct, frozen=True, tag="compose"):
    """Make one PDF of pages of kept PDFs, which come one after the other, each so many bytes long."""

    lengths: list[int]
    pages: list[PagePlace]


class ChineseJob(Struct, frozen=True, tag="chinese"):
    """Say what a viewer makes of Chinese whose font is named only."""


class TableJob(Struct, frozen=True, tag="table"):
    """Read a spreadsheet of at most so many rows below its headings, and so many columns."""

    most_rows: int
    most_columns: int


CheckerJob = EstimateJob | CleaningJob | PictureJob | BlankPagesJob | ComposeJob | ChineseJob | TableJob


class Estimated(Struct, frozen=True, tag="estimated"):
    """What cleaning will cost."""

    milliseconds: int


class Cleaned(Struct, frozen=True, tag="cleaned"):
    """The body is what may be kept; a picture says its size."""

    media_type: MediaType
    pages: int
    width: int | None = None
    height: int | None = None


class Pictured(Struct, frozen=True, tag="pictured"):
    """The body is the page as PNG."""


class BlankPages(Struct, frozen=True, tag="blank_pages_found"):
    """The numbers of the pages that show nothing, and how many there are in all."""

    numbers: list[int]
    pages: int


class Composed(Struct, frozen=True, tag="composed"):
    """The body is the PDF."""


class Inked(Struct, frozen=True, tag="inked"):
    """How much ink the viewer used."""

    ink: int


class Tabled(Struct, frozen=True, tag="tabled"):
    """The body is the `table_rows.Table` as JSON."""


class Refused(Struct, frozen=True, tag="refused"):
    """Why not: a code of `uploads.SENTENCES` or `tables.SENTENCES` and the values its sentence needs."""

    code: str
    values: dict[str, str | int] = field(default_factory=dict)


JobAnswer = Estimated | Cleaned | Pictured | BlankPages | Composed | Inked | Tabled
Done = TypeVar("Done", bound=JobAnswer)


class CheckerReply(Struct, frozen=True):
    """What came of a job, and the seconds of the processor it took."""

    answer: JobAnswer | Refused
    processor: float


class Admitted(Struct, frozen=True, tag="admitted"):
    """The checker lives: the place is given, or the job waits its turn."""


class Full(Struct, frozen=True, tag="full"):
    """There is no place; nothing was taken in."""


class Ready(Struct, frozen=True, tag="ready"):
    """The child has started: what fails from here on is the file's doing."""


# Made once, for the child is forked with them ready.
JOBS = Decoder[CheckerJob](CheckerJob)
COMINGS = Decoder(Coming)
ADMISSIONS = Decoder[Admitted | Full](Admitted | Full)
READY = Decoder(Ready)
REPLIES = Decoder(CheckerReply)
