"""The log tells the kind and the place of an error, and of other people's sentences only what is fixed in them."""

import json
import logging
import sys
from typing import Any

from portal.logs import JsonLines

SECRET = "张三 110101195503070018"


def line(record: logging.LogRecord) -> dict[str, Any]:
    """That record as it stands in the log."""
    written: dict[str, Any] = json.loads(JsonLines().format(record))
    return written


def record(name: str, message: str, *values: object, **more: Any) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.ERROR, __file__, 1, message, values, more.pop("exc_info", None))
    made.__dict__.update(more)
    return made


def test_our_own_sentence_goes_in_whole() -> None:
    written = line(record("portal.worker", "task %s failed", "a1", fields={"attempt": 3}))
    assert (written["event"], written["attempt"], written["level"]) == ("task a1 failed", 3, "error")


def test_of_others_only_the_fixed_text_goes_in() -> None:
    written = line(record("waitress", "Exception when servicing %r\nand more", SECRET))
    assert written["event"] == "Exception when servicing %r"
    assert SECRET not in json.dumps(written, ensure_ascii=False)


def test_of_others_nothing_goes_in_where_values_are_in_the_text_already() -> None:
    assert line(record("waitress", f"Exception while serving /p/{SECRET}"))["event"] == "-"


def test_an_error_is_its_kind_and_its_frames() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError:
        written = line(record("portal", "request failed", exc_info=sys.exc_info()))
    assert written["error"] == "KeyError"
    assert written["frames"][-1].endswith("test_an_error_is_its_kind_and_its_frames")
    assert SECRET not in json.dumps(written, ensure_ascii=False)


def test_paths_in_frames_begin_at_the_package() -> None:
    try:
        import portal.domain.identity

        portal.domain.identity.check_character("x" * 17)
    except ValueError:
        written = line(record("portal", "request failed", exc_info=sys.exc_info()))
    assert written["frames"][-1].startswith("portal/domain/identity.py:")
