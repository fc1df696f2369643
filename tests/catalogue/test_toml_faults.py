"""What TOML's reader finds is said in Chinese, with the line and what to type, never in its own English."""

import re

import pytest

from portal.catalogue.loader import load_county

GOOD = 'slug = "demo"\nname = "演示县"\n'


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("name_en = “Demo”", '“”是中文标点，请换成英文的 "'),
        ('name_en ＝ "Demo"', "＝”是中文标点，请换成英文的 ="),
        ('insures = ["370830"，"370831"]', "，”是中文标点"),
        ('name = "又一次"', "已经写过"),
        ("edition = 2026-13-01", "写得不对"),
        ("edition = 2026/11/01", "多余的内容"),
        ("edition = soon", "文字要用英文双引号"),
        ('name_en = "Demo', "引号收尾"),
        ("汶上 = 1", "英文字母"),
        ("just words", "= 和值"),
        ("[agency", "用 ] 收尾"),
        ("[[item]", "用 ]] 收尾"),
        ("insures = [", "没有"),
        ("fee = { value = 1", "} 收尾"),
        ("fee = { value = 1, value = 2 }", "写了两次"),
        ("[a]\n[a]", "用两层方括号"),
        ('path = "C:\\guides"', "\\\\"),
    ],
)
def test_toml_fault_says_the_line_and_what_to_type(line: str, says: str) -> None:
    (fault,) = load_county(GOOD + line, "x.toml").faults
    assert fault.startswith("x.toml: TOML 写法有误：")
    assert says in fault, fault
    own = fault.replace(line.split("\n")[-1], "")
    assert not re.search(r"Invalid|Expected|Cannot|Unclosed|at line|Illegal", own), fault
