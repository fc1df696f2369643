"""Pictures of kept papers for the clerk's screen."""

from portal.adapters.checker_messages import ChineseJob, Inked, Pictured, PictureJob, Refused
from portal.adapters.sandbox import SANDBOX, CheckerUnavailable, FileBrokeChecker

WIDEST = 2600


class CannotShow(Exception):
    """This page cannot be shown as a picture; the paper itself can still be downloaded."""


class CannotShowNow(CannotShow):
    """The checker could not be asked, whatever the paper is: it may go better in a moment."""


def shows_chinese() -> bool:
    """Whether a clerk sees the Chinese of a paper that names its font and does not bring it along."""
    try:
        answer = SANDBOX.run(ChineseJob(), b"", Inked).answer
    except (FileBrokeChecker, CheckerUnavailable):
        return False
    return isinstance(answer, Inked) and answer.ink > 0


def page_png(content: bytes, media_type: str, page: int, width: int, turned_by: int = 0) -> bytes:
    """Page `page` (from 1) of a kept JPEG or PDF as PNG, `width` pixels wide at most, and then turned to the right;
    raises `CannotShow`."""
    try:
        result = SANDBOX.run(PictureJob(media_type, page, max(1, min(width, WIDEST)), turned_by), content, Pictured)
    except CheckerUnavailable as fault:
        raise CannotShowNow from fault
    except FileBrokeChecker as fault:
        raise CannotShow from fault
    if isinstance(result.answer, Refused):
        raise CannotShow(result.answer.code)
    return result.made
