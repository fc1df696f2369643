"""Cases by counter, telephone and fax, from the choice of the item to the number that is read back."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.adapters import sample_documents
from portal.domain.vocabulary import Channel, Evidence, FilingStatus, NoticeKind
from portal.models import Document, Filing, Notice, db
from tests.hops import hops_to_rows
from tests.page import Form, Page, lint_fragment
from tests.page_lint import text_of
from tests.people import person
from tests.web.clerk.cases import at_the_window, telephoned

CALLER = {"caller_name": "马小妹", "caller_phone": "13900001111", "caller_relation": "女儿"}


def answers_of(serial: int, **more: Any) -> dict[str, Any]:
    """An emergency as a caller tells it."""
    who = person(serial, "马测试")
    usual = {"name": who.name, "id_number": who.id_number, "scheme": "employee", "treatment_place": "310000"}
    usual |= {"admitted_on": date(2026, 9, 13), "emergency": "yes", "inpatient": "yes", "networked": "yes"}
    return usual | more


def emergency_by(client: FlaskClient, channel: str) -> Form:
    """The intake page of an emergency."""
    title = {"phone": "电话", "window": "窗口", "fax": "传真"}[channel]
    chosen = Page.open(client, f"/clerk/intake/{channel}").follow("异地急诊转住院")
    assert chosen.title.startswith(f"{title}登记")
    return chosen.form("/wenshang.emergency".replace("wenshang.", "")).fill({"consents": "y"})


@pytest.mark.parametrize(
    ("channel", "sentence"),
    [("phone", "念给对方听"), ("window", "已签字同意"), ("fax", "已签字同意")],
)
def test_nothing_is_entered_of_who_was_not_told_what_becomes_of_it(
    clerk: FlaskClient, channel: str, sentence: str
) -> None:
    form = emergency_by(clerk, channel)
    assert sentence in form.page.text
    answers = (CALLER if channel == "phone" else {"contact_phone": "13900001111"}) | answers_of(1) | {"consents": []}
    assert form.fill(answers).submit("登记", 422).errors == [
        "请先告诉对方个人信息怎么用，对方同意了再打勾；不同意就不能办"
    ]
    assert db.session.query(Filing).count() == 0


def only_filing() -> Filing:
    """The one filing there is."""
    db.session.rollback()
    filing: Filing = db.session.query(Filing).one()
    return filing


def test_items_a_channel_is_not_open_for_are_shown_with_why(clerk: FlaskClient) -> None:
    page = Page.open(clerk, "/clerk/intake/fax")
    assert "长期异地就医备案" in page.text
    assert "指南没有开通这种办法，可以用：窗口、网上" in page.text
    assert "长期异地就医备案" not in page.links
    Page.open(clerk, "/clerk/intake/fax/long-term", 404)
    Page.open(clerk, "/clerk/intake/kiosk", 404)


@pytest.mark.parametrize("channel", ["phone", "window"])
def test_empty_page_says_what_to_ask_in_order(clerk: FlaskClient, channel: str) -> None:
    page = Page.open(clerk, f"/clerk/intake/{channel}/emergency")
    assert "还要问" in page.text
    headings = [text_of(each) for each in page.tree.iter() if each.tag in ("label", "legend")]
    names = [heading.removesuffix("（可以不填）").strip() for heading in headings]
    to_ask = [text_of(each) for each in next(page.tree.iter("ol")).iter("li")]
    assert {"参保人姓名", "哪天住院的", "来电人姓名" if channel == "phone" else "联系电话"} <= set(to_ask)
    assert to_ask == list(dict.fromkeys(name for name in names if name in to_ask))


def test_call_ends_with_a_number_a_code_and_what_to_say(clerk: FlaskClient) -> None:
    done = emergency_by(clerk, "phone").fill(CALLER | answers_of(1)).submit("登记")
    filing = only_filing()
    assert filing.channel is Channel.PHONE
    assert filing.claims.caller.phone == "13900001111"
    number = " ".join(filing.number[i : i + 4] for i in (0, 4, 8))
    assert number in done.text
    assert "绑定码" in done.text
    assert "还差：" in done.text
    assert done.url == f"/clerk/filings/{filing.number}/entered"
    printed = done.form("/form").submit()
    assert "异地就医登记备案表" in printed.title
    Page.open(clerk, done.links["收件回执"])


def test_double_click_is_one_filing(clerk: FlaskClient) -> None:
    form = emergency_by(clerk, "phone").fill(CALLER | answers_of(1))
    first, second = form.submit("登记"), form.submit("登记")
    assert first.url == second.url
    assert only_filing().status is FilingStatus.SUBMITTED


def test_preview_says_whether_it_is_enough_and_keeps_what_was_typed(clerk: FlaskClient) -> None:
    page = emergency_by(clerk, "phone").fill(CALLER | answers_of(1)).submit("看看够不够")
    assert "还差：" in page.text
    assert page.form("/emergency").values["name"] == person(1, "马测试").name
    assert db.session.query(Filing).count() == 0


def test_preview_as_a_fragment_is_the_verdict_alone(clerk: FlaskClient) -> None:
    form = emergency_by(clerk, "phone").fill(answers_of(1, emergency="no"))
    answer = clerk.post("/clerk/intake/phone/emergency/preview", data=form.values, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert lint_fragment(answer).find("div") is not None
    assert "不合适办这一项" in answer.text
    assert "<h1" not in answer.text


def test_case_that_does_not_fit_is_turned_away_or_entered_all_the_same(clerk: FlaskClient) -> None:
    form = emergency_by(clerk, "phone").fill(CALLER | answers_of(1, emergency="no"))
    warned = form.submit("登记", 422)
    assert "更合适的：转外就医备案" in warned.text
    assert db.session.query(Filing).count() == 0
    warned.form("/emergency").submit("仍然登记")
    assert only_filing().outcome.value == "refuse"


def test_faults_stand_by_their_fields_and_nothing_is_kept(clerk: FlaskClient) -> None:
    bad = answers_of(1, id_number="990000195501010010") | {"admitted_on-year": "2026"}
    bad["admitted_on"] = None
    del bad["admitted_on"]
    page = emergency_by(clerk, "phone").fill(CALLER | bad | {"admitted_on-month": "2", "admitted_on-day": "31"})
    answer = page.submit("登记", 422)
    assert "2026年2月没有31日，请对照日历再看一遍" in answer.errors
    assert any("身份证号" in each for each in answer.errors)
    assert answer.form("/emergency").values["admitted_on-day"] == "31"
    assert db.session.query(Filing).count() == 0


def test_what_is_known_without_entering_is_said_with_the_faults_of_the_fields(clerk: FlaskClient) -> None:
    emergency_by(clerk, "phone").fill(CALLER | answers_of(7)).submit("登记")
    who = person(7, "马测试")
    own_agent = {"agent_name": who.name, "agent_id_number": who.id_number, "agent_phone": "1", "agent_relation": "本人"}
    bad = answers_of(7, **own_agent, discharged_on=date(2026, 9, 12), scan_emergency_record=[(b"MZ", "fax.tif")])
    errors = emergency_by(clerk, "fax").fill(bad).submit("登记", 422).errors
    faults = (
        "请填写联系电话",
        "电话号码不对",
        "代办人和参保人的身份证号相同",
        "出院日期早于入院日期",
        "fax.tif",
    )
    assert [words for words in faults if not any(words in error for error in errors)] == []
    assert not any("没有办完" in error for error in errors), "who sends a fax may be anybody, and so may who rang"
    assert db.session.query(Filing).count() == 1


@pytest.mark.parametrize(("channel", "may_be_anybody"), [("phone", True), ("fax", True), ("window", False)])
def test_what_the_person_has_is_for_the_clerk_alone_where_it_may_be_somebody_else(
    clerk: FlaskClient, channel: str, may_be_anybody: bool
) -> None:
    telephoned(7)
    page = emergency_by(clerk, channel).fill(answers_of(7)).submit("看看够不够")
    assert "这个人已经有的备案，请先看一眼" in page.text
    assert ("对方不一定是本人：这些只给您看，不要告诉对方。" in page.text) is may_be_anybody


def test_who_stands_at_the_window_hears_of_their_open_case_with_the_faults_of_the_fields(clerk: FlaskClient) -> None:
    at_the_window(7)
    bad = answers_of(7, contact_phone="", discharged_on=date(2026, 9, 12))
    errors = emergency_by(clerk, "window").fill(bad).submit("登记", 422).errors
    assert any("没有办完" in error for error in errors)
    assert len(errors) > 1


@pytest.mark.parametrize("junk", ["", "x" * 3000, "１２３", "\u202e", "<b>"])
def test_every_text_field_takes_any_junk_politely(clerk: FlaskClient, junk: str) -> None:
    form = emergency_by(clerk, "window")
    names = {e.get("name") for e in form.element.iter() if e.tag == "input" and e.get("type") in {"text", "tel"}}
    names |= {f"{field}-{part}" for field in ("admitted_on", "discharged_on") for part in ("year", "month", "day")}
    for name in names:
        form.values.setlist(str(name), [junk])
    assert form.submit("登记", 422).errors
    assert form.submit("看看够不够").status == 200


def test_window_counts_originals_seen_and_scans(clerk: FlaskClient) -> None:
    photo = (sample_documents.photograph("急诊证明", ["样张"]), "emergency.jpg")
    answers = answers_of(1, contact_phone="13800000001", seen_emergency_record="y", scan_emergency_record=[photo])
    with hops_to_rows() as hops:
        emergency_by(clerk, "window").fill(answers).submit("登记")
    assert hops.pop("access_log") == 1  # the page that reads it back is looked at
    assert hops.pop("trail_links") == 1  # when the transaction commits
    assert hops == {"filings": 2, "documents": 3, "filing_events": 3, "notices": 3, "outbox": 3, "tokens": 3}
    kept = db.session.query(Document).filter_by(kind="emergency_record").all()
    assert {document.evidence for document in kept} == {Evidence.SIGHTED, Evidence.UPLOAD}
    filing = only_filing()
    assert filing.outcome.value in {"approve", "ask"}


def test_fax_is_kept_as_fax_and_what_is_none_is_refused(clerk: FlaskClient) -> None:
    answers = answers_of(1, contact_phone="13800000001")
    bad = emergency_by(clerk, "fax").fill(answers | {"scan_emergency_record": [(b"MZ not a paper", "fax.tif")]})
    answer = bad.submit("登记", 422)
    assert "文件请重新选一次" in answer.text
    fax = (sample_documents.fax("急诊证明", [["样张一"], ["样张二"]]), "fax.tif")
    answer.form("/emergency").fill({"scan_emergency_record": [fax]}).submit("登记")
    assert only_filing().channel is Channel.FAX
    document = db.session.query(Document).filter_by(kind="emergency_record").one()
    assert (document.evidence, document.pages) == (Evidence.FAX, 2)
    assert clerk.get(f"/clerk/filings/{only_filing().number}/papers/{document.uid}/pages/2").mimetype == "image/png"


def test_papers_that_come_later_bring_the_filing_back(clerk: FlaskClient) -> None:
    filing = telephoned(5)
    url = f"/clerk/filings/{filing.number}"
    Page.open(clerk, f"{url}/request-correction").form("/request-correction").submit()
    receive = Page.open(clerk, url).follow("收到补交的材料")
    assert "还没有选材料" in receive.form("/receive").submit(status=422).text
    fax = (sample_documents.fax("急诊证明", [["样张"]]), "fax.tif")
    done = receive.form("/receive").fill({"came_by": "fax", "scan_emergency_record": [fax]}).submit()
    assert "材料已经登记" in done.text
    assert only_filing().status is FilingStatus.SUBMITTED


def test_every_item_of_every_county_opens_by_its_channels(desk_of: Any, in_app: Flask) -> None:
    opened = 0
    for county in ("fushun", "zhenping", "liujiang", "wenshang"):
        client = desk_of(county, f"of-{county}")
        for channel in ("window", "phone", "fax"):
            page = Page.open(client, f"/clerk/intake/{channel}")
            for url in [url for url in page.links.values() if url.startswith(f"/clerk/intake/{channel}/")]:
                form = Page.open(client, url).form(url.rpartition("/")[2])
                assert form.submit("登记", 422).errors
                opened += 1
    assert opened == 10


def test_commitment_signed_at_the_counter_stands_for_the_paper(clerk: FlaskClient) -> None:
    who = person(4)
    form = Page.open(clerk, "/clerk/intake/window/long-term").form("/long-term")
    answers = {"name": who.name, "id_number": who.id_number, "scheme": "employee", "kind": "long_term_resident"}
    answers |= {"treatment_place": "310000", "stay_months": "12", "contact_phone": who.phone}
    done = form.fill(answers | {"pledged_residence_proof": "y", "consents": "y"}).submit("登记")
    filing = only_filing()
    assert filing.outcome.value == "approve"
    signed = db.session.query(Document).filter_by(evidence=Evidence.COMMITMENT).one()
    assert signed.commitment.signed_name == who.name
    assert "本人承诺" in Page.open(clerk, done.links["个人承诺书"]).text


def test_a_clerk_at_the_telephone_starts_in_the_first_field(clerk: FlaskClient) -> None:
    items = Page.open(clerk, "/clerk/intake/phone")
    assert [link.text for link in items.tree.iter("a") if "autofocus" in link.attrib] == ["转外就医备案"]
    page = items.follow("异地急诊转住院联网备案")
    assert [field.get("name") for field in page.tree.iter("input") if "autofocus" in field.attrib] == ["caller_name"]
    faulty = page.form(button="登记").submit("登记", status=422)
    assert [field.get("name") for field in faulty.tree.iter("input") if "autofocus" in field.attrib] == []


def test_what_was_taken_on_paper_in_an_outage_is_late_by_the_time_on_the_paper(
    desk_of: Callable[[str, str], FlaskClient],
) -> None:
    page = Page.open(desk_of("liujiang", "window"), "/clerk/intake/window/emergency")
    form = page.form("/emergency").fill({"consents": "y", "contact_phone": "13900001111", "stay_days": "30"})
    answers = answers_of(1, admitted_on=date(2026, 8, 20), insured_place="450206")
    form.fill({name: answer for name, answer in answers.items() if name != "networked"})
    assert "晚了会怎样" in form.submit("看看够不够", 200).text
    paper = {"came_in_on-year": "20260825", "came_in_time": "9:30"}
    assert "请写明当时为什么没有录，例如停电、断网" in form.fill(paper).submit("登记", 422).errors
    entered = form.fill({"outage_reason": "机房停电"}).submit("登记")
    assert "已经登记" in entered.text
    filing = only_filing()
    assert filing.came_in_at == datetime(2026, 8, 25, 1, 30, tzinfo=UTC)
    assert "晚了会怎样" not in Page.open(page.client, f"/clerk/filings/{filing.number}").text
    assert "机房停电" in Page.open(page.client, f"/clerk/filings/{filing.number}").text
    in_time = "您在 2026年8月25日（周二） 申报，没有晚"
    form = Page.open(page.client.application.test_client(), "/progress").form("/progress")
    progress = form.fill({"number": filing.number, "last_four": person(1).id_number[-4:]}).submit()
    assert in_time in progress.text
    assert "提交日期 2026年8月25日（周二）" in progress.text
    [receipt] = db.session.scalars(select(Notice).where(Notice.kind == NoticeKind.RECEIPT))
    assert in_time in "".join(receipt.content.paragraphs)
    assert "2026-08-25 09:30" in [each.value for each in receipt.content.rows]
