"""Which hospitals elsewhere settle at once, by the dated list an operator loads; searched by whoever names one."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date

from sqlalchemy import delete, func, insert, or_, select

from portal.domain.actor import Context
from portal.domain.errors import NotAllowed
from portal.domain.place import hospital_key
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.models import HospitalElsewhere, NetworkedList, db
from portal.models.transaction import transaction
from portal.services import portal_events

MOST_FOUND = 8
MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Listed:
    """A hospital as a list has it; `place` tells those of one name apart, and may be empty."""

    name: str
    place: str
    is_networked: bool

    @property
    def full_name(self) -> str:
        """What is written down when it is chosen."""
        return f"{self.name}（{self.place}）" if self.place else self.name


def load(ctx: Context, listed: Sequence[Listed], as_of: date) -> bool:
    """Put this list in the place of the one before, in one transaction; the same list again changes nothing.

    Returns whether it changed anything; raises `NotAllowed` where a newer one is loaded.
    """
    digest = _digest(listed)
    with transaction():
        before = db.session.get(NetworkedList, 1)
        if before and (before.as_of, before.digest) == (as_of, digest):
            return False
        if before and as_of < before.as_of:
            raise NotAllowed("older_than_the_list", day=before.as_of)
        db.session.execute(delete(HospitalElsewhere))
        db.session.execute(insert(HospitalElsewhere), [_row(each) for each in listed])
        noted = PortalEventDetail(before=before.as_of.isoformat() if before else "", after=as_of.isoformat())
        db.session.merge(NetworkedList(id=1, as_of=as_of, digest=digest))
        portal_events.record(ctx, PortalEventKind.NETWORKED_LIST_LOADED, noted)
        return True


def _row(listed: Listed) -> dict[str, str | bool]:
    key = hospital_key(listed.name)
    return {"name": listed.name, "place": listed.place, "name_key": key, "is_networked": listed.is_networked}


def _digest(listed: Iterable[Listed]) -> str:
    return hashlib.sha256(repr(sorted(map(astuple, listed))).encode()).hexdigest()


def as_of() -> date | None:
    """Of which day the list is; None where none is loaded."""
    found: date | None = db.session.scalar(select(NetworkedList.as_of))
    return found


def search(words: str) -> list[Listed]:
    """Hospitals in whose name or place each of these words stands; the shortest names first."""
    rows = select(HospitalElsewhere.name, HospitalElsewhere.place, HospitalElsewhere.is_networked)
    keys = [hospital_key(word) for word in words.split()[:MOST_WORDS]]
    if not any(keys):
        return []
    for key in filter(None, keys):
        there = (
            column.contains(key, autoescape=True) for column in (HospitalElsewhere.name_key, HospitalElsewhere.place)
        )
        rows = rows.where(or_(*there))
    ordered = rows.order_by(func.length(HospitalElsewhere.name), HospitalElsewhere.name, HospitalElsewhere.place)
    return [Listed(*row) for row in db.session.execute(ordered.limit(MOST_FOUND))]


def named(text: str) -> Listed | None:
    """The one hospital of that name, with or without its place; None where there is none, or several."""
    key = hospital_key(text)  # brackets of either width are half-width in it
    bare = key.rpartition("(")[0] if key.endswith(")") else key
    rows = select(HospitalElsewhere.name, HospitalElsewhere.place, HospitalElsewhere.is_networked)
    listed = [Listed(*row) for row in db.session.execute(rows.where(HospitalElsewhere.name_key.in_({key, bare})))]
    found = [each for each in listed if key in (hospital_key(each.full_name), hospital_key(each.name))]
    return found[0] if len(found) == 1 else None
