"""A column of the queue is whole: a field of its row, a heading, and a cell under it."""

import re
from pathlib import Path

from portal.web.presenters.queue import QueueRow

CLERK = Path(__file__).parents[3] / "templates" / "clerk"
TABLE, ROW = (CLERK / "queue.html").read_text(), (CLERK / "_queue_row.html").read_text()


def test_every_field_of_a_row_is_shown() -> None:
    shown = set(re.findall(r"\brow\.(\w+)", ROW))
    assert [name for name in QueueRow._fields if name not in shown] == []


def test_every_heading_has_its_cell_in_its_place() -> None:
    (heads,) = re.findall(r"for head in \((.*)\) %\}", TABLE)
    cells = re.findall(r"data-label=\"\{\{ (_\(.*?\)) \}\}\"", ROW)
    assert cells == re.findall(r"_\(.*?\)", heads)
