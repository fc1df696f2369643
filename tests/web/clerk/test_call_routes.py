"""Somebody rings to ask how it stands: found by any number of theirs, read out, and the call noted."""

from flask.testing import FlaskClient

from portal.domain.vocabulary import EventKind
from portal.models import AccessLog, Filing, db
from portal.services import history
from tests.page import Page
from tests.people import person
from tests.web.clerk.cases import telephoned
from tests.web.clerk.test_intake_routes import CALLER, answers_of, emergency_by

CALL_BACK = "13900001111"


def test_found_by_the_number_to_ring_back_read_out_and_noted(clerk: FlaskClient) -> None:
    emergency_by(clerk, "phone").fill(CALLER | answers_of(1)).submit("登记")
    search = Page.open(clerk, "/clerk/calls").form("/clerk/calls")
    answer = search.fill({"words": CALL_BACK}).submit("查找", 200)
    for sentence in ("最晚", "急诊诊断材料", "会打来电人留的电话"):
        assert sentence in answer.text
    assert person(1).id_number not in answer.text
    assert CALL_BACK not in answer.url
    noted = answer.form(button="记下").submit("说完了，记下这个电话")
    assert "这个电话已经记下" in noted.text
    filing = db.session.query(Filing).one()
    assert history.events_of(filing)[-1].kind is EventKind.CALL_ANSWERED
    assert "search" in {row.what for row in db.session.query(AccessLog).all()}


def test_of_several_one_is_chosen_and_of_none_nothing_is_said(clerk: FlaskClient) -> None:
    for serial in (1, 2):
        form = emergency_by(clerk, "phone").fill(CALLER | answers_of(serial))
        form.submit("登记")
    search = Page.open(clerk, "/clerk/calls").form("/clerk/calls")
    several = search.fill({"words": CALL_BACK}).submit("查找", 200)
    assert several.text.count("说这一件") == 2
    assert "没有查到" in search.fill({"words": "无此人"}).submit("查找", 200).text
    assert "请先填编号、姓名、身份证号或电话" in search.fill({"words": ""}).submit("查找", 422).text
    assert telephoned(3).number not in several.text
