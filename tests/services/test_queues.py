"""The search of the desk: what it takes besides what it finds."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.models import AccessLog, db
from portal.models.write_lock import LockedConnection
from portal.services import filings, queues
from tests.people import acting, citizen, long_stay, person, staff

NOBODY = "13999999999"


def test_only_a_new_look_waits_for_its_turn_to_write(services: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    who = person(1)
    owner = acting(citizen(who))
    filing = filings.submit(owner, filings.open_draft(owner, "wenshang.long-term", long_stay(who)).number)
    desk, turns = acting(staff("clerk")), 0
    real = LockedConnection.take_write_lock

    def counted(connection: LockedConnection) -> None:
        nonlocal turns
        turns += 1
        real(connection)

    monkeypatch.setattr(LockedConnection, "take_write_lock", counted)
    for words, number, looks in ((NOBODY, [], 0), (who.phone, [filing.number], 1), (who.name, [filing.number], 1)):
        assert [each.number for each in queues.search(desk, words)] == number
        assert db.session.scalar(select(func.count()).select_from(AccessLog)) == looks
    assert turns == (db.engine.dialect.name == "sqlite")
