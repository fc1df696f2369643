"""Resident ID numbers (GB 11643-1999) and administrative division codes, as `spelling.figures` gives them."""

import re
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_SHAPE = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_WHOLE = re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9X](?![0-9A-Za-z])", re.ASCII)
_AS_NOUGHTS = bytes.maketrans(b"123456789", b"000000000")
_DIVISION = re.compile(r"[1-9][0-9]{5}", re.ASCII)


def check_character(first_seventeen: str) -> str:
    """The eighteenth character that fits the seventeen digits before it (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def birth_date(id_number: str) -> date | None:
    """The day of birth a normalised number carries, or None when it is no real day."""
    try:
        return date(int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14]))
    except ValueError:
        return None


def is_shaped(id_number: str) -> bool:
    """Whether it has the eighteen characters of one, right or wrong."""
    return _SHAPE.fullmatch(id_number) is not None


def fault_of(id_number: str, on: date) -> str | None:
    """Why a normalised number cannot be right on that day, as a fault code; None when nothing is wrong."""
    if not is_shaped(id_number):
        return "id_number_shape"
    born = birth_date(id_number)
    if born is None or born.year < 1900:
        return "id_number_birth_date"
    if born > on:
        return "id_number_born_later"
    if check_character(id_number[:17]) != id_number[17]:
        return "id_number_check_character"
    return None


def is_shown_in(text: str) -> bool:
    """Whether a whole ID number, its last character right, stands somewhere in a text."""
    if b"0" * 17 not in text.encode(errors="replace").translate(_AS_NOUGHTS):  # as on hardly any screen of a filing
        return False
    return any(check_character(found[:17]) == found[17] for found in _WHOLE.findall(text))


def masked(id_number: str) -> str:
    """The one way an ID number is shown: the last two characters only, since more would give the birth day away."""
    return "*" * (len(id_number) - 2) + id_number[-2:] if len(id_number) > 2 else "*" * len(id_number)


def masked_phone(phone: str) -> str:
    """A telephone as its owner knows it again: 138…88."""
    return f"{phone[:3]}…{phone[-2:]}" if len(phone) > 6 else "…"


def masked_mailbox(mailbox: str) -> str:
    """A mailbox as its owner knows it again: w…@example.cn."""
    name, _at, domain = mailbox.rpartition("@")
    return f"{name[:1]}…@{domain}"


def masked_name(name: str) -> str:
    """The family name's first character: enough for whoever knows the person."""
    return name[:1] + "*" * (len(name) - 1)


def spelled(id_number: str) -> str:
    """A whole number as it is compared with the card: area, birth day, rest."""
    return f"{id_number[:6]} {id_number[6:14]} {id_number[14:]}"


def is_of_a_man(id_number: str) -> bool:
    """The sex a normalised number carries: the last digit of its serial is odd for men (GB 11643-1999, 4.2.4)."""
    return int(id_number[16]) % 2 == 1


def is_division_code(text: str) -> bool:
    """True for six digits that can be a division code; whether the place exists is not asked here."""
    return _DIVISION.fullmatch(text) is not None


def significant(division_code: str) -> str:
    """The part of a division code that names the place: 370000 is 37, 370800 is 3708, 370830 is itself."""
    if division_code.endswith("0000"):
        return division_code[:2]
    return division_code.removesuffix("00")


def lies_within(division_code: str, prefixes: tuple[str, ...]) -> bool:
    """True when the place is one of those the prefixes name, or inside one."""
    return division_code.startswith(prefixes)


def contains_any(division_code: str, prefixes: tuple[str, ...]) -> bool:
    """True when the place is a province or city so wide that one of the prefixes lies inside it."""
    whole = significant(division_code)
    return any(prefix.startswith(whole) and prefix != whole for prefix in prefixes)
