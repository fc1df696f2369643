"""A column is written by somebody: one that only a migration makes says the same of every row."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Table

import portal
from portal.models import Base

PACKAGE = Path(portal.__file__).parent
LINKS = PACKAGE / "models" / "trail.py"
"""The trail's links are written by the session itself as it commits, so that no service can forget one."""
WRITERS = "".join(path.read_text() for path in [*(PACKAGE / "services").rglob("*.py"), LINKS])
OF_THE_ROW = {"id", "uid", "data_key"}
"""What `models/base.py` and `models/data_keys.py` give every row of theirs."""


WRITTEN = {
    name for way in (r"\.(\w+)(?=(?:, [\w.]+)* = )", r"\b(\w+)=", r'"(\w+)":') for name in re.findall(way, WRITERS)
}
"""Assigned, given to a new row, or among an act's changes."""


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=lambda table: table.name)
def test_every_column_is_written_by_a_service(table: Table) -> None:
    names = [column.name for column in table.columns if column.name not in OF_THE_ROW]
    open_names = [name for name in names if not name.endswith("_sealed")]  # written by the name of what is sealed
    unwritten = [name for name in open_names if name not in WRITTEN]
    assert not unwritten, f"no service writes {table.name}.{', '.join(unwritten)}"
