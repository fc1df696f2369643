"""Loaded last by the server that processes are forked from: who begins with an empty folder finds its schema built.

Rules, calendar and names are read by then, as each process of a portal reads them once; what is done once is shared
(`tests/done_once.py`). The garbage collector of a forked process need not walk through it all.
"""

import gc

from portal.adapters import name_readings
from portal.adapters.common_words import common_words
from portal.adapters.work_calendar import load_calendar
from portal.catalogue.repository import Catalogue
from portal.models import schema
from portal.models.engine import build_engine

_EMPTY = build_engine("sqlite://")
schema.upgrade(_EMPTY)
_EMPTY.dispose()
Catalogue.load()
load_calendar()
common_words()
name_readings.readings("王")
gc.collect()
gc.freeze()
