"""Pictures of kept papers for the clerk's screen."""

from portal.adapters.sandbox import SANDBOX, CheckerUnavailable, FileBrokeChecker

WIDEST = 2600


class CannotShow(Exception):
    """This page cannot be shown as a picture; the paper itself can still be downloaded."""


def shows_chinese() -> bool:
    """Whether a clerk sees the Chinese of a paper that names its font and does not bring it along."""
    try:
        reply, _ = SANDBOX.run({"job": "chinese"}, b"")
    except (FileBrokeChecker, CheckerUnavailable):
        return False
    return bool(reply.get("ink"))


def page_png(content: bytes, media_type: str, page: int, width: int) -> bytes:
    """Page `page` (from 1) of a kept JPEG or PDF as PNG, `width` pixels wide at most."""
    head = {"job": "picture", "media_type": media_type, "page": page, "width": max(1, min(width, WIDEST))}
    try:
        reply, picture = SANDBOX.run(head, content)
    except (FileBrokeChecker, CheckerUnavailable) as fault:
        raise CannotShow from fault
    if "refused" in reply:
        raise CannotShow(reply["refused"])
    return picture
