"""What a correction notice asks for is said alike wherever a filing is summed up: paper, answer, or both."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from portal.domain.vocabulary import AskedFor
from portal.models import Filing, db
from portal.models.listed import ListedFiling
from portal.services import amendments, review
from portal.services.cases import Case
from portal.services.own_filings import FilingOfMine
from portal.web.presenters import own_filing, queue
from portal.web.presenters.missing import missing_of
from tests.people import NOW, acting, staff
from tests.web.clerk.cases import filed
from tests.web.living import LivingPortal

TODAY = NOW.date()
ROWS: dict[AskedFor, tuple[dict[str, Any], tuple[str, str, str, str]]] = {
    AskedFor.DOCUMENTS: ({"kinds": ["residence_proof"]}, ("待补材料", "补材料", "等补材料", "还差的材料")),
    AskedFor.ANSWERS: (
        {"questions": ["contact.phone"]},
        ("待补填", "补填或改正", "等补填", "要补填或改正的"),
    ),
    AskedFor.BOTH: (
        {"kinds": ["residence_proof"], "questions": ["contact.phone"]},
        ("待补交补填", "补材料、补填内容", "等补交补填", "还差的材料，要补填或改正的"),
    ),
    AskedFor.WORDS: ({"remark": "请打电话来说一下"}, ("待回应", "看要办什么", "等回应", "")),
}


@pytest.fixture
def in_app(living: LivingPortal) -> Iterator[Flask]:
    """Services may be called from the test."""
    living.renew()
    with living.app.app_context():
        yield living.app


@pytest.mark.parametrize("asks_for", ROWS)
def test_every_summary_names_what_is_asked(in_app: Flask, asks_for: AskedFor) -> None:
    asking, (state, act, in_queue, title) = ROWS[asks_for]
    filing, clerk = filed(1), acting(staff("asker"))
    wanted = {"kinds": [], **asking}
    review.request_correction(clerk, filing.number, filing.version, **wanted)
    filing = db.session.query(Filing).one()
    with in_app.test_request_context():
        card = own_filing.card(FilingOfMine(ListedFiling.of(filing), None), TODAY)
        missing = missing_of(Case(clerk, filing), TODAY, "/supply")
        fault = queue.fault_word(filing.asks_for, filing.outcome, lacks="")
        assert (card.tag.word, card.act, fault) == (state, act, in_queue)
        assert (missing.title if missing else "", missing.act if missing else act) == (title, act)
    assert filing.asks_for is asks_for


def test_nothing_is_asked_any_more_once_it_goes_on(in_app: Flask) -> None:
    filing, clerk = filed(1), acting(staff("asker"))
    review.request_correction(clerk, filing.number, filing.version, [], "请打电话来说一下")
    assert db.session.query(Filing).one().asks_for is AskedFor.WORDS
    amendments.receive_correction(clerk, filing.number, db.session.query(Filing).one().version)
    assert db.session.query(Filing).one().asks_for is None
