"""A day as three fields 年 / 月 / 日: a browser's own date field shows month and day in the order of its language.

Who writes the whole day into the first of them is understood too.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from wtforms import Field, ValidationError
from wtforms.utils import unset_value

from portal.web.forms.fields import day_from
from portal.web.language import gettext as _

PARTS = ("year", "month", "day")
WHOLE_DAY = re.compile(r"(\d{4})(?:(\d{2})(\d{2})|[-./年 ]+(\d{1,2})[-./月 ]+(\d{1,2}))")
"""20260913, 2026-9-13, 2026年9月13日."""


class Part(NamedTuple):
    """One of the three inputs, ready to be drawn."""

    id: str
    name: str
    label: str
    value: str
    size: int


class DateParts(Field):
    """A day, or None when nothing was typed; what was typed is kept whatever it was."""

    data: date | None

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Sequence[Any] | None = None) -> None:
        """Read the three inputs instead of one."""
        super().process(None, data, extra_filters)
        self._typed: tuple[str, ...] = ("", "", "")
        if self.data is not None:
            self._typed = (str(self.data.year), str(self.data.month), str(self.data.day))
        if formdata is None:
            return
        self._typed = _apart([_tidy(formdata.get(f"{self.name}-{part}", "")) for part in PARTS])
        self.raw_data = [text for text in self._typed if text]
        self.data = None
        if self.raw_data:
            year, month, day = self._typed
            try:
                self.data = day_from(year, month, day)
            except ValidationError as fault:
                self.process_errors = [str(fault)]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The three inputs in the order of the language of the country."""
        labels = (_("年"), _("月"), _("日"))
        return tuple(
            Part(f"{self.id}-{part}", f"{self.name}-{part}", label, value, 4 if part == "year" else 2)
            for part, label, value in zip(PARTS, labels, self._typed, strict=True)
        )


def _apart(typed: Sequence[str]) -> tuple[str, ...]:
    """The three numbers, also of a day that was written whole where the year is asked for."""
    whole = WHOLE_DAY.fullmatch(typed[0])
    return tuple(part for part in whole.groups() if part) if whole and not any(typed[1:]) else tuple(typed)


def _tidy(text: str) -> str:
    """Full-width digits and a typed 年, 月 or 日 are forgiven."""
    return unicodedata.normalize("NFKC", text).strip().rstrip("年月日号").strip()[:20]
