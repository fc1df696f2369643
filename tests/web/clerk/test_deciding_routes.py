"""Every act of the desk through its pages, and what happens to whoever comes second."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.catalogue.county import NumberedReason
from portal.domain.claims import ReferralClaim
from portal.domain.event_detail import EventDetail
from portal.domain.vocabulary import FilingStatus, FilingType, Mark, NoticeKind, Role
from portal.models import Filing, db
from portal.services import claims, history, marks, notices, referrals, review
from portal.services.rulebook import rulebook
from tests.hops import hops_to_rows
from tests.page import Page
from tests.people import acting, hospital_staff, insured, long_stay, person, staff
from tests.web.clerk.cases import filed, late_emergency, not_networked, page, telephoned
from tests.web.clerk.conftest import signed_in


def now(filing: Filing) -> Filing:
    """The row as it stands."""
    db.session.rollback()
    return db.session.get_one(Filing, filing.id, populate_existing=True)


def test_accept_then_reject_with_a_reason(clerk: FlaskClient) -> None:
    filing = filed(1)
    button = Page.open(clerk, f"/clerk/filings/{filing.number}").form("/accept")
    with hops_to_rows() as hops:
        screen = button.submit()
    assert hops.items() >= {"filings": 2, "filing_events": 5, "notices": 3, "outbox": 3}.items()
    assert "已受理" in screen.text
    form = screen.follow("不予备案")
    missing = form.form("/reject").fill({"reason": ""}).submit(status=422)
    assert missing.errors == ["请写明理由，理由会写进通知书"]
    done = missing.form("/reject").fill({"reason": "没有住满六个月"}).submit()
    assert "不予备案" in done.text
    assert now(filing).status is FilingStatus.REJECTED


def test_refusal_comes_with_its_text_ready(clerk: FlaskClient) -> None:
    filing = filed(1, stay_months=12, treatment_place="370800")
    form = Page.open(clerk, f"/clerk/filings/{filing.number}").follow("不予受理").form("/refuse")
    assert "依据：" in form.values["reason"]
    form.submit()
    assert now(filing).status is FilingStatus.REFUSED


def test_correction_names_what_is_owed_and_what_the_clerk_adds(clerk: FlaskClient) -> None:
    filing = filed(1)
    document = claims.live_documents(filing)[0]
    screen = Page.open(clerk, f"/clerk/filings/{filing.number}").form(button="看不清").submit("看不清")
    correction = screen.follow("一次性告知")
    assert "（看不清）" in correction.text
    correction.form("/request-correction").fill({"remark": "电话请写全"}).submit()
    detail = history.events_of(now(filing))[-1].detail
    assert detail == EventDetail(kinds=(document.kind,), remark="电话请写全")


def test_what_was_noted_of_a_document_stands_in_the_notice_once(clerk: FlaskClient) -> None:
    filing = filed(1)
    document = claims.live_documents(filing)[0]
    marks.mark(acting(staff("colleague")), filing.number, document.uid, Mark.ILLEGIBLE, "右下角糊了")
    correction = Page.open(clerk, f"/clerk/filings/{filing.number}/request-correction")
    assert "右下角糊了" in correction.text.partition("一定会写进告知书的")[2]
    form = correction.form("/request-correction")
    assert form.values.get("remark", "") == ""
    form.submit()
    sheet = Page.open(clerk, f"/clerk/filings/{filing.number}").follow("一次性告知书")
    assert sheet.text.count("右下角糊了") == 1


def test_notice_of_nothing_is_refused_and_keeps_what_was_typed(clerk: FlaskClient) -> None:
    filing = filed(1)
    form = Page.open(clerk, f"/clerk/filings/{filing.number}/request-correction").form("/request-correction")
    answer = form.submit(status=422)
    assert "没有要补的材料" in answer.errors[0]
    assert now(filing).status is FilingStatus.SUBMITTED


def test_second_notice_may_add_nothing_but_by_a_supervisors_word(desk_of: Any, in_app: Flask) -> None:
    clerk, filing = desk_of("liujiang", "lj"), late_emergency(7)
    url = f"/clerk/filings/{filing.number}/request-correction"
    assert Page.open(clerk, url).find(name="override_reason") is None
    Page.open(clerk, url).form("/request-correction").submit()
    Page.open(clerk, f"/clerk/filings/{filing.number}").form("/resume").submit()
    again = Page.open(clerk, url).form("/request-correction").fill({"kinds": ["identity"]})
    assert "请主管写明理由" in again.submit(status=422).errors[0]
    long = again.fill({"remark": "长" * 1001}).submit(status=422)
    assert ["第一次告知时没有提到" in error for error in long.errors] == [True, False], long.errors
    chief = signed_in(in_app, staff("lj-chief", "liujiang", Role.SUPERVISOR))
    allowed = Page.open(chief, url).form("/request-correction")
    allowed.fill({"kinds": ["identity"], "override_reason": "身份证照片是别人的"}).submit()
    assert history.events_of(now(filing))[-1].detail.kinds[-1] == "identity"
    assert "主管特批" in Page.open(chief, f"/clerk/filings/{filing.number}").text


def test_lateness_is_said_and_left_to_be_confirmed(desk_of: Any) -> None:
    filing = late_emergency(7)
    screen = Page.open(desk_of("liujiang", "lj"), f"/clerk/filings/{filing.number}")
    assert "晚了会怎样（以经办机构答复为准）" in screen.text
    assert "分别降低15%、20%" in screen.text
    assert "最晚申报" in screen.text


def test_stale_screen_loses_politely_and_shows_the_case_afresh(clerk: FlaskClient, in_app: Flask) -> None:
    filing = filed(1)
    seen = Page.open(clerk, f"/clerk/filings/{filing.number}/approve").form("/approve")
    review.accept(acting(staff("faster"), later=timedelta(minutes=42)), filing.number, filing.version)
    lost = seen.submit(status=409)
    assert "已在 10:42 办理（受理）" in lost.text
    assert "已受理" in lost.text
    assert now(filing).status is FilingStatus.ACCEPTED


def test_double_click_on_approve_is_one_approval(clerk: FlaskClient) -> None:
    filing = filed(1)
    form = Page.open(clerk, f"/clerk/filings/{filing.number}/approve").form("/approve")
    form.submit()
    form.submit(status=409)
    assert len([n for n in notices.of_filing(filing) if n.kind is NoticeKind.DECISION]) == 1


def test_clerk_withdraws_and_cancels_for_who_asks(clerk: FlaskClient) -> None:
    open_one, approved = telephoned(5), filed(6)
    Page.open(clerk, f"/clerk/filings/{open_one.number}").follow("替申请人撤回").form("/withdraw").submit()
    assert now(open_one).status is FilingStatus.WITHDRAWN
    screen = Page.open(clerk, f"/clerk/filings/{approved.number}/approve").form("/approve").submit()
    screen.follow("替申请人取消备案").form("/cancel").submit()
    assert now(approved).status is FilingStatus.CANCELLED


def test_only_a_supervisor_revokes(clerk: FlaskClient, supervisor: FlaskClient) -> None:
    filing = filed(6)
    screen = Page.open(clerk, f"/clerk/filings/{filing.number}/approve").form("/approve").submit()
    assert "撤销备案" not in screen.links
    forbidden = Page.open(clerk, f"/clerk/filings/{filing.number}/revoke").form("/revoke")
    forbidden.fill({"reason": "查出材料不实"}).submit(status=422)
    boss = Page.open(supervisor, f"/clerk/filings/{filing.number}").follow("撤销备案").form("/revoke")
    boss.fill({"reason": "查出材料不实"}).submit()
    assert now(filing).status is FilingStatus.REVOKED


def test_referral_slip_goes_back_to_the_hospital(clerk: FlaskClient, in_app: Flask) -> None:
    doctor = acting(hospital_staff("doctor"))
    sick = insured(person(3), kind=FilingType.REFERRAL)
    written = ReferralClaim(issued_on=date(2026, 9, 13))
    typed = long_stay(person(3), person=sick, referral=written, stay_months=None, begins_on=None)
    filing = referrals.issue(doctor, typed, [page("s")], "key-of-slip", True)
    screen = Page.open(clerk, f"/clerk/filings/{filing.number}")
    assert "登记收到的材料" not in screen.links
    back = screen.follow("退回医院更正").form("/request-correction").fill({"remark": "诊断请写全"})
    back.submit("退回医院")
    assert now(filing).status is FilingStatus.CORRECTION_REQUESTED


def test_told_link_and_code_for_a_person_without_an_account(clerk: FlaskClient) -> None:
    filing = telephoned(5)
    url = f"/clerk/filings/{filing.number}"
    call = Page.open(clerk, url).follow("记下电话告知")
    call.form("/told").fill({"text": ""}).submit(status=422)
    call.form("/told").fill({"text": "告诉女儿还差急诊证明"}).submit()
    Page.open(clerk, f"{url}/request-correction").form("/request-correction").submit()
    linked = Page.open(clerk, url).form("/upload-link").submit()
    assert "/upload/" in linked.text
    assert "告诉女儿还差急诊证明" in linked.text
    assert "/upload/" not in Page.open(clerk, url).text
    Page.open(clerk, url).form("/resume").submit()
    assert now(filing).status is FilingStatus.SUBMITTED


def test_a_proposed_reason_is_chinese_on_an_english_page_too(clerk: FlaskClient) -> None:
    filing = not_networked(6)
    clerk.set_cookie("portal_language", "en")
    page = Page.open(clerk, f"/clerk/filings/{filing.number}/refuse")
    assert "住的医院没有异地联网" in page.find(id="reason").text


def test_a_numbered_reason_of_the_county_is_ticked_and_stands_in_the_notice(
    clerk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = rulebook.catalogue.county("wenshang")
    assert county is not None
    numbered = replace(county, reasons=(NumberedReason("3.1", "没有住满六个月"), NumberedReason("3.2", "不是本人的")))
    monkeypatch.setattr(type(rulebook.catalogue), "county", lambda _catalogue, _slug: numbered)
    filing = filed(1)
    form = Page.open(clerk, f"/clerk/filings/{filing.number}").follow("不予受理").form("/refuse")
    assert "3.2 不是本人的" in form.page.text
    missing = form.fill({"reason": ""}).submit(status=422)
    assert missing.errors == ["请写明理由，理由会写进通知书"]
    form.fill({"reason": "请带本人的证", "numbered": ["3.2"]}).submit()
    assert history.events_of(now(filing))[-1].detail.reason == "3.2 不是本人的\n请带本人的证"


def test_what_lacks_a_paper_is_accepted_with_a_reason_where_the_guide_is_silent(clerk: FlaskClient) -> None:
    filing = filed(1, proof=False)
    page = Page.open(clerk, f"/clerk/filings/{filing.number}").follow("受理")
    assert "居住证" in page.text
    missing = page.form("/proceed").submit(status=422)
    assert missing.errors == ["请写明为什么不等材料"]
    assert "已受理" in missing.form("/proceed").fill({"reason": "居住证今天下午送来"}).submit().text


def test_what_the_rules_refuse_has_no_such_button(clerk: FlaskClient) -> None:
    filing = filed(1, stay_months=12, treatment_place="370800")
    screen = Page.open(clerk, f"/clerk/filings/{filing.number}")
    assert not [form for form in screen.tree.iter("form") if form.get("action", "").endswith("/accept")]
    assert "受理" not in screen.links
