"""What TOML's reader finds is said in Chinese, with the line and what to type, never in its own English."""

import re
import tomllib

import pytest

from portal.catalogue.loader import load_county
from portal.catalogue.toml_faults import SENTENCES, toml_fault

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
        ("fee = {\n value = 1 }", "花括号里不能换行"),
        ("fee = { value = 1,\n value_en = 2 }", "花括号里不能换行"),
        ("fee = { value = 1\n}", "花括号要在同一行里写完"),
        ("fee = { value = 1, }", "最后一项后面不要写逗号"),
        ("months = 05", "数字前面不要写 0，写 5"),
        ("months = -05", "数字前面不要写 0，写 5"),
        ("numbers = [015]", "数字前面不要写 0，写 15"),
        ("fee = { value = 007 }", "数字前面不要写 0，写 7"),
        ("months = 00", "数字前面不要写 0，写 0"),
    ],
)
def test_toml_fault_says_the_line_and_what_to_type(line: str, says: str) -> None:
    (fault,) = load_county(GOOD + line, "x.toml").faults
    assert fault.startswith("x.toml: TOML 写法有误：")
    assert says in fault, fault
    own = fault.partition("（这一行是")[0]
    assert not re.search(r"Invalid|Expected|Cannot|Unclosed|at line|Illegal", own), fault


WRITES_ON = "写到文件末尾还没有完："
NAMED_TWICE = "这张表前面已经写过；有好几张的，用两层方括号，例如 [[office]]"
NOT_ENDED = "文字没有写完，请用和开头一样的英文引号收尾"


EVERY_FAULT = [
    ("= 1", "这一行不是 TOML 写法，请写 键 = 值（键用英文字母）或 [[表名]]；说明文字前面加 #"),
    ("a = 1 2", "这一行的值写得不对，或后面有多余的内容：日期写 2026-11-22，说明前面加 #，别的另起一行"),
    ("just words", '键后面要写 = 和值，例如 name = "某某县"'),
    ("[agency", "表名要用 ] 收尾，例如 [agency]"),
    ("[[item]", "表名要用 ]] 收尾，例如 [[item]]"),
    ("a.汶 = 1", "键只能用英文字母、数字、_ 和 -，请改"),
    (
        "edition = soon",
        '等号后面的值写得不对：文字要用英文双引号，例如 "某某县"；是否写 true 或 false；日期写 2026-11-22',
    ),
    ("edition = 2026-02-30", "没有这一天，或日期写得不对，请写成 2026-11-22"),
    ("insures = [1 2]", "列表没有写完，请用 ] 收尾，各项之间用英文逗号"),
    ("fee = { value = 1", "花括号要在同一行里写完，用 } 收尾，各项之间用英文逗号"),
    ("fee = { value = 1, value = 2 }", "同一个花括号里，这个键写了两次，请删去一个"),
    ("a = 1\na = 2", "这个键前面已经写过，请删去一个"),
    ("[a]\n[a]", NAMED_TWICE),
    ("[a.b]\nc = 1\n[a]\nb.d = 2", NAMED_TWICE),
    ("a = [1]\n[[a]]", "前面已经用花括号或列表写完了这一项，不能再添，请写在一处"),
    ('path = "C:\\guides"', "文字里的 \\ 要写两遍：\\\\，或者把文字放在英文单引号里"),
    ('a = "\\u00zz"', "\\u 后面要写四位十六进制数"),
    ('a = "\\ud800"', "\\u 后面不是一个字"),
    ('a = """x', NOT_ENDED),
    ("a = 'x", NOT_ENDED),
    ('a = "x\x01y"', "文字在这一行没有收尾，请用英文引号收尾；这里不能换行或用制表符"),
    ("a = 1 # \x01", "这里有一个看不见的控制字符，请删去后重写这一行"),
]


@pytest.mark.parametrize(("text", "sentence"), EVERY_FAULT)
def test_every_fault_has_its_own_sentence(text: str, sentence: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as fault:
        tomllib.loads(text)
    reading = toml_fault(fault.value, text)
    assert sentence in reading
    assert reading.startswith(WRITES_ON) or re.match(r"第 \d 行第 \d+ 个字：", reading)


def test_every_sentence_is_tried() -> None:
    assert {sentence for _text, sentence in EVERY_FAULT} == {sentence for _begins, sentence in SENTENCES}


def test_line_and_place_are_those_of_the_file_however_its_lines_end() -> None:
    text = 'slug = "demo"\r\nname = oops\r\n'
    with pytest.raises(tomllib.TOMLDecodeError) as fault:
        tomllib.loads(text)
    reading = toml_fault(fault.value, text)
    assert reading.startswith("第 2 行第 8 个字：等号后面的值写得不对")
    assert reading.endswith("（这一行是：name = oops）")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("slug = 'demo'\nname = '演示县\nedition = 2026-11-01\n", "第 2 行第 8 个字："),
        ("slug = 'demo'\r\nname = '演示县", "第 2 行第 8 个字："),
        ("a = 1\nb = '''一\n二\nc = 3", "第 2 行第 5 个字："),
        ('a = """好"""\nb = """一\n二\nc = 3', "第 2 行第 5 个字："),
    ],
)
def test_text_that_goes_on_to_the_end_is_shown_where_it_begins(text: str, begins: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as fault:
        tomllib.loads(text)
    assert toml_fault(fault.value, text).startswith(begins + NOT_ENDED)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [*zip("“”‘’＝，［］【】｛｝＃：", "\"\"''=,[][]{}#=", strict=True), ("\u3000", " ")],
)
def test_every_sign_of_the_chinese_keyboard_is_named(typed: str, meant: str) -> None:
    fault = tomllib.TOMLDecodeError("Invalid value (at line 1, column 5)")
    assert f"“{typed}”是中文标点，请换成英文的 {meant}" in toml_fault(fault, f"a = {typed}1")
    for quoted in (f'a = "{typed}" x', f"a = '{typed}' x", f"a = 1 x # {typed}"):
        assert "中文标点" not in toml_fault(fault, quoted)
