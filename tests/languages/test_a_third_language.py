"""A language is a catalogue and nothing else: the made-up one is offered, chosen, and says everything."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.adapters import divisions
from portal.catalogue import repository
from portal.config import Settings
from portal.settings_reading import SettingsFault
from tests.languages.conftest import MADE_UP, left_untranslated, reading
from tests.page import Page
from tests.people import citizen, person, staff
from tests.web.citizen.test_citizen import at_step_two, signed
from tests.web.clerk.cases import filed, telephoned
from tests.web.living import signed_in

WHO = person(1)
HAN = re.compile("[\u3400-\u9fff]+")
COUNTIES = Path(repository.__file__).parent / "counties"
PLACES = "\n".join(
    place.full_name
    for province in divisions.provinces()
    for place in (province, *divisions.cities_and_counties(province.code))
)
OWN_NAMES = "\n".join(path.read_text("utf-8") for path in COUNTIES.glob("*.toml"))


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """Somebody registered, who reads the made-up language."""
    with app.app_context():
        citizen(WHO)
    return reading(signed_in(app, WHO.phone), MADE_UP)


def chinese_of_the_house(page: Page) -> list[str]:
    """Chinese on the page that is no name of a county's file, of a place, or of a person."""
    words = HAN.findall(left_untranslated(page.tree))
    return [each for each in words if each not in OWN_NAMES and each not in PLACES and "测试" not in each]


def test_the_switch_offers_it_by_its_own_name(app: Flask) -> None:
    page = Page.open(app.test_client(), "/")
    assert [button.text for button in page.tree.iter("button") if button.get("name") == "language"] == [
        "English",
        "Esperanto",
    ]
    chosen = page.form("/preferences").submit("Esperanto")
    assert chosen.tree.get("lang") == MADE_UP
    assert chosen.title.startswith("⟦")
    assert chosen.form("/preferences").submit("中文").tree.get("lang") == "zh-CN"


def test_an_operator_may_set_it(app: Flask) -> None:
    assert Settings.from_environment({"PORTAL_LANGUAGE": MADE_UP}).default_language == MADE_UP
    with pytest.raises(SettingsFault):
        Settings.from_environment({"PORTAL_LANGUAGE": "tlh"})


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/start",
        "/start?county=liujiang&situation=emergency&admitted=2026-11-20",
        "/guides",
        "/guides/fushun",
        "/guides/fushun/settled-retiree",
        "/guides/liujiang/emergency",
        "/apply/zhenping/long-term-resident",
        "/login",
        "/register",
        "/progress",
        "/verify",
        "/disclosure",
    ],
)
def test_every_page_says_everything_in_it(app: Flask, address: str) -> None:
    page = Page.open(reading(app.test_client(), MADE_UP), address)
    assert page.markup.count("⟦") > 15
    assert chinese_of_the_house(page) == []


def test_a_missing_page_is_said_in_it(app: Flask) -> None:
    assert chinese_of_the_house(Page.open(reading(app.test_client(), MADE_UP), "/none", 404)) == []


def test_field_errors_findings_refusals_and_names_are_said_in_it(browser: FlaskClient) -> None:
    form = at_step_two(browser).form("/where")
    form.fill({"begins_on-year": "2026", "begins_on-month": "2", "begins_on-day": "31", "stay_months": "12"})
    wrong = form.submit("下一步", status=422)
    assert wrong.errors == ["⟦请选择就医地⟧", "⟦2026年2月没有31日，请对照日历再看一遍⟧"]
    mended = wrong.form("/where").fill({"treatment_place": "370800", "begins_on-month": "9", "begins_on-day": "14"})
    seen = mended.submit("先看看行不行")
    assert "⟦就医地在汶上县所属的统筹区以内，看病不用办异地备案⟧" in seen.text
    assert chinese_of_the_house(seen) == []
    documents = seen.form("/where").fill({"treatment_place": "310000"}).submit("下一步")
    refused = documents.follow("交不出来，签承诺书").form().fill({"signed_name": "别人"}).submit(status=422)
    assert refused.errors == [f"⟦签名要和申请人姓名一样，请填写“{WHO.name}”⟧"]
    kept = refused.form().fill({"signed_name": WHO.name}).submit()
    assert "⟦签了承诺书⟧" in kept.text
    receipt = signed(kept.follow("下一步"))
    assert "⟦2026年9月14日（" in receipt.text
    assert chinese_of_the_house(receipt) == []


def test_the_desk_is_said_in_it(app: Flask) -> None:
    with app.app_context():
        staff("clerk")
        numbers = [filed(2).number, telephoned(3).number]
    clerk = reading(signed_in(app, "clerk"), MADE_UP)
    for address in ["/clerk/", *(f"/clerk/filings/{number}" for number in numbers), "/clerk/intake/phone/emergency"]:
        page = Page.open(clerk, address)
        assert page.markup.count("⟦") > 15
        assert chinese_of_the_house(page) == []
