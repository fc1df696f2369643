"""What stands printed on a page is offered to the question it answers, and nothing that cannot be right."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from portal.domain.claims import Answer
from portal.domain.page_reading import PageReading, PrintedLine, PrintedPlace
from portal.domain.questions import QUESTIONS
from portal.domain.suggestions import MOST, WantedAnswers, suggestions
from tests.people import person
from tests.reading import REFERRERS, TODAY, made

WHO, OTHER = person(1), person(2)
CARD = WHO.id_number
WANTED = WantedAnswers({each.path for each in QUESTIONS}, ("汶上县人民医院",), date(2026, 11, 20))

TABLE: tuple[tuple[tuple[str, ...], dict[str, Answer]], ...] = (
    (("姓名：马建国",), {"person.name": "马建国"}),
    (("姓　名 马建国 性别 男 年龄 74",), {"person.name": "马建国"}),
    (("患者姓名:马建国身份证号:" + CARD,), {"person.name": "马建国", "person.id_number": CARD}),
    (("姓名：阿卜杜拉·买买提",), {"person.name": "阿卜杜拉·买买提"}),
    (("姓名：____", "性别：男"), {}),
    (("姓名 性别",), {}),
    (("公民身份号码 " + CARD,), {"person.id_number": CARD}),
    ((f"{CARD[:6]} {CARD[6:14]} {CARD[14:]}",), {"person.id_number": CARD}),
    (("身份证号：" + CARD[:-1] + ("0" if CARD[-1] != "0" else "1"),), {}),
    (("住院号：" + CARD[:10],), {}),
    (("联系电话：138 0537 1234",), {"contact.phone": "13805371234"}),
    (("电话：0537-7212345转8",), {"contact.phone": "0537-7212345-8"}),
    (("电话：12345",), {}),
    (("医院电话：0537-7212345",), {}),
    (("代办人：马小军 电话：13905378888",), {"agent.name": "马小军", "agent.phone": "13905378888"}),
    (("代办人：马小军电话：13905378888",), {"agent.name": "马小军", "agent.phone": "13905378888"}),
    (("代办人身份证号：" + CARD,), {"agent.id_number": CARD}),
    (("入院日期：2026年9月13日",), {"admission.on": date(2026, 9, 13)}),
    (("入院时间:２０２６-０９-１３ 08:30",), {"admission.on": date(2026, 9, 13)}),
    (("入院日期：20260913", "出院日期：2026.9.20"), {
        "admission.on": date(2026, 9, 13), "admission.discharged_on": date(2026, 9, 20)
    }),
    (("入院日期：2026年2月30日",), {}),
    (("出生日期：1952-03-04",), {}),
    (("填写日期：2026/11/1",), {"referral.issued_on": date(2026, 11, 1)}),
    (("就诊医院：上海市第一人民医院",), {"hospital": "上海市第一人民医院"}),
    (("上海市第一人民医院",), {"hospital": "上海市第一人民医院"}),
    (("转出医院：汶上县人民医院",), {"referral.institution": "汶上县人民医院"}),
    (("转出医院：别的县人民医院",), {}),
    (("家庭住址：汶上县中都街道1号",), {"contact.address": "汶上县中都街道1号"}),
    (("经治医师 姓名：王五",), {}),
    (("经治医师姓名：王五 患者姓名：马小军",), {"person.name": "马小军"}),
    (("经治医师：王五 姓名：马小军",), {"person.name": "马小军"}),
    (("姓名：马",), {}),
    (("姓名：马建",), {"person.name": "马建"}),
    (("姓名：" + "马" * 20,), {"person.name": "马" * 20}),
    (("姓名：" + "马" * 21,), {}),
    (("姓名：本人，已核",), {}),  # a label is no name
    (("电话：7212345",), {}),  # without its area code nobody can dial it
    (("就诊医院：不详",), {}),
    (("家庭住址：中都街",), {}),
    (("家庭住址：中都街道",), {"contact.address": "中都街道"}),
    (("家庭住址：" + "街" * 100,), {"contact.address": "街" * 100}),
    (("家庭住址：" + "街" * 101,), {}),
    (("家庭住址：__________",), {}),
    (("入院日期：1900年1月1日",), {"admission.on": date(1900, 1, 1)}),
    (("入院日期：1899年12月31日",), {}),
    (("汶上县人民医院",), {"hospital": "汶上县人民医院", "referral.institution": "汶上县人民医院"}),  # a heading
    (("抄送：汶上县人民医院",), {}),
    (("办公用品大减价", "不是备案材料"), {}),
)  # fmt: skip


def page_of(*lines: str) -> PageReading:
    """These lines, one under the other."""
    return PageReading(
        1.4, tuple(PrintedLine(text, PrintedPlace(0.1, 0.05 + 0.04 * row, 0.5, 0.02)) for row, text in enumerate(lines))
    )


@pytest.mark.parametrize(("lines", "expected"), TABLE, ids=[" / ".join(lines) for lines, _expected in TABLE])
def test_each_is_offered_to_its_question(lines: tuple[str, ...], expected: dict[str, Answer]) -> None:
    found = suggestions([page_of(*lines)], WANTED)
    assert {each.path: each.answer for each in found} == expected


def test_the_box_beside_a_label_is_its_answer_and_its_place() -> None:
    label, value = PrintedPlace(0.1, 0.2, 0.1, 0.02), PrintedPlace(0.3, 0.201, 0.2, 0.02)
    lines = (
        PrintedLine("姓名", label),
        PrintedLine("马建国", value),
        PrintedLine("别的", PrintedPlace(0.3, 0.3, 0.2, 0.02)),
    )
    [found] = suggestions([page_of("第一页"), PageReading(1.4, lines)], WANTED)
    assert (found.answer, found.page, found.place) == ("马建国", 1, value)
    lines = (PrintedLine("代办人", label), PrintedLine(f"马小军电话:{OTHER.phone}", value))
    found_of_agent = suggestions([PageReading(1.4, lines)], WANTED)
    assert {each.path: each.answer for each in found_of_agent} == {"agent.name": "马小军", "agent.phone": OTHER.phone}


LABEL = PrintedPlace(0.125, 0.25, 0.125, 0.0625)  # ends at 0.25; half its height is 3/64 of the width
"""Parts of two, so that what touches touches exactly."""


@pytest.mark.parametrize(
    ("left", "top", "is_beside"),
    [
        (0.5, 0.25, True),
        (0.203125, 0.25, True),  # half a line into it, as a slanting page has it
        (0.1875, 0.25, False),
        (0.5, 0.28, True),
        (0.5, 0.28125, False),  # halfway to the next row
        (0.5, 0.22, True),
        (0.5, 0.21875, False),
        (0.5, 0.75, False),
    ],
)
def test_the_next_box_is_one_of_the_same_row(left: float, top: float, is_beside: bool) -> None:
    box = PrintedLine("马建国", PrintedPlace(left, top, 0.25, 0.0625))
    found = suggestions([PageReading(1.5, (PrintedLine("姓名", LABEL), box))], WANTED)
    assert [each.answer for each in found] == (["马建国"] if is_beside else [])


def test_of_several_boxes_of_a_row_the_nearest_is_the_answer() -> None:
    far, near = PrintedPlace(0.75, 0.25, 0.125, 0.0625), PrintedPlace(0.5, 0.25, 0.125, 0.0625)
    lines = (PrintedLine("马小军", far), PrintedLine("姓名", LABEL), PrintedLine("马建国", near))
    [found] = suggestions([PageReading(1.5, lines)], WANTED)
    assert (found.answer, found.place) == ("马建国", near)


def test_a_label_with_its_answer_takes_nothing_from_the_box_beside_it() -> None:
    lines = (PrintedLine("姓名:马建国", LABEL), PrintedLine("马小军", PrintedPlace(0.5, 0.25, 0.125, 0.0625)))
    [found] = suggestions([PageReading(1.5, lines)], WANTED)
    assert (found.answer, found.place) == ("马建国", LABEL)


def test_what_is_known_by_its_shape_says_where_it_stands() -> None:
    [found] = suggestions([page_of("第一页"), PageReading(1.5, (PrintedLine(CARD, LABEL),))], WANTED)
    assert (found.path, found.page, found.place) == ("person.id_number", 1, LABEL)


def test_several_are_offered_each_once_and_not_too_many() -> None:
    numbers = [person(serial).phone for serial in range(1, MOST + 3)]
    found = suggestions([page_of(f"电话：{numbers[0]}", *numbers, *numbers)], WANTED)
    assert [each.answer for each in found] == numbers[:MOST]


def test_nothing_is_offered_that_the_form_does_not_ask() -> None:
    wanted = WantedAnswers({"person.name"}, (), WANTED.on)
    found = suggestions([page_of(f"姓名：马建国 电话：{WHO.phone}", f"身份证号：{CARD}")], wanted)
    assert [each.path for each in found] == ["person.name"]


def test_of_a_fax_that_was_really_read_all_is_offered() -> None:
    """As RapidOCR 3.10 read the first of `tests.reading` (`--record`): a G4 page, 204 × 98 dots an inch, askew."""
    kept = (Path(__file__).parent / "read_fax.json").read_bytes()
    fax = made(1)
    wanted = WantedAnswers(fax.truth, REFERRERS, TODAY)
    found = suggestions([msgspec.json.decode(kept, type=PageReading)], wanted)
    assert {each.path: each.answer for each in found} == fax.truth
