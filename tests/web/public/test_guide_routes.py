"""Guides are drawn from the county files: what is stated, what is not, and what is said in two ways."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.catalogue.county import County
from portal.catalogue.repository import Catalogue
from portal.domain.item import Item, ItemChannel
from portal.domain.published import Way
from portal.domain.sourced import Fact
from portal.domain.vocabulary import Channel, DocumentKind, Role
from portal.services import hospitals
from portal.services.rulebook import rulebook
from tests.page import Page
from tests.people import NOW, acting, staff

DONGGANG = Path(__file__).parents[2] / "counties" / "371102-donggang.toml"
ITEMS = Catalogue.load().items()
COUNTIES = Catalogue.load().counties()


def address(item: Item) -> str:
    return "/guides/" + item.id.replace(".", "/")


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_stated_fact_is_on_the_page_with_the_words_it_was_read_from(client: FlaskClient, item: Item) -> None:
    page = Page.open(client, address(item))
    text = "".join(page.text.split())
    for name, fact in item.facts.items():
        for reading in fact.readings:
            quote = "".join(str(reading.citation.quote).split())
            assert quote in text, f"{name}: {quote}"
        if fact.is_stated and isinstance(fact.value, str):
            assert "".join(fact.value.split()) in text, name
    rows = (item.materials, item.steps, item.legal_bases, item.quirks, item.notes, item.questions)
    for citation in (row.citation for each in rows for row in each):
        assert "".join(citation.quote.split()) in text
    for material in item.materials:
        assert "".join(material.name.split()) in text


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_contradiction_shows_its_readings_and_who_confirms(client: FlaskClient, item: Item) -> None:
    page = Page.open(client, address(item))
    disputed: list[Fact[object]] = [fact for fact in item.facts.values() if fact.is_disputed]
    assert page.text.count("指南前后说法不一") >= len(disputed)
    if disputed:
        assert "以经办机构答复为准" in page.text
    for fact in disputed:
        assert fact.why in page.text


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_english_guide_names_things_in_english_and_marks_the_chinese(client: FlaskClient, item: Item) -> None:
    client.set_cookie("portal_language", "en")
    page = Page.open(client, address(item))
    assert page.title == item.name_en
    assert 'lang="zh-CN"' in page.markup


def test_silence_is_said_with_the_number_to_call(client: FlaskClient) -> None:
    page = Page.open(client, "/guides/wenshang/emergency")
    assert "指南没有写明，请打电话问：0537-7727566" in page.text
    assert "传真号码" in page.text


def test_misprinted_telephone_is_shown_as_printed_and_the_right_one_can_be_dialled(client: FlaskClient) -> None:
    page = Page.open(client, "/guides/fushun/referral")
    assert "024--12345" in page.text
    assert "tel:024--12345" not in page.markup
    assert "tel:024-12345" in page.markup


def test_deadline_and_effect_of_liujiang_are_in_the_short_answer(client: FlaskClient) -> None:
    page = Page.open(client, "/guides/liujiang/emergency")
    assert "入院后 5 个工作日内" in page.text
    assert "降多少以经办机构答复为准" in page.text
    assert page.links["现在就办"] == "/apply/liujiang/emergency"


@pytest.mark.parametrize("county", COUNTIES, ids=lambda county: county.slug)
def test_county_leads_to_its_items_and_names_its_offices(client: FlaskClient, county: County) -> None:
    page = Page.open(client, "/guides").follow(county.name)
    for office in county.offices:
        assert office.name in page.text
    for item in county.items:
        assert page.follow(item.name).title == item.name


@pytest.mark.parametrize("path", ["/guides/nowhere", "/guides/wenshang/nothing", "/guides/wenshang/.", "/guides/%00"])
def test_unknown_county_or_item_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code in {400, 404}


def test_handling_mode_and_telephones_are_in_plain_words(client: FlaskClient) -> None:
    page = Page.open(client, "/guides/fushun/referral")
    assert "即办件（当场办）" in page.text
    assert "promised" not in page.text
    assert page.links["024-55032078"] == "tel:024-55032078"


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_address_on_the_web_can_be_opened_and_is_told_nothing(client: FlaskClient, item: Item) -> None:
    page = Page.open(client, address(item))
    ways: list[ItemChannel | Way] = [*item.channels, *item.progress, *item.complaints, *item.ratings]
    named = {str(way.address.value) for way in (*ways, *item.consultations) if "http" in (way.address.value or "")}
    for link in named:
        assert f'href="{link}" rel="noreferrer noopener"' in page.markup.replace("&amp;", "&")
    assert page.markup.count('class="elsewhere"') == page.markup.count('class="elsewhere-mark"')


def test_short_answer_holds_what_one_needs_before_leaving_home(client: FlaskClient) -> None:
    text = Page.open(client, "/guides/liujiang/emergency").text.partition("下面是指南的全部内容")[0]
    for needed in (
        "去外地看病以前，应先到参保地经办机构登记",
        "柳江区拉堡镇柳江大道2号九曲名邸6号楼",
        "工作日上午 9:00—12:00",
        "广西壮族自治区医保网上服务大厅",
        "（离开本站）",
        "各步骤加起来 1 个工作日",
        "办好可以寄到家里，由政府付快递费",
        "要及时变更或取消备案",
    ):
        assert needed in text
    text = Page.open(client, "/guides/fushun/settled-retiree").text.partition("下面是指南的全部内容")[0]
    for needed in ("从办好备案那天起有效", "“国家异地就医备案”微信小程序", "或者签一份承诺书", "（指南说法不一）"):
        assert needed in text


@pytest.mark.parametrize("slug", ["long-term", "referral"])
def test_a_complaint_line_is_no_number_to_ask(client: FlaskClient, slug: str) -> None:
    page = Page.open(client, f"/guides/wenshang/{slug}")
    for before in page.text.split("0537-7293008")[:-1]:
        assert not before.endswith(("打电话问：", "答复为准，电话：", "打电话 ", "打电话问"))
    assert "监督投诉0537-7293008" in page.text.replace(" ", "")


def test_referring_hospitals_stand_on_the_item_that_asks_for_one(client: FlaskClient) -> None:
    assert "汶上县康复医院" in Page.open(client, "/guides/wenshang/referral").text
    for slug in ("long-term", "emergency"):
        assert "汶上县康复医院" not in Page.open(client, f"/guides/wenshang/{slug}").text


def test_a_hospital_a_supervisor_adds_stands_on_the_guide_at_once(app: Flask, client: FlaskClient) -> None:
    """The guide is drawn once and kept, but the list is the supervisor's."""
    guide, name = "/guides/wenshang/referral", "汶上县测试医院"
    assert name not in Page.open(client, guide).text
    with app.app_context():
        boss = staff("boss", role=Role.SUPERVISOR)
        hospitals.add(acting(boss), name, date(2026, 1, 1))
    assert name in Page.open(client, guide).text


def test_a_county_file_that_is_read_anew_shows_at_once(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Same item, same version, one word changed: nothing of the old file is kept."""
    (county,) = [county for county in COUNTIES if county.slug == "liujiang"]
    read_anew = replace(county, items=tuple(replace(item, name=f"{item.name}（新）") for item in county.items))
    page = Page.open(client, "/guides/liujiang/emergency")
    monkeypatch.setattr(rulebook, "_catalogue", Catalogue((read_anew,)))
    again = Page.open(client, "/guides/liujiang/emergency")
    assert again.title == f"{page.title}（新）"
    assert again.title in Page.open(client, "/guides/liujiang").text


CODE = re.compile(r"\b[a-z]+_[a-z_]+\b")


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_shows_a_code_of_the_file(client: FlaskClient, item: Item, language: str) -> None:
    """What is counted from 转诊单开出 was printed as referral_issue."""
    client.set_cookie("portal_language", language)
    assert CODE.findall(Page.open(client, address(item)).text) == []


@pytest.mark.parametrize(("slug", "marked", "plain"), [("referral", "电话", "医院"), ("emergency", "传真", "电话")])
def test_a_way_the_guide_names_only_in_passing_is_marked(
    client: FlaskClient, slug: str, marked: str, plain: str
) -> None:
    """S4:94 the telephone stands only in the flow, as does S4:159 the fax."""
    short = Page.open(client, f"/guides/wenshang/{slug}").text.partition("到哪里办")[0]
    assert f"{marked}（指南说法不一）" in short
    assert f"{plain}（指南说法不一）" not in short


def test_what_hangs_on_nothing_is_not_called_silent(client: FlaskClient) -> None:
    """Who pays the post, where nothing is posted, is no question that the guide leaves open."""
    for item in ITEMS:
        silent = Page.open(client, address(item)).text.rpartition("指南没有写明的")[2]
        assert ("传真号码" in silent) is (item.channel(Channel.FAX) is not None), item.id
        assert "快递费由谁付" not in silent
        assert ("容缺时限" in silent) is (item.id == "fushun.referral")


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_a_form_the_guide_asks_for_can_be_printed_blank(client: FlaskClient, item: Item) -> None:
    """柳江指南第 53 行“空白附件”: nobody has to fetch a form in order to bring it."""
    material, guide = item.material(DocumentKind.FILING_FORM), Page.open(client, address(item))
    blank = f"{address(item)}/form"
    assert (guide.links.get("打印空白表，在家填好") == blank) is (material is not None)
    if material is None:
        assert client.get(blank).status_code == 404
        return
    page = Page.open(client, blank)
    assert page.title == material.name
    assert address(item) in page.links.values()
    for label in ("姓名", "身份证号", "申请备案开始时间", "经办机构意见", "签名"):
        assert label in page.text
    assert ("■" in page.text, "□" in page.text) == (False, True)
    assert not re.search(r"编号\s*\d|日期\s*\d", page.text)


def test_county_of_the_operator_has_its_pages(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A short guide that names no office and no channel: what it does not say is said, and it can be filed."""
    text = DONGGANG.read_text("utf-8").replace('offices = ["centre"]', "offices = { not_stated = true }")
    start, end = text.index("[[office]]"), text.index("[[item]]")
    path = tmp_path / DONGGANG.name
    path.write_text("office = { not_stated = true }\n" + text[:start] + text[end:], "utf-8")
    monkeypatch.setattr(rulebook, "_catalogue", Catalogue.of_files([path]))
    page = Page.open(client, "/guides").follow("东港区")
    assert "到哪里办、打什么电话 指南没有写明" in page.text
    guide = page.follow("异地长期居住人员备案")
    assert "怎么办" in guide.text
    assert guide.links["现在就办"] == "/apply/donggang/long-term"
    assert Page.open(client, guide.links["现在就办"]).title


def test_each_of_several_numbers_stands_beside_the_office_it_rings(client: FlaskClient) -> None:
    """S0:46 prints a number for each of three offices; they were three bare numbers, and three equal buttons."""
    short = " ".join(Page.open(client, "/guides/fushun/referral").text.split())
    for number, office in (("024-55883333", "抚顺市"), ("024-55032078", "新宾县"), ("024-53039282", "清原县")):
        assert f"{number} {office}" in short


def test_an_item_the_edition_of_today_no_longer_has_says_so(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its page offered 现在就办 although the county's guide had ended it."""
    (county,) = [county for county in COUNTIES if county.slug == "wenshang"]
    rest = tuple(item for item in county.items if item.id != "wenshang.long-term")
    later = replace(county, edition=NOW.date(), items=rest)
    before = replace(county, edition=date(2020, 1, 1))
    others = tuple(each for each in COUNTIES if each.slug != "wenshang")
    monkeypatch.setattr(rulebook, "_catalogue", Catalogue((before, *others, later)))
    for path in ("/guides/wenshang/long-term", "/apply/wenshang/long-term"):
        page = Page.open(client, path, 410)
        assert "没有这个事项了" in page.text
        assert "现在就办" not in page.text
    assert "长期" not in Page.open(client, "/guides/wenshang").text
