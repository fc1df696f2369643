"""What forms print before an answer, and of whom it speaks."""

import pytest

from portal.domain.printed_labels import Labelled, Printed, labelled

OTHER, NAME, PHONE = Printed.OTHER, Printed.NAME, Printed.TELEPHONE


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", []),
        ("不是备案材料", []),
        ("姓名:马建国", [Labelled(NAME, "马建国", False)]),
        ("姓  名:马建国", [Labelled(NAME, "马建国", False)]),
        ("姓名:马建国 性别:男", [Labelled(NAME, "马建国", False), Labelled(OTHER, "男", False)]),
        ("代办人:马小军 电话:1", [Labelled(Printed.AGENT, "马小军", True), Labelled(PHONE, "1", True)]),
        ("电话:1 代办人:马小军", [Labelled(PHONE, "1", False), Labelled(Printed.AGENT, "马小军", True)]),
        (
            "代办人:马小军 患者姓名:马建国 电话:1",
            [
                Labelled(Printed.AGENT, "马小军", True),
                Labelled(NAME, "马建国", False),
                Labelled(PHONE, "1", False),
            ],
        ),
        # whose name is asked for stands before it: of a doctor it is nobody's who files
        ("经治医师: 姓名:王五", [Labelled(OTHER, "", False), Labelled(OTHER, "王五", False)]),
        ("经治医师: 电话:1", [Labelled(OTHER, "", False), Labelled(PHONE, "1", False)]),
        ("经治医师:王五 姓名:马建国", [Labelled(OTHER, "王五", False), Labelled(NAME, "马建国", False)]),
        ("性别: 姓名:马建国", [Labelled(OTHER, "", False), Labelled(NAME, "马建国", False)]),
    ],
)
def test_each_answer_stands_behind_its_label(line: str, found: list[Labelled]) -> None:
    assert list(labelled(line)) == found
