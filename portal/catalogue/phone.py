"""Which texts are telephone numbers one can dial in China."""

import re

_LANDLINE = r"0\d{2,3}-[2-9]\d{6,7}"
_MOBILE = r"1[3-9]\d{9}"
_HOTLINE = r"(0\d{2,3}-)?(1[0-2]\d{3}|9[56]\d{3})"
_FREE = r"[48]00-?\d{3}-?\d{4}"
_NUMBER = re.compile(rf"({_LANDLINE}|{_MOBILE}|{_HOTLINE}|{_FREE})(转\d{{1,6}})?", re.ASCII)


def is_phone(text: str) -> bool:
    """True for a landline with its area code, a mobile, a hotline or a toll-free number, with 转 and an extension."""
    return _NUMBER.fullmatch(text) is not None
