"""A hospital loads its diagnoses; who writes a slip finds one by words or by code, and the code is taken with it."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.adapters.sandbox import SANDBOX, CheckerFull, CheckerUnavailable
from portal.models import Filing, db
from portal.services import diagnoses, review
from portal.web import uploads
from portal.web.questions import listed_diagnosis
from tests.page import Page
from tests.people import acting
from tests.web.hospital.conftest import slip
from tests.web.institutions import account
from tests.web.living import signed_in

HOME = "/hospital/diagnoses/"
LIST = "诊断编码,诊断名称\nI25.100,动脉硬化性心脏病\nI25.103,冠心病\nA01.000x003,伤寒\n"


@pytest.fixture(autouse=True)
def nothing_remembered(app: Flask) -> Iterator[None]:
    """Whether a hospital has a list is remembered for a moment, and the portal is that of all tests."""
    app.extensions.pop(listed_diagnosis.EXTENSION, None)
    yield
    app.extensions.pop(listed_diagnosis.EXTENSION, None)


def loaded(client: FlaskClient, text: str, status: int = 200) -> Page:
    return Page.open(client, HOME).form(HOME).fill({"table": [(text.encode(), "icd.csv")]}).submit(status=status)


def sent(client: FlaskClient, **other: object) -> Page:
    form = Page.open(client, "/hospital/issue").form("/issue").fill(slip(**other))
    return form.submit("提交转诊")


def test_a_list_is_taken_whole_or_each_cell_is_named(hospital: FlaskClient) -> None:
    wrong = loaded(hospital, "编码,名称\n二五,冠心病\nI25.100,\ni25.100,别的\n", 422)
    assert wrong.errors == [
        "第 2 行“诊断编码”（A 列）：“二五”不是 ICD-10 编码，例如 I25.100。",
        "第 3 行“诊断名称”（B 列）：没有填。",
        "第 4 行“诊断编码”（A 列）：和第 3 行重复。",
    ]
    assert "有 3 条" in loaded(hospital, LIST).text


@pytest.mark.parametrize("fault", [CheckerUnavailable, CheckerFull])
def test_while_nothing_can_be_checked_the_page_says_so(
    hospital: FlaskClient, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def away(*_job: object) -> None:
        raise fault

    monkeypatch.setattr(SANDBOX, "run", away)
    assert loaded(hospital, LIST, 503).errors == ["现在检查不了表格，原来的清单没有变。请过几分钟再传一次。"]


def test_a_list_beyond_the_seats_of_its_process_does_not_wait(hospital: FlaskClient) -> None:
    with ExitStack() as held:
        for _each in range(uploads.SEATS):
            held.enter_context(uploads.seat())
        assert loaded(hospital, LIST, 503).errors == ["现在检查不了表格，原来的清单没有变。请过几分钟再传一次。"]


def test_what_is_named_brings_its_code(app: Flask, hospital: FlaskClient) -> None:
    loaded(hospital, LIST)
    sent(hospital, diagnosis_name="冠心病", diagnosis_code="")
    sent(hospital, serial=8, diagnosis_name="a01.000X003", diagnosis_code="")
    with app.app_context():
        slips = [filing.claims.slip for filing in db.session.query(Filing).order_by(Filing.id)]
        assert [(each.diagnosis_code, each.diagnosis_name) for each in slips] == [
            ("I25.103", "冠心病"),
            ("A01.000x003", "伤寒"),
        ]


def test_words_find_and_what_is_not_listed_is_written_all_the_same(hospital: FlaskClient) -> None:
    loaded(hospital, LIST)
    found = Page.open(hospital, "/hospital/issue").form("/issue").fill({"diagnosis_name": "心脏"}).submit("在名单里找")
    assert ("I25.100 动脉硬化性心脏病" in found.text, found.errors) == (True, [])
    assert "/issued" in sent(hospital, diagnosis_name="别的病", diagnosis_code="").url


def test_a_code_that_is_not_on_the_list_is_refused(hospital: FlaskClient) -> None:
    loaded(hospital, LIST)
    form = Page.open(hospital, "/hospital/issue").form("/issue").fill(slip(diagnosis_code="I99.900"))
    refused = form.submit("提交转诊", 422)
    assert "诊断编码 I99.900 不在本院的诊断编码表里。请改对，或者不填" in refused.errors


def test_the_list_is_the_hospitals_own(app: Flask, hospital: FlaskClient) -> None:
    loaded(hospital, LIST)
    other = signed_in(app, "people")
    assert "还没有诊断编码表" in Page.open(other, HOME).text
    assert "在名单里找" not in Page.open(other, "/hospital/issue").text
    assert "冠心病" not in other.get(f"{HOME}found/diagnosis_name?diagnosis_name=冠心").text


def test_a_list_longer_than_one_batch_is_there_whole(app: Flask, hospital: FlaskClient) -> None:
    rows = "".join(f"A{number % 100:02d}.{number:05d},疾病{number}\n" for number in range(2 * diagnoses.BATCH + 1))
    assert f"有 {2 * diagnoses.BATCH + 1} 条" in loaded(hospital, f"诊断编码,诊断名称\n{rows}").text
    assert "有 3 条" in loaded(hospital, LIST).text


def test_pairs_of_a_disease_and_where_it_shows_are_loaded_found_and_kept_in_one_form(
    app: Flask, hospital: FlaskClient
) -> None:
    """The country's list has them, and one that could not be read would have all of it refused."""
    pairs = ("编码,名称", "E11.201+N08.3*,2型糖尿病性肾病", "a18.014＋m90.0＊,骨结核", "I10.X00X002,高血压病2级")
    assert "有 3 条" in loaded(hospital, "\n".join(pairs)).text
    for typed, offered in (("e11.201＋n08", "E11.201+N08.3* 2型糖尿病性肾病"), ("a18.014", "A18.014+M90.0* 骨结核")):
        assert offered in hospital.get(f"{HOME}found/diagnosis_name?diagnosis_name={typed}").text
    sent(hospital, diagnosis_name="2型糖尿病性肾病", diagnosis_code="")
    sent(hospital, serial=8, diagnosis_name="A18.014† m90.0＊", diagnosis_code="")
    sent(hospital, serial=9, diagnosis_name="高血压病", diagnosis_code="i10.x00x002")
    with app.app_context():
        codes = [filing.claims.slip.diagnosis_code for filing in db.session.query(Filing).order_by(Filing.id)]
        assert codes == ["E11.201+N08.3*", "A18.014+M90.0*", "I10.x00x002"]
    wrong = loaded(hospital, "编码,名称\nE11.201+N08.3+,肾病\n", 422)
    assert wrong.errors == ["第 2 行“诊断编码”（A 列）：“E11.201+N08.3+”不是 ICD-10 编码，例如 I25.100。"]


def test_a_name_of_the_list_may_be_as_long_as_a_cell_of_it(app: Flask, hospital: FlaskClient) -> None:
    code, name = "A18.000x001+M49.000x001*", "病" * 79
    loaded(hospital, f"编码,名称\n{code},{name}\n")
    sent(hospital, diagnosis_name=f"{code} {name}", diagnosis_code="")
    with app.app_context():
        slip_sent = db.session.query(Filing).one().claims.slip
        assert (slip_sent.diagnosis_code, slip_sent.diagnosis_name) == (code, name)


def test_a_code_that_is_kept_otherwise_than_typed_is_so_without_a_list_too(app: Flask, hospital: FlaskClient) -> None:
    sent(hospital, diagnosis_code="e11.201＋n08.3＊")
    with app.app_context():
        assert db.session.query(Filing).one().claims.slip.diagnosis_code == "E11.201+N08.3*"


@pytest.mark.parametrize("wanted", ["slip.diagnosis_name", "slip.diagnosis_code"])
def test_a_corrected_diagnosis_keeps_no_other_diseases_code(app: Flask, hospital: FlaskClient, wanted: str) -> None:
    loaded(hospital, LIST)
    sent(hospital, diagnosis_name="冠心病", diagnosis_code="")
    with app.app_context():
        filing = db.session.query(Filing).one()
        review.request_correction(
            acting(account("clerk")), filing.number, filing.version, (), "诊断和病历不符", "", (wanted,)
        )
        number = filing.number
    form = Page.open(hospital, f"/hospital/filings/{number}/correct").form("/correct")
    assert (form.values["diagnosis_name"], form.values["diagnosis_code"]) == ("冠心病", "I25.103")
    refused = form.fill({"diagnosis_name": "伤寒", "diagnosis_code": "I25.100"}).submit("改好了，再交", 422)
    assert [each for each in refused.errors if "伤寒" in each and "动脉硬化性心脏病" in each] == refused.errors[:1]
    form.fill({"diagnosis_name": "伤寒", "diagnosis_code": "I25.103"}).submit("改好了，再交")
    with app.app_context():
        kept = db.session.query(Filing).one().claims.slip
        assert (kept.diagnosis_name, kept.diagnosis_code) == ("伤寒", "A01.000x003")
