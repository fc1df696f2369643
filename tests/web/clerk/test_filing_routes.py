"""One filing on one screen: papers, checks, what was claimed, and who looked."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.domain.claims import AgentClaim, Claims, ReferralClaim, laid_over
from portal.domain.vocabulary import FilingStatus
from portal.models import AccessLog, Filing, User, db
from portal.models.transaction import transaction
from portal.services import claims, documents, filings, review
from portal.web.presenters import rival_claims
from tests.page import Page
from tests.people import SyntheticPerson, acting, citizen, id_number, insured, long_stay, person, staff
from tests.statements import statements_of
from tests.web.clerk.cases import filed, page, telephoned


def test_screen_shows_checks_with_sources_and_masks_the_id_number(clerk: FlaskClient) -> None:
    filing = filed(1, proof=False)
    screen = Page.open(clerk, f"/clerk/filings/{filing.number}")
    assert screen.title.endswith("韦**")
    assert "异地长期居住证明" in screen.text or "缺" in screen.text
    assert "在外地住满6个月" in screen.text
    assert "依据" in screen.text
    assert "*" * 16 + person(1).id_number[-2:] in screen.text


def test_whole_id_number_is_shown_on_request_and_the_look_is_kept(clerk: FlaskClient) -> None:
    filing, number = filed(1), person(1).id_number
    shown = Page.open(clerk, f"/clerk/filings/{filing.number}").form("/id-number").submit()
    assert f"{number[:6]} {number[6:14]} {number[14:]}" in shown.text
    assert [log.what for log in db.session.query(AccessLog).order_by(AccessLog.id)] == ["filing", "id_number"]
    assert "看了完整证件号" in Page.open(clerk, f"/clerk/filings/{filing.number}").text


def test_paper_is_marked_and_the_mark_stands_on_the_screen(clerk: FlaskClient) -> None:
    filing = filed(1)
    document = claims.live_documents(filing)[0]
    screen = Page.open(clerk, f"/clerk/filings/{filing.number}")
    marked = screen.form(button="看不清").submit("看不清")
    assert marked.find(id=f"paper-{document.uid}") is not None
    assert "✕看不清" in marked.text
    other = marked.form(button="记下这个问题").submit("记下这个问题", 422)
    assert "请写明理由" in other.text


def test_a_paper_found_unsound_after_acceptance_has_its_button_and_its_person_is_asked(clerk: FlaskClient) -> None:
    filing = filed(1)
    screen = Page.open(clerk, f"/clerk/filings/{filing.number}").form("/accept").submit()
    marked = screen.form(button="看不清").submit("看不清")
    after = marked.follow("一次性告知").form("/request-correction").submit()
    assert "待补材料" in after.text
    assert db.session.get_one(Filing, filing.id, populate_existing=True).status is FilingStatus.CORRECTION_REQUESTED


def test_a_notice_is_not_proposed_to_ask_what_no_finding_speaks_of(clerk: FlaskClient) -> None:
    """A slip marked 材料过期 went out as a notice that asked, unseen, whether it was an inpatient's stay."""
    user, who = citizen(person(4)), person(4)
    typed = long_stay(who, person=insured(who), referral=ReferralClaim("汶上县中医院", date(2026, 9, 1)))
    draft = filings.open_draft(acting(user), "wenshang.referral", typed)
    documents.attach(acting(user), draft.number, "referral_slip", page("s"), True)
    filing = filings.submit(acting(user), draft.number)
    screen = Page.open(clerk, f"/clerk/filings/{filing.number}").form(button="材料过期").submit("材料过期")
    form = screen.follow("一次性告知")
    assert form.find(name="questions", value="admission.inpatient") is not None
    assert form.find(name="questions", checked="") is None
    form.form("/request-correction").submit()
    sent = db.session.get_one(Filing, filing.id, populate_existing=True)
    assert sent.status is FilingStatus.CORRECTION_REQUESTED


def test_insured_person_and_owner_are_checked(clerk: FlaskClient) -> None:
    filing = filed(1)
    screen = Page.open(clerk, f"/clerk/filings/{filing.number}")
    screen = screen.form("/insured").submit("查到：正常参保")
    assert "2026年9月14日（周一） 查过：正常参保" in screen.text
    screen = screen.form("/person").submit()
    screen = screen.form("/owner").submit()
    assert db.session.get(User, filing.applicant_id, populate_existing=True).verified_at is not None
    assert "已核实" in screen.text


def test_rival_claim_to_one_id_number_warns(clerk: FlaskClient) -> None:
    filing, who = filed(1), person(1)
    citizen(type(who)("别人", who.id_number, "13900000000"))
    assert "另有 1 个账号登记了同一个身份证号" in Page.open(clerk, f"/clerk/filings/{filing.number}").text


def posing_as(serial: int) -> User:
    """Another account that was registered with that person's number."""
    return citizen(replace(person(serial), phone="13900000050"))


def test_two_claims_of_one_person_stand_side_by_side(clerk: FlaskClient) -> None:
    mine, stranger = filed(1), posing_as(1)
    draft = filings.open_draft(acting(stranger), "wenshang.long-term", long_stay(person(1), treatment_place="320100"))
    theirs = filings.submit(acting(stranger), draft.number)
    for filing, other in ((mine, theirs), (theirs, mine)):
        screen = Page.open(clerk, f"/clerk/filings/{filing.number}")
        beside = screen.text[screen.text.index("有几件同时在等") :]
        assert f"/clerk/filings/{other.number}" in screen.links.values()
        assert ("上海市" in beside, "南京市" in beside, "还没有核实" in beside) == (True, True, True)
    assert "有几件同时在等" not in Page.open(clerk, f"/clerk/filings/{filed(2).number}").text


def test_claims_that_do_not_stand_beside_it_are_counted(clerk: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rival_claims, "MOST_BESIDE", 1)
    mine = filed(1)
    for phone in ("13900000050", "13900000051", "13900000052"):
        ctx = acting(citizen(replace(person(1), phone=phone)))
        filings.submit(ctx, filings.open_draft(ctx, "wenshang.long-term", long_stay(person(1))).number)
    screen = Page.open(clerk, f"/clerk/filings/{mine.number}")
    assert (screen.text.count("打开另一件"), "另外还有 2 件也在等" in screen.text) == (1, True)


def compared(screen: Page) -> str:
    return screen.text[screen.text.index("有几件同时在等") : screen.text.index("打开另一件")]


def test_what_differs_between_two_claims_is_marked_in_words(clerk: FlaskClient) -> None:
    """Five 杨** are told apart; so are two who say they are one."""
    mine, stranger = filed(1), posing_as(1)
    same = long_stay(person(1, "韦测试"), treatment_place="320100")
    filings.submit(acting(stranger), filings.open_draft(acting(stranger), "wenshang.long-term", same).number)
    rows = compared(Page.open(clerk, f"/clerk/filings/{mine.number}"))
    assert "不一样的有 1 处：就医地" in rows
    assert rows.count("不一样") == 2  # in the sentence and at the row
    assert "就医地 不一样" in rows


def test_numbers_that_differ_behind_their_masks_are_said_to(clerk: FlaskClient) -> None:
    first = id_number(60)
    second = next(number for number in map(id_number, range(61, 999)) if number[-2:] == first[-2:])
    agents = [AgentClaim("代办人", number, f"1380{number[-7:-1]}1", "子女") for number in (first, second)]
    mine, stranger = filed(1, agent=agents[0]), citizen(SyntheticPerson("代办人", second, "13900000050"))
    other = long_stay(person(1, "韦测试"), agent=agents[1])
    filings.submit(acting(stranger), filings.open_draft(acting(stranger), "wenshang.long-term", other).number)
    assert "代办人：身份证号（遮住的几位不一样）" in compared(Page.open(clerk, f"/clerk/filings/{mine.number}"))


def test_two_claims_that_say_the_same_are_said_to(clerk: FlaskClient) -> None:
    mine, stranger = filed(1), posing_as(1)
    same = long_stay(person(1, "韦测试"))
    filings.submit(acting(stranger), filings.open_draft(acting(stranger), "wenshang.long-term", same).number)
    rows = compared(Page.open(clerk, f"/clerk/filings/{mine.number}"))
    assert "除了提交时间，填的都一样。" in rows
    assert "不一样" not in rows


def test_earlier_filings_of_the_person_are_offered(clerk: FlaskClient) -> None:
    first = filed(1)
    user = db.session.get(User, first.applicant_id)
    from portal.services import amendments

    amendments.withdraw(acting(user), first.number, first.version)
    again = filings.open_draft(acting(user), "wenshang.long-term", long_stay(person(1)))
    second = filings.submit(acting(user), again.number)
    with transaction():
        db.session.get_one(Filing, first.id).submitted_at = datetime(2026, 9, 14, 17, 30, tzinfo=UTC)
    screen = Page.open(clerk, f"/clerk/filings/{second.number}")
    assert f"/clerk/filings/{first.number}" in screen.links.values()
    assert "长期异地就医备案 2026年9月15日（周二）" in screen.text, "sent in at half past one in Beijing"


def test_case_that_an_earlier_portal_left_contradicting_itself_is_shown_and_does_not_crash(clerk: FlaskClient) -> None:
    filing = filed(1, proof=False)
    review.request_correction(acting(staff("reviewer")), filing.number, filing.version, [])
    with transaction():
        filing.claims = laid_over(filing.claims, {"stay_days": 30, "stay_months": 12})
    screen = Page.open(clerk, f"/clerk/filings/{filing.number}")
    assert "待补材料" in screen.text
    assert "外出时间只写一种" in screen.form("/resume").submit(status=422).text
    screen.form("/form").submit(status=422)


def test_odd_numbers_and_unsent_drafts_are_missing_pages(clerk: FlaskClient) -> None:
    draft = filings.open_draft(acting(citizen(person(9))), "wenshang.long-term", Claims())
    for number in ("1", "x" * 12, "000000000000", draft.number):
        Page.open(clerk, f"/clerk/filings/{number}", 404)


def test_foreign_paper_is_a_missing_page(clerk: FlaskClient, desk_of: Any) -> None:
    filing = filed(1)
    uid = claims.live_documents(filing)[0].uid
    other = filed(2)
    Page.open(clerk, f"/clerk/filings/{other.number}/papers/{uid}/file", 404)
    Page.open(desk_of("fushun", "fs"), f"/clerk/filings/{filing.number}/papers/{uid}/pages/1", 404)


def test_call_is_shown_with_what_the_caller_said(clerk: FlaskClient) -> None:
    filing = telephoned(5)
    screen = Page.open(clerk, f"/clerk/filings/{filing.number}")
    assert "没有账号" in screen.text
    assert "入院日期" in screen.text
    assert page().key not in screen.markup


@pytest.mark.parametrize("count", [1, 3])
def test_screen_runs_the_same_few_statements_however_many_papers(clerk: FlaskClient, count: int) -> None:
    filing = filed(1, proof=False)
    user = db.session.get(User, filing.applicant_id)
    reviewer = acting(staff("reviewer"))
    review.request_correction(reviewer, filing.number, filing.version, [])
    for name in "abc"[:count]:
        documents.attach(acting(user), filing.number, "residence_proof", page(name), None)
    db.session.remove()
    assert statements_of(clerk, f"/clerk/filings/{filing.number}") == 12  # the first look of the day is written down
    assert statements_of(clerk, f"/clerk/filings/{filing.number}") == 5


@pytest.mark.parametrize(
    ("agent", "most"), [({}, 6), ({"agent": AgentClaim("马代办", id_number(2), "13800000002")}, 7)]
)
def test_screen_of_what_can_be_approved_runs_few_statements(
    clerk: FlaskClient, agent: dict[str, AgentClaim], most: int
) -> None:
    filing = filed(1, **agent)
    url = f"/clerk/filings/{filing.number}"
    assert "准予" in Page.open(clerk, url).text
    db.session.remove()
    assert statements_of(clerk, url) <= most  # an agent's year is read for the facts, and for the cap
