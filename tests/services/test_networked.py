"""The operator's list of hospitals: one at a time, searched by words, and it answers for the one that is named."""

from datetime import date

import pytest
from flask import Flask

from portal.domain.actor import Actor, Context
from portal.domain.errors import NotAllowed
from portal.domain.vocabulary import Role
from portal.models import PortalEvent, db
from portal.services import networked
from portal.services.networked import Listed
from tests.people import NOW

OPERATOR = Context(Actor(user_id=None, role=Role.SUPERVISOR, county=None, operator="root"), NOW)
LIST = [
    Listed("上海市第一人民医院", "上海市", is_networked=True),
    Listed("人民医院", "南京市", is_networked=True),
    Listed("人民医院", "济宁市", is_networked=False),
]


def test_a_newer_list_takes_the_place_of_the_older_once(services: Flask) -> None:
    assert networked.as_of() is None
    assert networked.load(OPERATOR, LIST, date(2026, 9, 1))
    assert not networked.load(OPERATOR, LIST, date(2026, 9, 1))
    assert networked.load(OPERATOR, LIST[:1], date(2026, 9, 2))
    assert (networked.as_of(), networked.search("人民")) == (date(2026, 9, 2), LIST[:1])
    with pytest.raises(NotAllowed, match="older_than_the_list"):
        networked.load(OPERATOR, LIST, date(2026, 9, 1))
    rows = db.session.query(PortalEvent).order_by(PortalEvent.id)
    loaded = [(row.detail.before, row.detail.after) for row in rows if row.kind == "networked_list_loaded"]
    assert loaded == [("", "2026-09-01"), ("2026-09-01", "2026-09-02")]


def test_words_find_and_one_name_is_one_hospital(services: Flask) -> None:
    networked.load(OPERATOR, LIST, date(2026, 9, 1))
    assert networked.search("人民 济宁") == [LIST[2]]
    assert [each.place for each in networked.search("人民医院")] == ["南京市", "济宁市", "上海市"]
    assert networked.search("%") == networked.search(" ") == []
    assert networked.named("上海市 第一人民医院") == networked.named("上海市第一人民医院（上海市）") == LIST[0]
    assert networked.named("人民医院（济宁市）") == networked.named("人民医院(济宁市) ") == LIST[2]
    assert networked.named("人民医院") is None
