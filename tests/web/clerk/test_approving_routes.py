"""The page that approves: what nobody looked at is named on it, settled by one button, or passed over with a reason."""

from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from portal.domain.numbering import grouped
from portal.domain.vocabulary import FilingStatus, NoticeKind, Role
from portal.models import Filing, User, db
from portal.models.transaction import transaction
from portal.services import amendments, claims, documents, filings, history, notices, review, scoping
from tests.approving import approve
from tests.page import Page
from tests.people import acting, just_confirmed, long_stay, person, staff
from tests.services.test_proving import past_the_cap
from tests.web.clerk.cases import filed
from tests.web.clerk.cases import page as kept
from tests.web.clerk.conftest import signed_in


def now(filing: Filing) -> Filing:
    """The row as it stands."""
    db.session.rollback()
    return db.session.get_one(Filing, filing.id, populate_existing=True)


def approving(clerk: FlaskClient, filing: Filing) -> Page:
    """The page, by the button of the bar."""
    return Page.open(clerk, f"/clerk/filings/{filing.number}").follow("准予备案")


def test_one_button_names_what_it_says_was_looked_at_and_the_next_case_is_offered(clerk: FlaskClient) -> None:
    filing, following = filed(1), filed(2)
    page = approving(clerk, filing)
    for thing in ("居住证", "参保状态：还没查系统", "是不是本人：还没和证件核对", "申报账号：还没核实是本人的"):
        assert thing in page.text
    screen = page.form("/approve").submit("都核对过了")
    assert "已准予备案" in screen.text
    assert screen.links["办下一件"] == f"/clerk/filings/{following.number}"
    assert now(filing).status is FilingStatus.APPROVED
    assert {n.kind for n in notices.of_filing(filing)} >= {NoticeKind.DECISION, NoticeKind.FILING_FORM}
    Page.open(clerk, screen.links[next(text for text in screen.links if text.startswith("备案回执"))])
    assert "正常参保" in screen.text


def test_what_is_not_ticked_needs_its_reason_and_stands_in_the_history(clerk: FlaskClient) -> None:
    filing = filed(1)
    form = approving(clerk, filing).form("/approve").fill({"checked": ["insured", "person"]})
    again = form.submit("按打勾的办", status=422)
    assert again.errors == ["还有 2 样没有核对。请核对，或写明为什么不核对"]
    mended = again.form("/approve")
    assert mended.values.getlist("checked") == ["insured", "person"]
    screen = mended.fill({"unchecked_reason": "上个月刚办过，材料没变"}).submit("按打勾的办")
    assert "申报账号，因为：上个月刚办过，材料没变" in screen.text
    assert "上个月" not in str(notices.of_filing(now(filing)))
    assert history.events_of(filing)[-1].detail.unchecked_reason == "上个月刚办过，材料没变"


def test_a_page_that_came_meanwhile_is_named_before_it_is_covered(clerk: FlaskClient) -> None:
    filing = filed(1)
    form = approving(clerk, filing).form("/approve")
    documents.attach(acting(staff("other")), filing.number, "residence_proof", kept("z"), None)
    again = form.submit("都核对过了", status=422)
    assert "（2 份）" in again.text
    again.form("/approve").submit("都核对过了")
    assert {document.mark.value for document in claims.live_documents(now(filing))} == {"sound"}


def test_where_it_cannot_be_approved_the_screen_says_so(clerk: FlaskClient) -> None:
    filing = filed(1, proof=False)
    page = Page.open(clerk, f"/clerk/filings/{filing.number}/approve", status=422)
    assert "按规定现在还不能准予备案" in page.text


def test_the_day_is_proposed_and_moved_in_the_same_form(clerk: FlaskClient) -> None:
    filing = filed(1)
    form = approving(clerk, filing).form("/approve")
    assert [form.values[f"begins_on-{part}"] for part in ("year", "month", "day")] == ["2026", "9", "14"]
    empty = form.fill({f"begins_on-{part}": "" for part in ("year", "month", "day")}).submit("都核对过了", status=422)
    assert empty.errors == ["请填从哪天算"]
    empty.form("/approve").fill({"begins_on": date(2026, 9, 1)}).submit("都核对过了")
    assert now(filing).begins_on == date(2026, 9, 1)
    screen = Page.open(clerk, f"/clerk/filings/{filing.number}")
    assert "从哪天算 2026年9月1日（周二）" in screen.text


def test_a_day_far_off_opens_a_field_for_why(clerk: FlaskClient) -> None:
    filing = filed(1)
    form = Page.open(clerk, f"/clerk/filings/{filing.number}").follow("准予备案").form("/approve")
    assert "start_reason" not in form.values
    far = form.fill({"begins_on": date(2024, 3, 1)}).submit("都核对过了", status=422)
    assert "2024年3月1日" in far.errors[0]
    far.form("/approve").fill({"start_reason": "调令写的是那天"}).submit("都核对过了")
    assert now(filing).begins_on == date(2024, 3, 1)


def test_everything_wrong_with_an_approval_is_said_at_once(clerk: FlaskClient) -> None:
    filing = filed(1, stay_months=3)
    wrong = {"checked": ["insured"], "begins_on-month": "13"}
    page = approving(clerk, filing).form("/approve").fill(wrong).submit("按打勾的办", status=422)
    to_answer = "请用您自己的话写明规则要您定的怎么定、凭什么"
    assert [error.partition("。")[0] for error in page.errors] == [to_answer, "月份请填 1 到 12", "还有 3 样没有核对"]
    assert now(filing).status is FilingStatus.SUBMITTED


def test_what_another_first_day_overlaps_is_shown_before_it_is_approved(clerk: FlaskClient) -> None:
    first = filed(1)
    approving(clerk, first).form("/approve").submit("都核对过了")
    with transaction():
        filing = now(first)
        filing.begins_on, filing.ends_on = date(2026, 9, 1), date(2026, 9, 10)
    user = db.session.get_one(User, first.applicant_id)
    draft = filings.open_draft(acting(user), "wenshang.long-term", long_stay(person(1, "韦测试")))
    documents.attach(acting(user), draft.number, "residence_proof", kept("z"), None)
    second = filings.submit(acting(user), draft.number)
    page = approving(clerk, second)
    assert grouped(first.number) not in page.text
    moved = page.form("/approve").fill({"begins_on": date(2026, 9, 5)})
    again = moved.submit("都核对过了", status=422)
    assert "有几天重在一起" in again.errors[0]
    assert grouped(first.number) in again.text
    again.form("/approve").submit("都核对过了")
    assert now(second).begins_on == date(2026, 9, 5)


def test_what_is_in_force_already_is_said_beside_the_decision(clerk: FlaskClient) -> None:
    first = filed(1)
    approving(clerk, first).form("/approve").submit("都核对过了")
    user = db.session.get_one(User, first.applicant_id)
    draft = filings.open_draft(acting(user), "wenshang.long-term", long_stay(person(1, "韦测试")))
    documents.attach(acting(user), draft.number, "residence_proof", kept("z"), None)
    second = filings.submit(acting(user), draft.number)
    for url in ("", "/approve"):
        page = Page.open(clerk, f"/clerk/filings/{second.number}{url}")
        assert "这个人同时已经有生效的备案" in page.text
        assert f"/clerk/filings/{first.number}" in page.links.values()


def test_a_cap_that_is_passed_is_named_and_a_supervisors_to_let_pass(in_app: Flask) -> None:
    filing, _given = past_the_cap()
    full = "代办人今年已经替 3 个人办过，这一件要由主管写明理由来批"
    url = f"/clerk/filings/{filing.number}/approve"
    desk = Page.open(signed_in(in_app, staff("clerk", "fushun")), url, status=422)
    assert full in desk.text
    assert desk.find(name="confirms") is None
    chief = signed_in(in_app, staff("second", "fushun", Role.SUPERVISOR))
    page = approving(chief, filing)
    assert full in page.text
    again = page.form("/approve").submit("都核对过了", status=422)
    assert again.errors == ["代办人今年已经替 3 个人办过。要批这一件，请写明为什么可以多办一个人"]
    screen = again.form("/approve").fill({"cap_reason": "家中四位老人都要办"}).submit("都核对过了")
    assert now(filing).status is FilingStatus.APPROVED
    assert "主管特批" in screen.text
    assert "家中四位老人都要办" in screen.text


def with_change() -> tuple[str, str]:
    """The numbers of a filing in force, and of a change to another place that was sent in."""
    before = approve(acting(staff("first")), filed(1))
    filer = acting(db.session.get_one(User, before.applicant_id))
    draft = amendments.begin_change(filer, before.number, lambda key: f"copy-{key}")
    filings.save_draft(filer, draft.number, {"treatment_place": "440100", "begins_on": date(2026, 12, 1)})
    return before.number, filings.submit(filer, draft.number).number


def test_a_change_is_shown_with_what_it_replaces(clerk: FlaskClient) -> None:
    before, change = with_change()
    screen = Page.open(clerk, f"/clerk/filings/{change}")
    for page in (screen, screen.follow("准予备案")):
        assert "这是变更，准予以后代替原来那一件" in page.text
        assert "上海市 → 广东省广州市" in page.text
        assert any(url == f"/clerk/filings/{before}" for url in page.links.values())


def test_a_change_of_what_was_revoked_says_so_and_why(app: Flask, clerk: FlaskClient) -> None:
    before, change = with_change()
    filing = scoping.filing_by_number(acting(staff("third")).actor, before)
    chief = just_confirmed(staff("chief", role=Role.SUPERVISOR))
    ending = Page.open(clerk, f"/clerk/filings/{before}/cancel").text
    assert f"它的变更或者续办（{grouped(change)}）还没有办完，不会跟着结束" in ending
    review.revoke(chief, before, filing.version, "材料是假的")
    screen = Page.open(clerk, f"/clerk/filings/{change}")
    for page in (screen, screen.follow("准予备案")):
        assert "这是变更，可是原来那一件已经不算数了" in page.text
        assert "材料是假的" in page.text
        assert any(url == f"/clerk/filings/{before}" for url in page.links.values())
    assert "它要变更的那一件已经不算数了" in screen.follow("准予备案").text


def test_a_change_of_a_change_names_all_it_ends(clerk: FlaskClient) -> None:
    before, change = with_change()
    second = approve(acting(staff("third")), scoping.filing_by_number(acting(staff("fourth")).actor, change))
    filer = acting(db.session.get_one(User, second.applicant_id))
    back = Page.open(clerk, f"/clerk/filings/{before}").follow("替申请人登记已经回来")
    assert f"以后接替它的那一件（{grouped(change)}）还没有开始，也一起取消。" in back.text
    assert "替申请人登记已经回来" not in Page.open(clerk, f"/clerk/filings/{change}").links
    draft = amendments.begin_change(filer, change, lambda key: f"{key}-2")
    filings.save_draft(filer, draft.number, {"treatment_place": "510100", "begins_on": date(2026, 10, 1)})
    page = Page.open(clerk, f"/clerk/filings/{filings.submit(filer, draft.number).number}")
    assert "再早的这一件还有效，准予以后也由它代替" in page.text
    assert "这个人同时已经有生效的备案" not in page.text
    assert {f"/clerk/filings/{number}" for number in (before, change)} <= set(page.links.values())


def test_undoing_one_says_what_comes_back(app: Flask, clerk: FlaskClient) -> None:
    before, change = with_change()
    filing = scoping.filing_by_number(acting(staff("second")).actor, change)
    approve(acting(staff("third")), filing)
    page = Page.open(clerk, f"/clerk/filings/{change}").follow("替申请人取消备案")
    assert f"它代替的那一件（{grouped(before)}）会恢复有效。" in page.text
