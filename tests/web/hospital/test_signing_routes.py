"""One screen on which a slip is signed, one after the other; with the last signature it is issued."""

from collections.abc import Mapping

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.slip_signing import SlipSigner
from portal.domain.vocabulary import FilingStatus, NoticeKind, Role
from portal.models import AccessLog, Filing, User, db
from portal.services import issuing
from tests.access.keyed import NAMED, REFERRAL
from tests.page import Page
from tests.people import acting, hospital_staff, id_number, person, staff
from tests.signers import COUNTY, SIGNERS, read_the_county, signer, writer
from tests.web.hospital.conftest import slip
from tests.web.hospital.spreadsheets import row, table, worker_of
from tests.web.importing.test_working import taken
from tests.web.institutions import key_for, system_of
from tests.web.living import LivingPortal, signed_in

Signers = Mapping[SlipSigner, FlaskClient]


@pytest.fixture
def app(living: LivingPortal, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The made-up county with its hospital, and who signs there."""
    living.renew()
    with living.app.app_context():
        read_the_county(monkeypatch)
        writer()
        for each in SIGNERS:
            signer(each)
        staff("boss", COUNTY, Role.SUPERVISOR)
        staff("clerk", COUNTY)
    return living.app


@pytest.fixture
def writes(app: Flask) -> FlaskClient:
    return signed_in(app, "writer")


@pytest.fixture
def signers(app: Flask) -> Signers:
    return {each: signed_in(app, each.value) for each in SIGNERS}


def put_up(client: FlaskClient) -> Page:
    return Page.open(client, "/hospital/issue").form("/issue").fill(slip()).submit()


def status_of(app: Flask) -> FilingStatus:
    with app.app_context():
        return db.session.query(Filing).one().status


def test_each_signs_on_one_screen_and_the_last_issues_it(app: Flask, writes: FlaskClient, signers: Signers) -> None:
    page = put_up(writes)
    assert page.url.endswith("/signing")
    assert "等经治医师签字" in page.text
    assert "/signing/sign" not in page.markup
    for each in SIGNERS:
        home = Page.open(signers[each], "/hospital/")
        assert "等您签字（1 件）" in home.text
        screen = Page.open(signers[each], page.url)
        assert "轮到您签字" in screen.text
        assert status_of(app) is FilingStatus.DRAFT
        done = screen.form("/sign").submit()
        assert f"医院{each.value}" in done.text, "who has signed stands there by name"
        assert "等您签字" not in Page.open(signers[each], "/hospital/").text
    assert status_of(app) is FilingStatus.SUBMITTED
    with app.app_context():
        assert {each.what for each in db.session.query(AccessLog)} == {"filing"}
        filing = db.session.query(Filing).one()
        clerk = db.session.query(User).filter(User.username == "clerk").one()
        form = issuing.for_signing(acting(clerk), filing.number, NoticeKind.FILING_FORM)
        [block] = [each for each in form.content.blocks if each.heading == "转诊单上的医院签字"]
        assert [cell.label for cell in block.rows] == ["经治医师", "科主任", "医保办（医务科）"]
        assert all("2026年9月14日" in cell.value for cell in block.rows)
    assert "医院签字" in Page.open(writes, page.url.removesuffix("/signing")).text


def test_one_who_does_not_sign_it_so_says_why_to_its_writer(app: Flask, writes: FlaskClient, signers: Signers) -> None:
    url = put_up(writes).url
    screen = Page.open(signers[SlipSigner.DOCTOR], url)
    assert "请写明哪里不对，要怎么改" in screen.form("/back").submit(status=422).errors
    screen.form("/back").fill({"words": "病情写得太短"}).submit()
    page = Page.open(writes, url)
    assert "病情写得太短" in page.text
    assert "签字的人退回了" in page.text
    home = Page.open(writes, "/hospital/?list=waiting")
    assert "退回我们的（1 件）" in home.text
    assert "没有等着补转诊单扫描件的" in home.text
    assert home.markup.count(f'href="{url}"') == 1
    again = page.follow("修改（改了以后，已有的签字作废）").form("/complete")
    agreed = {"condition": "胸闷三个月，不见好", "is_agreed": "y", "is_sealed": "yes", "consents": "y"}
    again.fill({**agreed, "slip": slip()["slip"]}).submit()
    assert "胸闷三个月，不见好" in Page.open(signers[SlipSigner.DOCTOR], url).text
    assert "签字中" in Page.open(writes, "/hospital/?list=signing").text


def test_who_has_told_no_number_is_led_to_where_they_tell_it_and_signs_then(app: Flask, writes: FlaskClient) -> None:
    """Of an account of before anybody was asked: without it one person could sign as two."""
    doctor = SlipSigner.DOCTOR.value
    with app.app_context():
        db.session.query(User).filter(User.username == doctor).one().person_index = None
        db.session.commit()
    url, browser = put_up(writes).url, signed_in(app, doctor)
    screen = Page.open(browser, url)
    assert "您的账号还没有登记本人身份证号，登记一次就能签" in screen.text
    assert "/signing/sign" not in screen.markup
    account = screen.follow("登记本人身份证号")
    assert "没有登记以前，不能在转诊单上签字" in account.text
    done = account.form("/account/own-number").fill({"id_number": id_number(960)}).submit()
    assert "没有登记以前" not in done.text
    Page.open(browser, url).form("/sign").submit()
    assert "等科主任签字" in Page.open(writes, url).text


def test_a_screen_that_was_overtaken_signs_nothing(app: Flask, writes: FlaskClient, signers: Signers) -> None:
    url = put_up(writes).url
    doctor, head = signers[SlipSigner.DOCTOR], signers[SlipSigner.DEPARTMENT_HEAD]
    old = Page.open(doctor, url).form("/sign")
    old.values["edition"] = "9"
    assert "您的操作没有执行" in old.submit(status=409).text
    assert "/signing/sign" not in Page.open(head, url).markup
    assert status_of(app) is FilingStatus.DRAFT


def test_a_row_of_a_spreadsheet_waits_for_its_scan_and_then_for_its_signatures(
    living: LivingPortal, app: Flask, writes: FlaskClient
) -> None:
    taken(writes, worker_of(living, app), table([row(7, place="岚山区")]))
    page = Page.open(writes, "/hospital/?list=waiting")
    with app.app_context():
        number = db.session.query(Filing).one().number
    form = Page.open(writes, f"/hospital/filings/{number}/complete").form("/complete")
    sent = form.fill({"is_agreed": "y", "is_sealed": "yes", "consents": "y", "slip": slip()["slip"]}).submit()
    assert sent.url.endswith("/signing")
    assert status_of(app) is FilingStatus.DRAFT
    assert "没有等着补转诊单扫描件的" in Page.open(writes, "/hospital/?list=waiting").text, page.text


def test_a_supervisor_names_who_signs(app: Flask) -> None:
    boss = signed_in(app, "boss")
    invited = Page.open(boss, "/admin/accounts/invite").form("/invite")
    assert "signs_as" in invited.values
    with app.app_context():
        uid = db.session.query(User).filter(User.username == "writer").one().uid
    page = Page.open(boss, f"/admin/accounts/{uid}").form("/signer").fill({"signs_as": "doctor"}).submit()
    assert "经治医师" in page.text
    with app.app_context():
        assert db.session.query(User).filter(User.username == "writer").one().signs_as is SlipSigner.DOCTOR


def test_where_no_county_asks_nothing_speaks_of_signatures(living: LivingPortal) -> None:
    living.renew()
    with living.app.app_context():
        staff("boss", role=Role.SUPERVISOR)
        uid = hospital_staff("tcm").uid
    boss = signed_in(living.app, "boss")
    assert "signs_as" not in Page.open(boss, "/admin/accounts/invite").form("/invite").values
    assert "签转诊单" not in Page.open(boss, f"/admin/accounts/{uid}").text
    assert "签字中" not in Page.open(signed_in(living.app, "tcm"), "/hospital/").text


def test_what_a_hospitals_system_issues_waits_for_its_signatures_too(app: Flask, signers: Signers) -> None:
    key, who = key_for(app, hospital="writer"), person(81, "病人")
    patient = {"name": who.name, "id_number": who.id_number, "scheme": "employee", "insured_place": "371103"}
    body = REFERRAL | {"person": patient}
    ask = system_of(app)
    answer = ask("/api/v1/referrals", body, key, headers=NAMED)
    assert answer.status_code == 201, answer.json
    assert (answer.json["status"], answer.json["submitted_at"]) == ("draft", None)
    number = answer.json["number"]
    Page.open(signers[SlipSigner.DOCTOR], f"/hospital/filings/{number}/signing").form("/sign").submit()
    followed = ask(f"/api/v1/filings/{number}", None, key, method="GET").json
    assert followed["signatures_awaited"] == ["department_head", "medical_office"]
