"""What a row becomes is what the page would have made of it; where nothing stands of it, it comes again on a yes."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.numbering import grouped
from portal.services import review, scoping
from portal.wording.translation import day_text
from portal.worker import Worker
from tests.approving import approve
from tests.page import Page
from tests.people import acting
from tests.web.hospital.conftest import slip
from tests.web.hospital.spreadsheets import HEADINGS, row, table, worker_of
from tests.web.importing.test_working import counts, drafts, reasons, taken
from tests.web.institutions import account
from tests.web.living import LivingPortal, signed_in


@pytest.fixture
def worker(living: LivingPortal, app: Flask) -> Worker:
    return worker_of(living, app)


def test_a_diagnosis_of_the_list_is_in_a_row_what_it_is_on_the_page(
    app: Flask, hospital: FlaskClient, worker: Worker
) -> None:
    """By its name, by its code, in any spelling; another hospital's list is nothing to it."""
    headings = {**HEADINGS, "code": "诊断编码（ICD-10 医保版）"}
    rows = [
        row(7),
        row(8, diagnosis="a01.000X003"),
        row(9, diagnosis="E11.201＋N08.3＊ 糖尿病性肾病"),
        row(10, diagnosis="别的病", code="i25.103"),
        row(11, code="I99.900"),
    ]
    load_diagnoses(hospital, "I25.103,冠心病", "A01.000x003,伤寒", "E11.201+N08.3*,糖尿病性肾病")
    load_diagnoses(signed_in(app, "people"), "I25.999,冠心病")
    taken(hospital, worker, table(rows, headings))
    with app.app_context():
        slips_of = [filing.claims.slip for filing in drafts()]
        assert [(each.diagnosis_code, each.diagnosis_name) for each in slips_of] == [
            ("I25.103", "冠心病"),
            ("A01.000x003", "伤寒"),
            ("E11.201+N08.3*", "糖尿病性肾病"),
            ("I25.103", "别的病"),
        ]
        assert reasons() == {6: ("诊断编码 I99.900 不在本院的诊断编码表里。请改对，或者不填",)}


def test_a_list_that_is_loaded_later_doubles_nothing(app: Flask, hospital: FlaskClient, worker: Worker) -> None:
    taken(hospital, worker, table([row(7)]))
    load_diagnoses(hospital, "I25.103,冠心病")
    taken(hospital, worker, table([row(7), row(8)]))
    with app.app_context():
        assert counts() == (2, 2, 1, 0, 1, 0)
        assert [filing.claims.slip.diagnosis_code for filing in drafts()] == [None, "I25.103"]


def load_diagnoses(client: FlaskClient, *lines: str) -> None:
    content = "\n".join(("诊断编码,诊断名称", *lines)).encode()
    page = Page.open(client, "/hospital/diagnoses/")
    page.form("/hospital/diagnoses/").fill({"table": [(content, "icd.csv")]}).submit()


BECAME = {"refused": "现在是“不予受理”", "revoked": "现在是“已撤销”", "expired": ""}


ONE_OF_THEM = "refused"
"""Whom the quick net asks."""


@pytest.mark.parametrize(
    "end", [pytest.param(end, marks=() if end == ONE_OF_THEM else pytest.mark.slow) for end in BECAME]
)
def test_a_row_comes_again_where_nothing_stands_that_came_of_it_and_its_sender_says_so(
    app: Flask, hospital: FlaskClient, worker: Worker, living: LivingPortal, end: str
) -> None:
    """And only then: what waits, or counts, is never doubled."""
    taken(hospital, worker, table([row(7)]))
    with app.app_context():
        [draft] = drafts()
    Page.open(hospital, f"/hospital/filings/{draft.number}/complete").form("/complete").fill(
        {"slip": slip()["slip"], "consents": "y"}
    ).submit()
    taken(hospital, worker, table([row(7)]))
    with app.app_context():
        assert counts() == (1, 1, 0, 0, 1, 0)
        came_to(end, draft.number)
        filing = scoping.filing_by_number(acting(account("clerk")).actor, draft.number)
    if end == "expired":
        taken(hospital, worker, table([row(7)]))
        with app.app_context():
            assert counts() == (1, 1, 0, 0, 1, 0), "it counts"
            assert filing.ends_on is not None
        living.clock.pass_by(timedelta(days=(filing.ends_on - living.clock().date()).days + 2))
        hospital = signed_in(app, "tcm")
    became = BECAME[end] or f"到 {day_text(filing.ends_on, 'zh')} 为止，已经过期"
    left = taken(hospital, worker, table([row(7)]))
    with app.app_context():
        [reason] = reasons().values()
        assert reason[0] == f"以前收过，编号 {grouped(draft.number)}，{became}"
        assert (reason[1] in left.text, counts(), drafts()) == (True, (1, 1, 0, 0, 0, 0), [])
    taken(hospital, worker, table([row(7)]), again="y")
    with app.app_context():
        assert counts() == (1, 1, 1, 0, 0, 0)
        [again] = drafts()
    taken(hospital, worker, table([row(7)]), again="y")
    with app.app_context():
        assert (counts(), [each.number for each in drafts()]) == ((1, 1, 0, 0, 1, 0), [again.number])


def came_to(end: str, number: str) -> None:
    """What became of it."""
    clerk, boss = acting(account("clerk")), acting(account("boss"))
    filing = scoping.filing_by_number(clerk.actor, number)
    if end == "refused":
        review.refuse(clerk, number, filing.version, "测试：不符合")
        return
    approved = approve(clerk, filing)
    if end == "revoked":
        review.revoke(boss, number, approved.version, "测试：查出来不对")
