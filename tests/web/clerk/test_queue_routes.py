"""The queue: most urgent first, filters in the address, search by POST, few statements."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.catalogue.repository import Catalogue
from portal.domain.numbering import grouped
from portal.models import db
from portal.services import queues, review
from portal.services.rulebook import rulebook
from tests.page import Page
from tests.people import acting, person, staff
from tests.statements import statements_of
from tests.web.clerk.cases import filed
from tests.web.clerk.conftest import signed_in
from tests.web.living import StoppedClock


def test_queue_masks_names_and_says_what_is_the_matter(clerk: FlaskClient) -> None:
    filed(1, proof=False)
    page = Page.open(clerk, "/clerk/")
    assert "韦**" in page.links
    assert "测试" not in page.text
    assert "缺异地居住证明" in page.text
    assert page.links["待审核 1"] == "/clerk/?status=submitted"


@pytest.mark.parametrize("count", [1, 3])
def test_queue_runs_the_same_few_statements_however_many_rows(clerk: FlaskClient, in_app: Flask, count: int) -> None:
    for serial in range(count):
        filed(serial + 1)
    db.session.remove()
    assert statements_of(clerk, "/clerk/") == 3


def test_filters_are_in_the_address_and_an_empty_one_says_what_to_do(clerk: FlaskClient) -> None:
    filed(1)
    assert "韦**" in Page.open(clerk, "/clerk/?status=submitted&item=wenshang.long-term&channel=online").links
    other_channel = Page.open(clerk, "/clerk/?channel=phone")
    assert "韦**" not in other_channel.links
    assert other_channel.links["看全部待办"] == "/clerk/"
    assert "韦**" in Page.open(clerk, "/clerk/?status=nonsense&after=x.y&item=fushun.referral").links


def test_overdue_is_counted_and_shown(clerk: FlaskClient, clock: StoppedClock, in_app: Flask) -> None:
    filed(1)
    assert "这样筛选没有备案" in Page.open(clerk, "/clerk/?overdue=1").text
    clock.pass_by(timedelta(days=3))
    later = signed_in(in_app, staff("later"), timedelta(days=3))
    page = Page.open(later, "/clerk/").follow("逾期 1")
    assert page.url == "/clerk/?overdue=1"
    assert "已逾期" in page.text
    assert "韦**" in page.links


def test_a_long_queue_has_a_next_page_and_a_way_back(clerk: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "PAGE", 2)
    for serial in range(3):
        filed(serial + 1)
    first = Page.open(clerk, "/clerk/?status=submitted")
    second = first.follow("下一页")
    assert (first.text.count("韦**"), second.text.count("韦**")) == (2, 1)
    assert second.follow("回到第一页").url == "/clerk/?status=submitted"


@pytest.mark.parametrize("by", ["number", "name", "id_number", "phone"])
def test_search_finds_by_each_of_four_and_leaves_no_trace_in_the_address(clerk: FlaskClient, by: str) -> None:
    filing, who = filed(1), person(1, "韦测试")
    filed(2)
    words = filing.number if by == "number" else getattr(who, by)
    found = Page.open(clerk, "/clerk/").form(button="查找").fill({"words": words}).submit()
    assert [url for name, url in found.links.items() if name == "韦**"] == [f"/clerk/filings/{filing.number}"]
    assert words not in found.url


def test_search_for_nothing_says_what_to_type(clerk: FlaskClient) -> None:
    page = Page.open(clerk, "/clerk/").form(button="查找").submit(status=422)
    assert "请先填编号" in page.text


def test_another_county_sees_nothing(clerk: FlaskClient, desk_of: Any) -> None:
    filing = filed(1)
    elsewhere = desk_of("fushun", "fs")
    assert "韦**" not in Page.open(elsewhere, "/clerk/").links
    found = Page.open(elsewhere, "/clerk/").form(button="查找").fill({"words": filing.number}).submit()
    assert "没有查到" in found.text
    assert Page.open(elsewhere, f"/clerk/filings/{filing.number}", 404).status == 404


def test_rows_of_one_surname_are_told_apart_within_the_mask(clerk: FlaskClient) -> None:
    first, second = filed(1), filed(2)
    text = Page.open(clerk, "/clerk/").text
    for filing, who in ((first, person(1)), (second, person(2))):
        assert f"韦** 证号尾 {who.id_number[-2:]} · {grouped(filing.number)}" in text
    without_numbers = text.replace(grouped(first.number), "").replace(grouped(second.number), "")  # any digits
    assert [who for who in (person(1), person(2)) if who.id_number[-3:] in without_numbers] == []


def test_what_waits_for_the_citizen_is_not_late_with_us(clerk: FlaskClient, clock: StoppedClock, in_app: Flask) -> None:
    filing = filed(1, proof=False)
    review.request_correction(acting(staff("asker")), filing.number, filing.version, [])
    clock.pass_by(timedelta(days=30))
    page = Page.open(signed_in(in_app, staff("later"), timedelta(days=30)), "/clerk/")
    assert "等补材料" in page.text
    assert "逾期 0" in page.links
    assert page.find(class_="overdue") is None
    assert "韦**" not in page.follow("逾期 0").links


def test_filing_of_a_county_whose_file_is_not_read_says_so(clerk: FlaskClient) -> None:
    """A forgotten PORTAL_COUNTIES_DIR showed codes in the queue, and what was opened was answered with 404."""
    filing = filed(1)
    usual = rulebook.catalogue
    left = Catalogue(tuple(county for county in usual.editions if county.slug != filing.county))
    rulebook.use(left, rulebook.calendar, rulebook.gazetteer)
    try:
        queue = Page.open(clerk, "/clerk/")
        opened = Page.open(clerk, f"/clerk/filings/{filing.number}", 409)
    finally:
        rulebook.use(usual, rulebook.calendar, rulebook.gazetteer)
    assert "事项的规则没有装上" in queue.text
    assert filing.item_id not in queue.text
    assert "内容都还在，没有丢" in opened.text
