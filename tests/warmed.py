"""Loaded last by the server that processes are forked from: who begins with an empty folder finds its schema built.

What is done once is shared by then (`tests/done_once.py`).
"""

from portal.models import schema
from portal.models.engine import build_engine

_EMPTY = build_engine("sqlite://")
schema.upgrade(_EMPTY)
_EMPTY.dispose()
