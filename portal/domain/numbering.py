"""Numbers people read to each other: twelve digits, the last a check digit, said in groups of four.

Filing numbers are random, so that one number tells nothing of the next and nobody can walk through them.
"""

import secrets

from portal.domain.spelling import filing_numbers


def _luhn(digits: str) -> str:
    """The check digit of ISO/IEC 7812-1 annex B: finds every single slip and nearly every swap of neighbours."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def new_filing_number() -> str:
    """Twelve digits that begin with 1 to 9."""
    body = str(secrets.randbelow(9) + 1) + "".join(str(secrets.randbelow(10)) for _ in range(10))
    return body + _luhn(body)


def read_filing_number(text: str) -> str | None:
    """The number as stored, from what a person typed or pasted; None if it cannot be one, or may be one or another."""
    numbers = [each for each in filing_numbers(text) if _is_number(each)]
    return numbers[0] if len(numbers) == 1 else None


def _is_number(figures: str) -> bool:
    is_twelve = len(figures) == 12 and figures.isascii() and figures.isdigit()
    return is_twelve and _luhn(figures[:-1]) == figures[-1]


def grouped(number: str) -> str:
    """As it is printed and read out: 1234 5678 9012."""
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4))


def notice_number(letter: str, year: int, filing_number: str, serial: int) -> str:
    """A paper's own number: its letter, the year, the filing it is about, and which of its kind it is."""
    return f"{letter}〔{year}〕{filing_number}-{serial}"
