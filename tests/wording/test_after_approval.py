"""What people ask once it is approved is answered by the guide alone; where it says nothing, nothing is said."""

import re
from dataclasses import replace

from portal.catalogue.repository import Catalogue
from portal.domain.sourced import SILENT, stated
from portal.wording.after_approval import answers_after, left_open

ITEM = next(iter(Catalogue.load().items()))
TITLES = ["看病带什么卡", "选哪家医院", "不能联网结算怎么办", "回来以后怎么办"]


def test_each_question_with_what_the_guide_says() -> None:
    facts = {name: stated(name, ITEM.citation) for name in ("return_home", "settlement_failure", "free_choice")}
    facts |= {"settlement_card": stated("社保卡", ITEM.citation), "fee": stated("免费", ITEM.citation)}
    answers = ("社保卡", "free_choice", "settlement_failure", "return_home")
    assert answers_after(replace(ITEM, facts=facts)) == tuple(zip(TITLES, answers, strict=True))


def test_silence_stays_silence() -> None:
    silent = dict.fromkeys(("settlement_card", "free_choice"), SILENT)
    assert answers_after(replace(ITEM, facts=silent)) == tuple((name, "") for name in TITLES)


def test_what_nobody_read_the_guide_for_is_not_called_silent() -> None:
    """A county's file may leave out two of these (docs/county-file.md)."""
    left_out = replace(ITEM, facts={"free_choice": SILENT, "return_home": stated("取消备案", ITEM.citation)})
    assert left_open(left_out) == (("选哪家医院",), ("看病带什么卡", "不能联网结算怎么办"))


def test_the_questions_are_asked_in_english() -> None:
    assert not re.search(
        r"[\u4e00-\u9fff]", "".join(name for name, _answer in answers_after(replace(ITEM, facts={}), "en"))
    )


def test_which_hospital_is_answered_in_english() -> None:
    """S4:88 frees the choice; an approved filing said so in Chinese on an English page."""
    item = Catalogue.load().item("wenshang.referral")
    assert item is not None
    answers = dict(answers_after(item, "en"))
    assert [each for each in answers.values() if each] != []
    assert not any(re.search(r"[\u4e00-\u9fff]", each) for each in answers.values())
