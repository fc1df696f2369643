"""Many staff at once: each row by the rules of filing online, once whatever happens, each a filing of its own."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.numbering import grouped
from portal.domain.vocabulary import Channel, FilingStatus
from portal.models import Filing, ReferralImport, User, db
from portal.services import amendments, review
from portal.web.employer.import_kind import KIND
from portal.worker import Worker
from tests.page import Page
from tests.people import acting, person
from tests.web.employer.sheets import NEW, sheet, staff_row, taken
from tests.web.hospital.spreadsheets import texts, worker_of
from tests.web.living import LivingPortal, signed_in


@pytest.fixture
def worker(living: LivingPortal, app: Flask) -> Worker:
    return worker_of(living, app)


def filings(app: Flask) -> list[Filing]:
    with app.app_context():
        return list(db.session.query(Filing).order_by(Filing.id))


def test_each_of_the_staff_has_a_filing_of_their_own(employer: FlaskClient, app: Flask, worker: Worker) -> None:
    page = taken(employer, worker, sheet(staff_row(serial) for serial in (1, 2, 3)))
    assert "已经提交 3 行" in page.text.replace("\n", " ")
    found = filings(app)
    assert {(each.status, each.channel) for each in found} == {(FilingStatus.SUBMITTED, Channel.ONLINE)}
    assert {(each.applicant_id, each.agent_index, each.proven_at) for each in found} == {(None, None, None)}
    assert len({each.number for each in found}) == 3
    assert all(each.owed_kinds for each in found), "each has papers of its own to come"


def test_run_twice_nothing_doubles_whoever_of_the_unit_sends_it(
    employer: FlaskClient, app: Flask, worker: Worker
) -> None:
    content = sheet(staff_row(serial) for serial in (1, 2))
    taken(employer, worker, content)
    again = taken(signed_in(app, "hr-2"), worker, content)
    assert "以前收过，没有重复 2 行" in again.text.replace("\n", " ")
    assert len(filings(app)) == 2
    taken(signed_in(app, "other-hr"), worker, content)
    assert len(filings(app)) == 4, "a claim of another unit takes nothing from this one, and is told nothing of it"


ENDS = {"refused": "不予受理", "withdrawn": "已撤回"}


def ended(app: Flask, filing: Filing, end: str) -> None:
    with app.app_context():
        clerk = acting(db.session.query(User).filter_by(username="clerk").one())
        if end == "refused":
            review.refuse(clerk, filing.number, filing.version, "测试：不符合")
        else:
            amendments.withdraw(clerk, filing.number, filing.version)


@pytest.mark.slow  # tests/web/importing/test_rows.py tries the same of a hospital
@pytest.mark.parametrize("end", ENDS)
def test_whoever_was_turned_down_or_withdrew_is_named_and_filed_for_anew_only_where_the_unit_says_so(
    employer: FlaskClient, app: Flask, worker: Worker, end: str
) -> None:
    """A list that grows and is sent every week files nobody again by itself, and nobody else's filing is doubled."""
    content = sheet(staff_row(serial) for serial in (1, 2))
    taken(employer, worker, content)
    first, _other = filings(app)
    ended(app, first, end)
    known = f"第 2 行：以前收过，编号 {grouped(first.number)}，现在是“{ENDS[end]}”；"
    for _week in range(2):
        page = taken(employer, worker, content)
        assert "以前收过，没有重复 1 行 以前没办成，没有再申报 1 行" in page.text.replace("\n", " ")
        assert f"{known}这次没有再申报。" in page.text
        assert texts(page.form("/report").send("下载").data)[1][0].startswith("以前收过，编号")
        assert len(filings(app)) == 2
    page = taken(employer, worker, content, again="y")
    _first, _other, anew = filings(app)
    assert (anew.person_index, anew.status) == (first.person_index, FilingStatus.SUBMITTED)
    assert "已经提交 1 行 里面重新申报的 1 行 以前收过，没有重复 1 行" in page.text.replace("\n", " ")
    assert f"{known}这次重新申报了，新编号 {grouped(anew.number)}" in page.text
    assert "下载没有收的行" not in page.text
    taken(employer, worker, content, again="y")
    assert len(filings(app)) == 3


def test_a_wrong_row_comes_back_with_its_reason(employer: FlaskClient, app: Flask, worker: Worker) -> None:
    page = taken(employer, worker, sheet([staff_row(1), staff_row(2, id_number="990000"), staff_row(3, to="")]))
    assert "没有收 2 行" in page.text.replace("\n", " ")
    report = texts(page.form("/report").send("下载").data)
    assert [line[1] for line in report[1:]] == ["3", "4"]
    assert "身份证号" in report[1][0]
    assert len(filings(app)) == 1


def test_killed_half_way_it_goes_on(
    employer: FlaskClient, app: Flask, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.web.importing.working.BATCH", 1)
    monkeypatch.setattr("portal.web.importing.working.BATCHES", 1)
    form = Page.open(employer, NEW).form("/new")
    form.fill({"table": [(sheet(staff_row(serial) for serial in range(1, 5)), "职工.xlsx")], "consents": "y"}).submit()
    for _ in range(3):
        worker.work_once()
    assert 0 < len(filings(app)) < 4
    worker.work_off()
    assert len(filings(app)) == 4
    with app.app_context():
        assert db.session.query(ReferralImport).one().sent == 4


def test_the_template_asks_what_the_page_asks(employer: FlaskClient) -> None:
    headings = texts(employer.get("/employer/imports/long-term/template").data)[0]
    assert any(each.startswith("参保人姓名") for each in headings)
    assert not [each for each in headings if "代办人" in each or "签名" in each]
    assert KIND.channel is Channel.ONLINE


def test_another_unit_sees_nothing_of_it(employer: FlaskClient, app: Flask, worker: Worker) -> None:
    page = taken(employer, worker, sheet([staff_row(1), staff_row(2, to="")]))
    other = signed_in(app, "other-hr")
    assert other.get(page.url).status_code == 404
    assert other.post(f"{page.url}/report").status_code in (400, 404)
    assert person(1).name not in Page.open(other, "/employer/").text


def test_what_the_guide_does_not_let_a_unit_file_is_missing(employer: FlaskClient) -> None:
    assert employer.get("/employer/imports/emergency/new").status_code == 404
    assert employer.get("/employer/imports/emergency/template").status_code == 404


def test_nobody_else_opens_it(app: Flask) -> None:
    assert signed_in(app, "clerk").get(NEW).status_code == 403
