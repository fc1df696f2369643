"""What a county file says twice, or the wrong way round, is a fault of the file and no crash of the first start."""

import pytest

from portal.catalogue.files import COUNTIES
from portal.catalogue.loader import load_county

WENSHANG = (COUNTIES / "370830-wenshang.toml").read_text("utf-8")
CITED = 'source = "S4:13"\nquote = "异地安置人员"\n'
HOSPITAL = f"[[hospital]]\n{CITED}name = "


def faults_with(rows: str) -> list[str]:
    """The faults of a good file with these rows added."""
    assert load_county(WENSHANG, "x.toml").faults == ()
    return [fault.removeprefix("x.toml: ") for fault in load_county(f"{WENSHANG}\n{rows}", "x.toml").faults]


@pytest.mark.parametrize("again", ["汶上县第一医院", "汶上县 第一医院", "汶上县第一医院\u3000"])
def test_a_hospital_stands_once_however_it_is_spelled(again: str) -> None:
    """Written twice it passed the check, and the first `portal init` died of the database's constraint."""
    [fault] = faults_with(f'{HOSPITAL}"汶上县第一医院"\n{HOSPITAL}"{again}"\n')
    assert fault == f"hospital: “{again}”写了不止一次，请只留一个 [[hospital]]"


def test_a_hospital_is_designated_until_a_later_day() -> None:
    days = "designated_from = 2026-05-01\ndesignated_until = {}\n"
    assert faults_with(f'{HOSPITAL}"汶上县第一医院"\n{days.format("2026-05-01")}') == []
    [fault] = faults_with(f'{HOSPITAL}"汶上县第一医院"\n{days.format("2026-04-30")}')
    assert fault.startswith("hospital: “汶上县第一医院”的 designated_until（2026-04-30）比 designated_from")


def test_a_hospital_name_is_no_longer_than_is_kept() -> None:
    assert faults_with(f'{HOSPITAL}"{"院" * 128}"\n') == []
    [fault] = faults_with(f'{HOSPITAL}"{"院" * 129}"\n')
    assert fault.startswith("hospital: 名称最多 128 个字")


@pytest.mark.parametrize(
    ("row", "key", "name"),
    [
        ('[[guide]]\nid = "Z1"\ntitle = "甲"\nfile = "甲.txt"\n', "guide", "Z1"),
        (f'[[office]]\nid = "hall"\nname = "甲厅"\naddress = "甲路"\n{CITED}', "office", "hall"),
        (
            '[[document_kind]]\nkind = "household"\nname = "户口簿"\nname_en = "Household book"\n',
            "document_kind",
            "household",
        ),
    ],
)
def test_what_is_known_by_a_name_has_it_alone(row: str, key: str, name: str) -> None:
    assert faults_with(row) == []
    assert f"{key}: “{name}”写了不止一次" in faults_with(row * 2)


def test_a_check_is_asked_once() -> None:
    check = "[[item.check]]\n"
    first = WENSHANG.index(check)
    row = WENSHANG[first : WENSHANG.index("[[", first + len(check))]
    found = load_county(WENSHANG.replace(row, row * 2, 1), "x.toml").faults
    assert [fault.partition("”")[2] for fault in found] == ["写了不止一次"]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('slug = "long-term"', 'slug = "急诊/住院"', "slug"),
        ('slug = "long-term"', 'slug = "a.b c"', "slug"),
        ('slug = "long-term"', 'slug = "Emergency"', "slug"),
        ('kinds = ["relocated_retiree", "long_term_resident", "posted_worker"]', "kinds = []", "kinds"),
        ('kinds = ["relocated_retiree", "long_term_resident", "posted_worker"]', 'kinds = ["referral"]', "kinds"),
        ("at_once = true", "at_once = true\nworking_days = 3", "limit[0]"),
        ("at_once = true", "at_once = false", "limit[0]"),
        ("at_once = true", "", "limit[0]"),
    ],
)
def test_an_item_that_cannot_be_so_is_a_fault(old: str, new: str, path: str) -> None:
    """Each passed the check with no fault; an address with such a slug answered 404."""
    assert old in WENSHANG
    faults = load_county(WENSHANG.replace(old, new, 1), "x.toml").faults
    assert [fault for fault in faults if f".{path}: " in fault], faults


@pytest.mark.parametrize("prefix", ["371", "37083"])
def test_a_code_has_two_four_or_six_digits(prefix: str) -> None:
    faults = load_county(WENSHANG.replace('insures = ["370830"]', f'insures = ["{prefix}"]', 1), "x.toml").faults
    assert faults == (f"x.toml: insures: “{prefix}”不是区划代码的开头（两位、四位或六位数字）",)


@pytest.mark.parametrize("kind", ["identity", "户口簿", "house hold", "a/b"])
def test_a_paper_of_its_own_has_a_name_of_its_own(kind: str) -> None:
    [fault] = faults_with(f'[[document_kind]]\nkind = "{kind}"\nname = "户口簿"\nname_en = "Household book"\n')
    assert fault.startswith(f"document_kind: “{kind}”")


def test_a_sign_nobody_sees_is_no_text() -> None:
    """TOML takes it written out, and PostgreSQL keeps no U+0000."""
    [fault] = faults_with(f'{HOSPITAL}"汶上县\\u0000医院"\n')
    assert fault.partition("]")[2] == ".name: 里面有换行或看不见的控制字符，请删去后重写这一句"


def test_a_reason_has_a_number_of_its_own_and_says_something() -> None:
    reason = '[[reason]]\nnumber = "{}"\ntext = "{}"\n'
    good = reason.format("3.1", "没有住满六个月") + reason.format("3.2", "居住证不是本人的")
    assert faults_with(good) == []
    county = load_county(f"{WENSHANG}\n{good}", "x.toml").county
    assert county is not None
    assert [(each.number, each.text) for each in county.reasons][1] == ("3.2", "居住证不是本人的")
    [twice] = faults_with(good + reason.format("3.1", "另一条"))
    assert twice == "reason: “3.1”写了不止一次"
    [unreadable] = faults_with(reason.format("第三条", "没有住满六个月"))
    assert "number 用 1 到 8 个字母、数字、点或横线" in unreadable
    [silent] = faults_with(reason.format("3.1", " "))
    assert silent == "reason[0].text: 不能是空的"
