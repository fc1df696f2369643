"""From plain questions to the item, what to bring, the deadline and the consequence, before any typing."""

from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from portal.catalogue.repository import Catalogue
from portal.services.rulebook import rulebook
from tests.page import Page

DONGGANG = Path(__file__).parents[2] / "counties" / "371102-donggang.toml"


def answered(client: FlaskClient, *answers: object) -> Page:
    page = Page.open(client, "/start")
    for answer in answers:
        form = page.form("/start")
        name = form.values["asked"]
        page = form.fill({name: answer}).submit()
    if page.find(name="place") is not None:  # the last question of every way
        page = page.form("/start").fill({"place": "310000"}).submit()
    return page


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        (("liujiang", "emergency", date(2026, 9, 11), "yes", "short"), "您适合：异地急诊人员备案（柳州市柳江区）"),
        (("wenshang", "emergency", "employee", "yes"), "您适合：异地急诊转住院联网备案（汶上县）"),
        (("wenshang", "referral", "employee", "yes", "h1"), "您适合：转外就医备案（汶上县）"),
        (("wenshang", "retiree", "long"), "您适合：长期异地就医备案（汶上县）"),
        (("wenshang", "long-stay", "long"), "您适合：长期异地就医备案（汶上县）"),
        (("fushun", "referral"), "您适合：异地转诊人员备案（抚顺市）"),
        (("fushun", "retiree", "employee"), "您适合：异地安置退休人员备案（抚顺市）"),
        (("zhenping", "long-stay", "employee"), None),
        (("zhenping", "emergency"), "您要办的是异地急诊备案，镇平县的指南里没有这一项"),
        (("liujiang", "referral"), "您要办的是转诊备案，柳州市柳江区的指南里没有这一项"),
        (("liujiang", "other"), "柳州市柳江区的指南里没有适合的事项"),
    ],
)
def test_answers_lead_to_the_item(client: FlaskClient, answers: tuple[object, ...], title: str | None) -> None:
    page = answered(client, *answers)
    assert page.title == title if title else page.title.startswith("您适合：")


def test_who_is_posted_is_asked_apart_where_the_county_has_an_item_for_them(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Many guides have 常驻异地工作人员备案 as an item beside the one for who lives elsewhere."""
    text = DONGGANG.read_text("utf-8")
    begins = text.index("[[item]]")
    ends = text.index("[[item]]", begins + 1)
    of_posted = text[begins:ends].replace('slug = "long-term"', 'slug = "posted"')
    of_posted = of_posted.replace(', "relocated_retiree"', "").replace('"long_term_resident"', '"posted_worker"')
    path = tmp_path / DONGGANG.name
    path.write_text(text[:ends] + of_posted + text[ends:], "utf-8")
    monkeypatch.setattr(rulebook, "_catalogue", Catalogue.of_files([path]))
    for situation, item in (("posted", "posted"), ("long-stay", "long-term")):
        page = answered(client, "donggang", situation, "long")
        assert page.links["现在就办"].partition("?")[0] == f"/apply/donggang/{item}"


def test_a_county_without_a_telephone_sends_nobody_to_ring(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rulebook, "_catalogue", Catalogue.of_files([DONGGANG.with_name("371103-lanshan.toml")]))
    for situation in ("emergency", "other"):
        page = answered(client, "lanshan", situation)
        assert "也没有印咨询电话。请到窗口问" in page.text
        assert "请打电话问" not in page.text


def test_deadline_is_a_day_and_counts_working_days(client: FlaskClient) -> None:
    # admitted on Friday 11 September 2026; five working days after it end on Friday the 18th
    page = answered(client, "liujiang", "emergency", date(2026, 9, 11), "yes", "short")
    assert "最晚 2026年9月18日（周五）" in page.text
    assert "降多少以经办机构答复为准" in page.text
    assert page.links["现在就办"].startswith("/apply/liujiang/emergency?")
    assert page.links["打电话 0772-7261186"] == "tel:0772-7261186"


def test_missed_deadline_says_so_and_that_one_may_still_file(client: FlaskClient) -> None:
    page = answered(client, "liujiang", "emergency", date(2026, 9, 1), "yes", "short")
    assert "期限到2026年9月8日（周二）为止，已经过了" in page.text
    assert "仍可以" not in page.text  # no county's file says so
    assert page.links["现在就办"].startswith("/apply/liujiang/emergency?")


def test_what_does_not_fit_says_why_and_keeps_the_right_to_a_written_answer(client: FlaskClient) -> None:
    page = answered(client, "wenshang", "emergency", "resident", "yes")
    assert page.title == "异地急诊转住院联网备案（汶上县）不合适"
    assert "职工医保" in page.text
    assert "现在就办" not in page.links
    assert page.links["还是要申请这一项（会收到书面答复）"].startswith("/apply/wenshang/emergency?")


def test_hospital_not_on_the_list_is_told(client: FlaskClient) -> None:
    assert "不合适" in answered(client, "wenshang", "referral", "employee", "yes", "none").title


def test_contradiction_is_left_to_the_agency(client: FlaskClient) -> None:
    page = answered(client, "wenshang", "referral", "resident", "yes", "h1")
    assert "要由工作人员定的" in page.text


def test_what_the_guide_does_not_say_is_one_line_with_the_number_to_ask(client: FlaskClient) -> None:
    page = answered(client, "wenshang", "emergency", "employee", "yes")
    assert "指南没有写明最晚哪天办、晚了会怎样、从哪天算、管多久、办公时间。请打电话问：0537-7727566" in page.text
    assert page.text.count("指南没有写明") == 1


@pytest.mark.parametrize(
    "answers", [("wenshang", "long-stay", "long"), ("wenshang", "referral", "employee", "yes", "h1")]
)
def test_a_complaint_line_is_no_help(client: FlaskClient, answers: tuple[str, ...]) -> None:
    # S4:43 and 108 print 0537-7293008 as 监督电话 and no number to ask
    page = answered(client, *answers)
    assert "监督投诉0537-7293008" in page.text
    assert page.text.count("0537-7293008") == 1
    assert not any("打电话" in link for link in page.links)
    assert "咨询电话" in page.text.partition("指南没有写明")[2]


def test_a_commitment_is_offered_where_its_paper_is_asked_for(client: FlaskClient) -> None:
    needed = answered(client, "wenshang", "long-stay", "long").text.partition("要带什么")[2].partition("多久办好")[0]
    assert "可以签一份承诺书代替" in needed
    assert "承诺书" not in answered(client, "wenshang", "referral", "employee", "yes", "h1").text


def test_a_referral_where_the_county_has_none_says_what_it_is_and_whom_to_ring(client: FlaskClient) -> None:
    # S3:124 罗女士: the hospital advises an operation elsewhere; nothing asks her for an admission
    page = answered(client, "liujiang", "referral")
    assert "转诊备案怎么办？" in page.text
    assert page.links["打电话 0772-7261186"] == "tel:0772-7261186"
    assert "住院" not in page.text


def test_a_number_is_offered_with_the_item_it_is_printed_for(client: FlaskClient) -> None:
    page = answered(client, "wenshang", "other")
    assert page.links["打电话 0537-7727566"] == "tel:0537-7727566"
    assert "指南印在“异地急诊转住院联网备案”的电话" in page.text
    assert "0537-7293008" not in page.text


def test_nothing_chosen_asks_again_and_keeps_the_way_back(client: FlaskClient) -> None:
    page = answered(client, "liujiang").form("/start").submit(status=422)
    assert page.errors == ["请选一项"]
    assert page.links["‹ 上一步"] == "/start"


@pytest.mark.parametrize(("year", "month", "day"), [("2026", "2", "31"), ("", "", ""), ("soon", "1", "1")])
def test_impossible_day_is_told_and_kept(client: FlaskClient, year: str, month: str, day: str) -> None:
    form = answered(client, "liujiang", "emergency").form("/start")
    form.fill({"admitted-year": year, "admitted-month": month, "admitted-day": day})
    page = form.submit(status=422)
    assert len(page.errors) == 1
    kept = page.find(name="admitted-year")
    assert kept is not None
    assert kept.get("value") == year


def test_way_back_returns_to_each_question(client: FlaskClient) -> None:
    page = answered(client, "wenshang", "referral", "employee", "yes", "h1")
    titles = []
    while "‹ 上一步" in page.links and page.links["‹ 上一步"] != "/":
        page = page.follow("上一步")
        titles.append(page.title)
    assert titles[:2] == ["去哪里看病（就医地）？", "转诊单是哪家医院开的？"]
    assert titles[2:4] == ["是要住院治疗吗？", "参加哪种医保？"]
    assert titles[4:] == ["您现在的情况是？", "医保在哪里交的？"]


@pytest.mark.parametrize("query", ["county=nowhere", "county=wenshang&situation=x", "situation=other", "county=%F0"])
def test_answers_nobody_offered_are_asked_again(client: FlaskClient, query: str) -> None:
    page = Page(client.get(f"/start?{query}"), client, status=200)  # asks for what the page may leave unread
    assert page.title in {"医保在哪里交的？", "您现在的情况是？"}


def test_inside_the_pooling_area_nothing_has_to_be_filed(client: FlaskClient) -> None:
    page = Page.open(client, "/start?county=wenshang&situation=referral&scheme=employee&inpatient=yes&hospital=h1")
    page = page.form("/start").fill({"place": "370800"}).submit()
    assert page.title == "转外就医备案（汶上县）不合适"
    assert "看病不用办异地备案" in page.text


def test_a_place_that_is_not_settled_is_left_to_the_form(client: FlaskClient) -> None:
    page = Page.open(client, "/start?county=wenshang&situation=referral&scheme=employee&inpatient=yes&hospital=h1")
    page = page.form("/start").fill({"place": "not-yet"}).submit()
    assert page.title == "您适合：转外就医备案（汶上县）"
    assert "treatment_place" not in page.links["现在就办"]


def test_answers_are_carried_to_the_form_and_only_those_given(client: FlaskClient) -> None:
    page = answered(client, "liujiang", "emergency", date(2026, 9, 11), "yes", "short")
    query = parse_qs(urlsplit(page.links["现在就办"]).query)
    assert query == {
        "treatment_place": ["310000"],
        "admitted_on": ["2026-09-11"],
        "emergency": ["yes"],
        "inpatient": ["yes"],
    }
    query = parse_qs(
        urlsplit(answered(client, "wenshang", "referral", "employee", "yes", "h1").links["现在就办"]).query
    )
    assert query == {
        "scheme": ["employee"],
        "treatment_place": ["310000"],
        "inpatient": ["yes"],
        "institution": ["汶上县中医院"],
    }
