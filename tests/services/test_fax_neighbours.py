"""Which others a fax may belong together with: near to it however full the tray is. On both engines."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.actor import SYSTEM, Context
from portal.domain.errors import NotAllowed
from portal.models import Fax, db
from portal.services import fax_neighbours, fax_tray, faxes
from portal.services.faxes import ArrivedFax, KeptPart
from tests.people import NOW, acting, staff


def came(minute: int, sender: str = "", county: str = "wenshang") -> Fax:
    """A page that waits since then."""
    arrived = ArrivedFax(county, f"fax{minute}.tif", f"{county}{minute:050}", sender)
    faxes.take(Context(SYSTEM, NOW + timedelta(minutes=minute)), arrived, [KeptPart(f"{minute:032}", 1, [])])
    return db.session.query(Fax).order_by(Fax.id.desc()).first()  # type: ignore[return-value]


def test_the_nearest_before_and_after_wherever_it_stands_in_a_full_tray(services: Flask) -> None:
    ctx, many = acting(staff("clerk")), [came(minute) for minute in range(40)]
    found = [(other.id, pages) for other, pages in fax_neighbours.of(ctx, many[30])]
    assert [other for other, _pages in found[:4]] == [many[place].id for place in (29, 31, 28, 32)]
    assert {other for other, _pages in found} == {fax.id for fax in [*many[20:30], *many[31:40]]}
    assert {pages for _other, pages in found} == {1}


def test_of_the_same_machine_first_and_only_what_waits_here(services: Flask) -> None:
    ctx = acting(staff("clerk"))
    same, near, one, junk = came(1, "537"), came(4, "531"), came(5, "537"), came(6, "537")
    foreign = came(7, "537", "fushun")
    fax_tray.junk(ctx, junk.uid, "广告")
    assert [other.id for other, _pages in fax_neighbours.of(ctx, one)] == [same.id, near.id]
    assert fax_neighbours.named(ctx, same.id) == same.uid
    for number in (None, junk.id, foreign.id, 0):
        with pytest.raises(NotAllowed, match="no_such_fax_waits"):
            fax_neighbours.named(ctx, number)
