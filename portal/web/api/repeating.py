"""A request that makes something has a name its sender gave it: sent again under it, it makes nothing more."""

import re

from flask import request

from portal.domain.errors import Invalid
from portal.services.api_requests import Repeatable

HEADER = "Idempotency-Key"
_SHAPE = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)


def repeatable() -> Repeatable:
    """This request under its name; raises `Invalid` where it has none."""
    key = request.headers.get(HEADER, "")
    if _SHAPE.fullmatch(key) is None:
        raise Invalid("request_key_needed")
    return Repeatable(key, request.path.encode() + b"\n" + request.get_data())
