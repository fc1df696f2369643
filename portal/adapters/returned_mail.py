"""Mail that came back: reports on its delivery (RFC 3464), as a mail server hands them over.

What is no such report, or says only that it takes longer, is no bounce: absence notes, receipts, junk.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

LARGEST = 128 * 1024
"""What is needed stands near the top; a longer report is read so far, for parts within parts are dear to read."""
_OUR_ID = re.compile(r"<([0-9a-f]{32})@")
_NO_SUCH_BOX, _BOX_FULL = re.compile(r"[45]\.1\."), re.compile(r"[45]\.2\.2\b")
_ORIGINALS = frozenset({"message/rfc822", "text/rfc822-headers", "message/rfc822-headers"})


@dataclass(frozen=True, slots=True)
class ReturnedMail:
    """The key of the message that came back, and why, in the word of a fault."""

    key: str
    fault: str


def read(content: bytes) -> ReturnedMail | None:
    """What it says of a mail of ours; none where it says nothing of one."""
    try:
        report = message_from_bytes(content[:LARGEST])
    except RecursionError:  # mail in mail in mail, of somebody who means harm
        return None
    if report.get_content_type() != "multipart/report":
        return None
    parts = [part for part in _parts(report) if isinstance(part, Message)]
    statuses = [str(block["Status"] or "") for block in _blocks(parts) if _is_failed(block)]
    keys = [found[1] for part in parts if (found := _OUR_ID.search(_id_of_original(part)))]
    return ReturnedMail(keys[0], _fault_of(statuses)) if statuses and keys else None


def _parts(message: Message) -> Sequence[object]:
    payload = message.get_payload()
    return payload if isinstance(payload, list) else ()


def _blocks(parts: Sequence[Message]) -> Iterator[Message]:
    """What is said of the mail itself, and of each of its recipients."""
    for part in parts:
        if part.get_content_type() == "message/delivery-status":
            yield from (block for block in _parts(part) if isinstance(block, Message))


def _is_failed(block: Message) -> bool:
    return str(block["Action"] or "").strip().lower() == "failed"


def _id_of_original(part: Message) -> str:
    """The `Message-ID` of the mail that came back, where this part is that mail or its headers."""
    if part.get_content_type() not in _ORIGINALS:
        return ""
    inner, text = _parts(part), part.get_payload(decode=True)
    original = inner[0] if inner else message_from_bytes(text) if isinstance(text, bytes) else None
    return str(original["Message-ID"] or "") if isinstance(original, Message) else ""


def _fault_of(statuses: Sequence[str]) -> str:
    status = statuses[0].strip()
    if _NO_SUCH_BOX.match(status):
        return "mail_no_such_box"
    return "mail_box_full" if _BOX_FULL.match(status) else "mail_returned"
