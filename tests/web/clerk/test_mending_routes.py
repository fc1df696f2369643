"""What was typed is mended at the desk, and what a notice asks is answered by whoever filed it."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from portal.domain.claims import AgentClaim
from portal.domain.mending import Informant
from portal.domain.vocabulary import Channel, FilingStatus
from portal.models import Filing, User, db
from portal.services import amendments, filings, history, mending, review
from portal.services.cases import Case
from tests.page import Form, Page
from tests.people import acting, citizen, long_stay, person, staff
from tests.web.clerk.cases import at_the_window, filed, telephoned
from tests.web.clerk.conftest import OwnContext, signed_in

WORD = {"said_by": "吴测试", "relation": "女儿", "said_in": "phone"}


def now(filing: Filing) -> Filing:
    """The row as it stands."""
    db.session.rollback()
    return db.session.get_one(Filing, filing.id, populate_existing=True)


def mending_page(clerk: FlaskClient, filing: Filing) -> Form:
    """The page on which that filing is mended, opened from its screen."""
    return Page.open(clerk, f"/clerk/filings/{filing.number}").follow("更正填报内容").form("/mend")


def test_a_digit_is_mended_and_stands_in_the_history_masked(clerk: FlaskClient) -> None:
    filing, right = telephoned(5), person(6).id_number
    form = mending_page(clerk, filing)
    assert person(5).id_number not in form.page.markup
    done = form.fill({"id_number": right, **WORD}).submit()
    assert "已更正，检查结果已经重算。" in done.text
    assert now(filing).claims.person.id_number == right
    assert f"参保人身份证号：{'*' * 16}" in done.text
    assert "是吴测试（女儿）说的，电话，2026-09-14 10:00" in done.text
    assert right not in done.markup
    assert person(5).id_number not in done.markup


def test_whose_word_it_was_has_to_be_said_and_what_was_typed_is_kept(clerk: FlaskClient) -> None:
    filing = telephoned(5)
    faulty = mending_page(clerk, filing).fill({"treatment_place": "320100", "id_number": "123"}).submit(status=422)
    assert len(faulty.errors) == 3
    assert {"请写明是谁说的", "请写明和参保人的关系，本人就写本人"} < set(faulty.errors)
    assert faulty.form("/mend").values["treatment_place"] == "320100"
    again = faulty.form("/mend").fill({"treatment_place": "310000", "id_number": "", **WORD}).submit(status=422)
    assert again.errors == ["没有改动，什么都没有记。请先改，再按更正"]
    assert now(filing).version == filing.version


def test_that_nothing_was_changed_is_said_with_whatever_else_is_wrong(clerk: FlaskClient) -> None:
    page = mending_page(clerk, telephoned(5)).fill({**WORD, "said_by": ""}).submit(status=422)
    assert set(page.errors) == {"请写明是谁说的", "没有改动，什么都没有记。请先改，再按更正"}
    again = page.form("/mend").fill({"id_number": "123"}).submit(status=422)
    assert "没有改动，什么都没有记。请先改，再按更正" not in again.errors


def test_an_agent_who_is_the_person_is_named_beside_whatever_else_is_wrong(clerk: FlaskClient) -> None:
    filing = telephoned(5)
    who = person(5, "马测试")
    page = mending_page(clerk, filing).fill({"agent_name": who.name, "agent_id_number": who.id_number, "said_by": ""})
    errors = page.submit(status=422).errors
    assert "请写明是谁说的" in errors
    assert "代办人和参保人的身份证号相同；本人办理时请删掉代办人" in errors


def test_a_number_with_an_open_case_is_refused_beside_its_field(clerk: FlaskClient) -> None:
    filed(7)
    other, filing = at_the_window(6), at_the_window(5)
    at_window = {**WORD, "said_in": "window"}
    page = mending_page(clerk, filing).fill({"id_number": person(6).id_number, **at_window}).submit(status=422)
    assert page.errors == ["这个人的同一事项还有一件没有办完。请先看那一件的进度，不用重复申请"]
    assert now(filing).person_index != other.person_index


def test_an_open_case_is_said_with_whatever_else_is_wrong(clerk: FlaskClient) -> None:
    filing, other = at_the_window(5), at_the_window(6)
    own = mending_page(clerk, filing).fill({"id_number": person(5).id_number, "said_by": ""}).submit(status=422)
    taken = mending_page(clerk, filing).fill({"id_number": person(6).id_number, "said_by": ""}).submit(status=422)
    assert set(taken.errors) - set(own.errors) == {"这个人的同一事项还有一件没有办完。请先看那一件的进度，不用重复申请"}
    assert other.status is FilingStatus.SUBMITTED


def test_the_last_day_of_what_came_back_is_one_wherever_it_is_said(clerk: FlaskClient, in_app: Flask) -> None:
    filing = filed(1)
    review.request_correction(acting(staff("second")), filing.number, filing.version, [], questions=["contact.phone"])
    screen = Page.open(clerk, f"/clerk/filings/{filing.number}")
    assert "最晚办结 2026年9月14日（周一），等申请人补的时间不算在内" in screen.text
    later = acting(db.session.get_one(User, filing.applicant_id), later=timedelta(days=7))
    amendments.send_correction(later, Case(later, filing), filing.version, {"contact.phone": "13800000077"})
    screen = Page.open(clerk, f"/clerk/filings/{filing.number}")
    assert screen.text.count("最晚办结 2026年9月21日（周一）") == screen.text.count("最晚办结") == 2


def test_a_stale_page_names_who_was_faster(clerk: FlaskClient) -> None:
    filing = telephoned(5)
    form = mending_page(clerk, filing)
    faster = acting(staff("faster"), later=timedelta(minutes=42))
    word = Informant("吴测试", "女儿", Channel.PHONE, "10:42")
    mending.mend(faster, Case(faster, filing), filing.version, {"treatment_place": "330100"}, word)
    lost = form.fill({"treatment_place": "320100", **WORD}).submit(status=409)
    assert "已在 10:42 办理（更正填报内容）" in lost.text
    assert now(filing).treatment_place == "330100"


def test_a_hospitals_slip_offers_only_how_to_reach_the_person(clerk: FlaskClient, in_app: Flask) -> None:
    from tests.services.mending.test_what_was_typed import referred

    _user, filing = referred()
    form = mending_page(clerk, filing)
    assert {"contact_phone", "contact_name"} <= set(form.values)
    assert not {"name", "id_number", "doctor"} & set(form.values)


def test_a_notice_opens_one_field_to_its_citizen_and_names_why(clerk: FlaskClient, in_app: Flask) -> None:
    filing = filed(1)
    ask = Page.open(clerk, f"/clerk/filings/{filing.number}/request-correction").form("/request-correction")
    ask.fill({"questions": ["contact.phone"]}).submit()
    owner = signed_in(in_app, db.session.get_one(User, filing.applicant_id))
    own = Page.open(owner, f"/me/filings/{filing.number}")
    assert "联系电话" in own.text
    assert "也可以到窗口说明编号，由工作人员替您改。" in own.text
    supply = own.follow("补填或改正")
    assert supply.title == "补填或改正"
    form = supply.form("/supply")
    assert set(form.values) == {"csrf_token", "version", "contact_phone"}
    assert "请对照证件或单据核对，填错的请改正" in supply.text
    assert form.fill({"contact_phone": "12"}).submit(status=422).errors
    back = form.fill({"contact_phone": "13800000077"}).submit()
    assert "联系电话：138…01 → 138…77" in back.text
    assert (now(filing).status, now(filing).claims.contact.phone) == (FilingStatus.SUBMITTED, "13800000077")


def test_a_link_shows_nothing_of_what_was_typed(clerk: FlaskClient, in_app: Flask) -> None:
    filing = telephoned(5)
    url = f"/clerk/filings/{filing.number}"
    named = {"questions": ["contact.phone", "person.name"]}
    Page.open(clerk, f"{url}/request-correction").form("/request-correction").fill(named).submit()
    secret = Page.open(clerk, url).form("/upload-link").submit().find(**{"class": "secret"}).text
    page = Page.open(OwnContext(in_app), f"/upload/{secret.rpartition('/')[2]}")
    assert person(5).phone not in page.markup
    assert person(5, "马测试").name not in page.markup
    assert page.find(id="contact_phone") is not None
    assert page.find(id="name") is not None
    assert page.find(id="treatment_place") is None


def test_an_agent_is_called_an_agent(clerk: FlaskClient, in_app: Flask) -> None:
    agent = person(70, "买买提·艾力")
    user = citizen(agent)
    claims = long_stay(person(1), agent=AgentClaim(agent.name, agent.id_number, agent.phone, "女儿"))
    sent = filings.submit(acting(user), filings.open_draft(acting(user), "wenshang.long-term", claims).number)
    screen = Page.open(clerk, f"/clerk/filings/{sent.number}")
    assert f"{agent.name}（代办人）" in screen.text
    assert "（参保人）" not in screen.text
    own = Page.open(signed_in(in_app, user), f"/me/filings/{sent.number}")
    assert "提交（代办人）" in own.text
    returned = review.request_correction(acting(staff("desk")), sent.number, sent.version, ["identity"])
    assert history.events_of(returned)[-1].detail.kinds[-1] == "identity"
