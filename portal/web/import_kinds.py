"""Whose spreadsheets the worker reads, by the channel their rows come in by."""

from collections.abc import Mapping

from portal.domain.vocabulary import Channel
from portal.web.employer import import_kind as of_units
from portal.web.hospital import import_kind as of_hospitals
from portal.web.importing.kinds import RowKind

KINDS: Mapping[Channel, RowKind] = {kind.channel: kind for kind in (of_hospitals.KIND, of_units.KIND)}
