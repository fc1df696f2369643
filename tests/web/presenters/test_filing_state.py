"""An end without a day is said to last until changed where the guide says so, and nowhere else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from portal.catalogue.repository import Catalogue
from portal.domain.claims import Claims, PersonClaim
from portal.domain.periods import Anchor, Validity
from portal.domain.sourced import stated
from portal.domain.vocabulary import FilingStatus
from portal.models import Filing
from portal.services import notice_letter
from portal.services.rulebook import rulebook
from portal.web.language import in_language
from portal.web.presenters import filing_state
from portal.web.presenters.filing_state import end_unknown
from portal.web.presenters.summary import summary_of, validity_sentence


@pytest.fixture
def catalogue(request: pytest.FixtureRequest) -> Iterator[Catalogue]:
    """The rules as they are, or with long stays that last until changed."""
    usual = rulebook.catalogue
    if request.param == "until_changed":
        [county] = [each for each in usual.counties() if each.slug == "wenshang"]
        first, *rest = county.items
        lasting = replace(first, validity=Validity(first.citation, until_changed=True))
        usual_rest = tuple(each for each in usual.editions if each.slug != "wenshang")
        changed = Catalogue((*usual_rest, replace(county, items=(lasting, *rest))))
        rulebook.use(changed, rulebook.calendar, rulebook.gazetteer)
    yield rulebook.catalogue
    rulebook.use(usual, rulebook.calendar, rulebook.gazetteer)


@pytest.mark.parametrize(
    ("catalogue", "page", "paper"),
    [
        ("silent", "到哪天为止，指南没有写明。", "指南没有写明"),
        ("until_changed", "到您申请变更或取消为止，一直有效。", "到申请变更或取消为止"),
    ],
    indirect=["catalogue"],
)
def test_end_without_a_day_is_what_the_guide_says(app: Flask, catalogue: Catalogue, page: str, paper: str) -> None:
    item = catalogue.item("wenshang.long-term")
    assert item is not None
    filing = Filing(item_id=item.id, item_version=item.version)
    with app.test_request_context():
        assert end_unknown(filing) == page
        assert bool(validity_sentence(item)) is (item.validity is not None)
    assert notice_letter.end_unknown(item) == paper


def test_year_whose_first_day_the_guide_does_not_name_says_how_it_is_counted(app: Flask) -> None:
    item = rulebook.catalogue.item("wenshang.referral")
    assert item is not None
    with app.test_request_context():
        assert validity_sentence(item) == ("1 年内有效，可以多次住院；从哪天算起指南没有写明，先按转诊单开出那天算")


def test_a_fax_goes_to_its_number_where_the_guide_prints_one(app: Flask) -> None:
    county, item = rulebook.catalogue.county("wenshang"), rulebook.catalogue.item("wenshang.emergency")
    assert county is not None
    assert item is not None
    printed = replace(item, facts={**item.facts, "fax_number": stated("0537-7211111", item.citation)})
    with app.test_request_context():
        ways = [line for row in summary_of(county, printed).rows for line in row.lines if line.startswith("传真")]
    assert ways == ["传真：0537-7211111（指南说法不一）"]


def test_what_lasts_for_months_is_said_in_months(app: Flask) -> None:
    item = rulebook.catalogue.item("wenshang.referral")
    assert item is not None
    lasting = Validity(item.citation, stated(Anchor.DECISION, item.citation), months=6)
    with app.test_request_context():
        assert validity_sentence(replace(item, validity=lasting)) == "从办好备案那天起 6 个月内有效"


@pytest.mark.parametrize(("item", "lines"), [("wenshang.emergency", 1), ("liujiang.emergency", 0)])
def test_complaints_are_spoken_of_where_the_guide_names_a_number(app: Flask, item: str, lines: int) -> None:
    turned_down = Filing(item_id=item, status=FilingStatus.REFUSED)
    with app.test_request_context():
        sentences = filing_state.turned_down(turned_down)
    assert ["监督电话" in each for each in sentences] == [False, True][: 1 + lines]


def test_no_number_is_called_silence_of_the_guide_only_where_the_file_says_so(app: Flask) -> None:
    usual = rulebook.catalogue
    [county] = [each for each in usual.counties() if each.slug == "wenshang"]
    unread = replace(county, items=tuple(replace(each, silent=frozenset()) for each in county.items))
    others = tuple(each for each in usual.editions if each.slug != "wenshang")
    with app.test_request_context():
        stated_by_file = filing_state.contact_of("wenshang.referral").without_phone
        rulebook.use(Catalogue((*others, unread)), rulebook.calendar, rulebook.gazetteer)
        try:
            unsaid = filing_state.contact_of("wenshang.referral")
        finally:
            rulebook.use(usual, rulebook.calendar, rulebook.gazetteer)
    assert stated_by_file == "指南没有写明"
    assert (unsaid.without_phone, unsaid.without_complaint_line) == ("请到窗口问", "请到窗口问")


def test_an_english_page_names_the_office_in_english(app: Flask) -> None:
    with app.test_request_context(), in_language("en"):
        assert filing_state.contact_of("fushun.referral").office == "Fushun Healthcare Security Service Centre"


@pytest.mark.parametrize(("item", "way"), [("wenshang.referral", "请到窗口问"), ("wenshang.emergency", "请打电话问")])
def test_whoever_waits_is_sent_to_a_telephone_only_where_one_is_printed(app: Flask, item: str, way: str) -> None:
    """S4:108 prints a number to complain to, and none to ask."""
    claims = Claims(person=PersonClaim("测试", "110101199001011237"))
    waiting = Filing(item_id=item, status=FilingStatus.SUBMITTED, claims=claims)
    with app.test_request_context():
        sentences = filing_state.state_of(waiting, date(2026, 11, 2)).sentences
    assert any(way in each for each in sentences)


def dated(status: FilingStatus, **days: date) -> Filing:
    return Filing(item_id="wenshang.referral", item_version="2026-11-01", status=status, **days)


TODAY = date(2026, 9, 14)
BEGINS, ENDS = date(2026, 12, 1), date(2027, 9, 1)


@pytest.mark.parametrize(
    ("filing", "words", "no_words"),
    [
        (dated(FilingStatus.SUPERSEDED, ends_on=date(2026, 11, 30)), "到 2026年11月30日（周一） 为止有效", "已经由"),
        (dated(FilingStatus.SUPERSEDED, ends_on=date(2026, 9, 13)), "已经由新的备案代替", "为止有效"),
        (dated(FilingStatus.SUPERSEDED), "已经由新的备案代替", "为止有效"),
        (dated(FilingStatus.APPROVED, begins_on=BEGINS, ends_on=ENDS), "到 2027年9月1日（周三） 为止", "还有"),
        (dated(FilingStatus.APPROVED, begins_on=TODAY, ends_on=ENDS), "还有 352 天", "过期"),
        (dated(FilingStatus.APPROVED, begins_on=TODAY, ends_on=TODAY), "今天是最后一天。", "还有"),
        (dated(FilingStatus.ACCEPTED, due_on=TODAY), "最晚 2026年9月14日", "已经过了"),
        (dated(FilingStatus.ACCEPTED, due_on=date(2026, 9, 11)), "已经过了，对不起。请到窗口催问。", "最晚"),
    ],
)
def test_what_counts_still_or_is_late_is_said_as_it_is(app: Flask, filing: Filing, words: str, no_words: str) -> None:
    with app.test_request_context():
        sentences = "".join(filing_state._sentences(filing, TODAY))
    assert words in sentences
    assert no_words not in sentences
