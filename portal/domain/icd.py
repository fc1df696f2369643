"""Codes of diagnoses, ICD-10 as the insurance writes them: I25.100, A01.000x003."""

import re
from unicodedata import normalize

_CODE = re.compile(r"[A-Z][0-9]{2}(\.[0-9a-z]{1,12})?[+*]?")


def code_of(text: str) -> str | None:
    """The code, however it was typed; None where it is none."""
    closed_up = "".join(normalize("NFKC", text).split())
    code = closed_up[:1].upper() + closed_up[1:].lower()
    return code if _CODE.fullmatch(code) else None
