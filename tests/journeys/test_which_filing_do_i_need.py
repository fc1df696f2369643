"""Plain questions lead to each of the seven items, and say what to bring before anything is typed."""

from datetime import date

import pytest
from flask import Flask

from portal.catalogue.repository import Catalogue
from tests.journeys.conftest import PHONE, Enters
from tests.page import Page
from tests.page_lint import text_of
from tests.seeds import SEEDS

pytestmark = pytest.mark.browser
EMERGENCY, REFERRED = "人已经在外地住院，是急诊", "医院建议转到外地治疗"
MOVED, STAYING = "退休后搬到外地，户口也迁了", "在外地长住或工作半年以上"
WITHOUT_NUMBER = {"wenshang.long-term", "wenshang.referral"}  # S4 prints only a line for complaints there
WAYS: dict[str, tuple[str | date, ...]] = {
    "fushun.referral": ("抚顺市", REFERRED),
    "fushun.settled-retiree": ("抚顺市", MOVED, "职工医保"),
    "zhenping.long-term-resident": ("镇平县", STAYING, "职工医保"),
    "liujiang.emergency": ("柳州市柳江区", EMERGENCY, date(2026, 9, 11), "是", "不超过"),
    "wenshang.long-term": ("汶上县", STAYING, "6 个月或更久"),
    "wenshang.referral": ("汶上县", REFERRED, "职工医保", "是", "汶上县中医院"),
    "wenshang.emergency": ("汶上县", EMERGENCY, "职工医保", "是"),
}


def test_there_is_a_way_to_every_item() -> None:
    assert set(WAYS) == {item.id for item in Catalogue.load().items() if item.place.slug in SEEDS}


def chosen(page: Page, words: str) -> str:
    """What the first answer that reads so sends."""
    label = next(each for each in page.tree.iter("label") if words in text_of(each))
    return next(label.iter("input")).get("value", "")


def test_each_way_leads_to_its_item(portal: Flask) -> None:
    for item, answers in WAYS.items():
        page = Page.open(portal.test_client(), "/start")
        for answer in answers:
            form = page.form("/start")
            given = answer if isinstance(answer, date) else chosen(page, answer)
            page = form.fill({form.values["asked"]: given}).submit()
        page = page.form("/start").fill({"place": "110000"}).submit()
        contact = "咨询电话" if item in WITHOUT_NUMBER else "打电话问"
        assert [words for words in ("您适合", "要带什么", "最晚", contact) if words not in page.text] == []
        page = page.follow("现在就办")
        assert [words for words in ("要准备什么", "什么时候办") if words not in page.text] == []
        assert page.url.partition("?")[0] == f"/apply/{item.replace('.', '/')}"


def test_every_kind_of_question_is_answered_on_a_telephone(portal: Flask, enters: Enters) -> None:
    """A day, a choice, a yes, a hospital of a list; the other ways ask the same."""
    she = enters(PHONE)
    for item in ("liujiang.emergency", "wenshang.referral"):
        answers = WAYS[item]
        she.asks_the_wizard(*answers, place="北京市")
        she.sees("您适合", "要带什么", "最晚", "咨询电话" if item in WITHOUT_NUMBER else "打电话问")
        she.follows("现在就办").sees("要准备什么", "什么时候办")
        assert she.path == f"/apply/{item.replace('.', '/')}"
