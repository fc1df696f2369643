"""What fills the blanks of a sentence: facts, findings, refusals and faults carry these beside their code."""

from collections.abc import Mapping
from datetime import date

Value = str | int | date | None | tuple[str | int, ...]
"""A word of a vocabulary is a text; several of them are listed in the sentence."""

Values = Mapping[str, Value]
