"""Every line of a guide that says something is in the county file, and `portal catalogue show` cites it (§3)."""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from portal.catalogue.files import COUNTIES

GUIDES = COUNTIES / "guides"

# Headings, rules, arrows, links to lost pictures, a question (its answer is the line below), a heading answered by 无.
SAYS_NOTHING = re.compile(
    r"#|[一二三四五六七八九十]+、|[(（][一二三][)）]|[-|\s]*$|↓|[；;]\s*$|\[点击|问题[:：]|常见错误示例：|满意度测评：$|无$"
)


class GuideExcerpt(NamedTuple):
    """Which lines of which text belong to an item, and which of them are table heads or the tails of a line above."""

    item: str
    mark: str
    text: str
    first: int
    last: int
    heads: tuple[int, ...]


GUIDE_OF_ITEM = (
    GuideExcerpt("fushun.referral", "S0", "fushun-referral", 5, 134, (39, 85, 90, 95, 132)),
    GuideExcerpt("fushun.settled-retiree", "S1", "fushun-settled-retiree", 5, 146, (40, 93, 99, 104, 145)),
    # 30 ends the cells of 28; 47 to 57 repeat 62 to 78 (C-21, held by a test of its own below).
    GuideExcerpt(
        "zhenping.long-term-resident",
        "S2",
        "zhenping-long-term-resident",
        7,
        140,
        (30, *range(47, 58), 82, 134, 139),
    ),
    # 108 and 110 go on with the text of 105.
    GuideExcerpt("liujiang.emergency", "S3", "liujiang-emergency", 5, 126, (34, 41, 44, 49, 108, 110)),
    GuideExcerpt("wenshang.long-term", "S4", "wenshang-three-items", 5, 64, (49,)),
    GuideExcerpt("wenshang.referral", "S4", "wenshang-three-items", 68, 127, ()),
    GuideExcerpt("wenshang.emergency", "S4", "wenshang-three-items", 131, 191, ()),
)


def lines_that_say_something() -> Iterator[Any]:
    for guide in GUIDE_OF_ITEM:
        lines = (GUIDES / f"{guide.text}.txt").read_text(encoding="utf-8").splitlines()
        for number in range(guide.first, guide.last + 1):
            line = lines[number - 1].strip() if number <= len(lines) else ""
            words = line.removeprefix("- ")
            if number not in guide.heads and not SAYS_NOTHING.match(words):
                yield pytest.param(guide, number, id=f"{guide.item} {guide.mark}:{number} {words[:24]}")


@pytest.mark.parametrize(("guide", "number"), list(lines_that_say_something()))
def test_line_is_cited(shown: Callable[[str], str], guide: GuideExcerpt, number: int) -> None:
    assert re.search(rf"(?<![0-9A-Z]){guide.mark}:{number}(?![0-9])|第{number}行", shown(guide.item))


def test_conditions_of_zhenping_are_a_copy_of_its_legal_bases() -> None:
    """C-21: what stands under 申请条件 is the list under 设定依据, so it states no condition."""
    text = (GUIDES / "zhenping-long-term-resident.txt").read_text(encoding="utf-8")
    conditions, bases = text.split("### 申请条件")[1].split("## 设定依据")
    bases = bases.split("## 申请材料")[0]

    def letters(section: str) -> str:
        return re.sub(r"\s", "", section).translate(str.maketrans("（）", "()"))

    assert letters(conditions) == letters(bases)
