"""A filing's number is nobody else's, whatever was drawn."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal.domain import numbering
from portal.services import filings
from tests.people import acting, citizen, long_stay, person


def test_a_number_that_is_taken_is_drawn_again(services: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    taken, free = _draft(1), numbering.new_filing_number()
    drawn: Iterator[str] = iter([taken, taken, free])
    monkeypatch.setattr(numbering, "new_filing_number", lambda: next(drawn))
    assert _draft(2) == free


def _draft(serial: int) -> str:
    who = person(serial)
    return filings.open_draft(acting(citizen(who)), "wenshang.long-term", long_stay(who)).number
