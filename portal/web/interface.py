"""The interface for other systems beside the pages: which requests are its own, and how it says what is wrong."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask import Response, request

AREA = "api"
PROBLEM = "application/problem+json"


def is_interface() -> bool:
    """Whether a system asks, and no browser: there are no cookies, no forms and no pages then."""
    return request.path.split("/", 2)[1] == AREA


class Fault(NamedTuple):
    """One thing to mend: a JSON pointer into the body (RFC 6901), and what to do about it."""

    pointer: str
    detail: str


def problem(status: int, title: str, detail: str, code: str = "", faults: Sequence[Fault] = ()) -> Response:
    """What is wrong, as RFC 9457 has it; `code` is for programs, title and detail are for people."""
    parts: dict[str, object] = {
        "type": f"urn:portal:problem:{code or status}",
        "title": title,
        "status": status,
        "detail": detail,
    }
    if faults:
        parts["errors"] = [{"pointer": fault.pointer, "detail": fault.detail} for fault in faults]
    return as_json(parts, status, PROBLEM)


def as_json(content: Mapping[str, object], status: int = 200, media_type: str = "application/json") -> Response:
    """An answer; Chinese stays readable."""
    answer = Response(json.dumps(content, ensure_ascii=False, indent=1) + "\n", status, mimetype=media_type)
    answer.vary.add("Accept-Language")
    return answer
