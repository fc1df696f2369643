"""Pages of kept PDFs: which of them show nothing, and a PDF made of some."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.adapters.checker_messages import BlankPages, BlankPagesJob, Composed, ComposeJob, PagePlace, Refused
from portal.adapters.previews import CannotShow
from portal.adapters.sandbox import SANDBOX, CheckerUnavailable, FileBrokeChecker


@dataclass(frozen=True, slots=True)
class WantedPage:
    """Page `number` (from 1) of the file kept under a key, turned by so many degrees to the right."""

    file_key: str
    number: int
    turned_by: int


def blank_numbers(content: bytes) -> BlankPages:
    """Which pages show nothing; raises `CannotShow`."""
    try:
        result = SANDBOX.run(BlankPagesJob(), content, BlankPages)
    except (FileBrokeChecker, CheckerUnavailable) as fault:
        raise CannotShow from fault
    if isinstance(result.answer, Refused):
        raise CannotShow(result.answer.code)
    return result.answer


def page_of(content: bytes, number: int) -> bytes:
    """One page of a PDF as a PDF of its own; raises `CannotShow`."""
    return composed_of([WantedPage("", number, 0)], {"": content})


def composed_of(pages: Sequence[WantedPage], files: dict[str, bytes]) -> bytes:
    """These pages as one PDF, of the files under their keys; raises `CannotShow`."""
    keys = sorted({page.file_key for page in pages})
    places = [PagePlace(keys.index(page.file_key), page.number, page.turned_by) for page in pages]
    job = ComposeJob([len(files[key]) for key in keys], places)
    try:
        result = SANDBOX.run(job, b"".join(files[key] for key in keys), Composed)
    except (FileBrokeChecker, CheckerUnavailable) as fault:
        raise CannotShow from fault
    if isinstance(result.answer, Refused):
        raise CannotShow(result.answer.code)
    return result.made
