"""统一社会信用代码: eighteen characters, the last of which checks the others (GB 32100-2015)."""

from portal.domain.spelling import figures

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""No I, O, S, V, Z: they are taken for figures."""
_LENGTH = 18


def read_credit_code(text: str) -> str | None:
    """The code as it is kept; None for what is none, or mistyped: each sign weighs a power of three, modulo 31."""
    code = figures(text).upper()
    if len(code) != _LENGTH or not set(code).issubset(_SIGNS):
        return None
    return code if code[-1] == check_sign(code[:-1]) else None


def check_sign(body: str) -> str:
    """The last sign that fits the seventeen before it."""
    total = sum(_SIGNS.index(sign) * 3**place for place, sign in enumerate(body))
    return _SIGNS[-total % 31]
