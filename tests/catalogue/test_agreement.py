"""What a county file says in two places, and cannot mean in both, is a fault where it stands with what to type."""

from pathlib import Path

import pytest

from portal.catalogue.files import read_county
from portal.catalogue.loader import load_county

DONGGANG = (Path(__file__).parents[1] / "counties" / "371102-donggang.toml").read_text("utf-8")
LATE = "逾期备案的，报销比例降低十个百分点"
PHONE = 'phone = "0633-8012345"\n'
POOL = '["3711"]'
INSURES = 'insures = ["371102"]'
EFFECT = "item.emergency.effect[0]"


def faults_after(old: str, new: str) -> list[str]:
    """The faults of a good file with one change."""
    assert old in DONGGANG
    return [fault.removeprefix("x.toml: ") for fault in load_county(DONGGANG.replace(old, new, 1), "x.toml").faults]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (LATE, ""),
        ("逾期的，报销比例会降低，降多少以经办机构答复为准", ""),
        ("逾期的，5 个工作日以后降低 10%", ""),
        ("逾期的降低一成", ""),
        ("逾期的降低百分之十", ""),
        ("逾期的降低１０％", ""),
        ("逾期的降低 20%", "20"),
        ("逾期的降低二十五个百分点", "25"),
        ("逾期的降低 10%，未备案的降低 15%", "10、15"),
        ("逾期的降低百分之三十", "30"),
        ("逾期的降低两成半", "25"),
        ("逾期的降低 7.5 个百分点", "7.5"),
    ],
)
def test_effect_says_the_numbers_it_states(text: str, shown: str) -> None:
    """With `numbers = [10]`: the text named one share, and the decision showed another."""
    found = faults_after(LATE, text)
    if not shown:
        assert found == []
        return
    assert found == [
        f"{EFFECT}.text: 写的是 {shown}，readings 的 numbers 写的是 10；请照指南改成一样，没有把握的数字两处都不要写"
    ]


def test_effect_says_in_english_the_numbers_it_states() -> None:
    ten = "by ten percentage points"
    assert faults_after(ten, "by 10% and not by 3 days") == []
    assert faults_after(ten, "by 10 percentage points") == []
    for other in ("by 20%", "by 20 percentage points", "by 20 per cent"):
        [fault] = faults_after(ten, other)
        assert fault.startswith(f"{EFFECT}.text_en: 写的是 20，")


def test_phone_channel_has_a_number_or_says_there_is_none() -> None:
    [fault] = faults_after(PHONE, "")
    assert fault == (
        "item.emergency.channel[2].phone: 电话办理要写打哪个号码；指南没有写的，写 phone = { not_stated = true }"
    )
    assert faults_after(PHONE, "phone = { not_stated = true }\n") == []


@pytest.mark.parametrize("pool", ['["3711", "3702"]', '["37"]', '["371102"]'])
def test_pooling_area_holds_all_who_are_insured(pool: str) -> None:
    assert faults_after(POOL, pool) == []


@pytest.mark.parametrize(("pool", "insures"), [('["4502"]', ["371102"]), ('["371102"]', ["3711"])])
def test_pooling_area_without_those_who_are_insured_is_a_fault(pool: str, insures: list[str]) -> None:
    """Whoever is treated at home would be out of area."""
    text = DONGGANG.replace(POOL, pool).replace(INSURES, f'insures = ["{insures[0]}"]')
    [fault] = load_county(text, "x.toml").faults
    assert fault.startswith(f"x.toml: pooling_area: 没有包含 insures 里的 {insures[0]}，")


def test_people_of_the_county_itself_are_insured_there() -> None:
    [fault] = faults_after(INSURES, 'insures = ["371103"]')
    assert fault.startswith("insures: 没有包含 division_code 371102，")


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("readings = [{ numbers = [10] }]", "readings = []", f"{EFFECT}.readings"),
        ("numbers = [10]", "numbers = []", f"{EFFECT}.readings[0].numbers"),
        ('names = ["东港医保"]', "names = []", "item.emergency.channel[0].names"),
        ("at_once = true", "at_once = true\nchannels = []", "item.emergency.limit[0].channels"),
        (INSURES, "insures = []", "insures"),
    ],
)
def test_an_empty_list_is_no_value(old: str, new: str, path: str) -> None:
    """An effect with no reading was never shown, a limit for no channel held for each."""
    found = faults_after(old, new)
    assert found == [f"{path}: 方括号里是空的；指南没有写的，把这一行删去，或照 docs/county-file.md 写 not_stated"]


@pytest.mark.parametrize("readings", ["[]", '[{ months = 6, source = "D:5", quote = "居住六个月以上" }]'])
def test_check_has_two_readings_or_none(readings: str) -> None:
    """Without any it was never looked at; and the English of a dispute may be left out, with a warning."""
    check = 'months = 6\nsource = "D:5"\nquote = "居住六个月以上"'
    [fault] = faults_after(check, f'readings = {readings}\nconfirm_by = "中心"\nwhy = "不一"')
    assert fault == "item.long-term.check[0].readings: 说法不一至少要有两种读法"


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("edition = { not_stated = true }", "edition = { not_stated = false }", "edition.not_stated"),
        ("channel = { not_stated = true }", "channel = { not_stated = false }", "item.long-term.channel.not_stated"),
        ("offices = { not_stated = true }", "offices = { not_stated = false }", "item.long-term.offices.not_stated"),
        ("deadline = { not_stated = true }", "deadline = { not_stated = false }", "item.long-term.deadline.not_stated"),
        ("insures =", "office = { not_stated = false }\ninsures =", "office.not_stated"),
    ],
)
def test_not_stated_is_true_or_left_out(old: str, new: str, path: str) -> None:
    """An office that was "not not stated" was no office, and nobody heard of it."""
    text = DONGGANG
    if path.startswith("office."):
        text = text.replace(text[text.index("[[office]]") : text.index("[[item]]")], "")
    found = load_county(text.replace(old, new, 1), "x.toml").faults
    assert f"x.toml: {path}: 只能写 true；指南写了的，不要这个键，写 value、source 和 quote" in found


@pytest.mark.parametrize(
    ("day", "edition", "says"),
    [
        ("2026-11-01", "2026-11-01", ""),
        ("2026-13-01", "2026-11-01", "2026-13-01 不是一个日子"),
        ("2026-12-01", "2026-11-01", "和文件里的 edition（2026-11-01）不一样"),
        ("2026-11-01", "{ not_stated = true }", "edition 写的是没有写明"),
    ],
)
def test_day_in_the_file_name_is_that_of_the_edition(tmp_path: Path, day: str, edition: str, says: str) -> None:
    path = tmp_path / f"371102-donggang@{day}.toml"
    path.write_text(DONGGANG.replace("edition = { not_stated = true }", f"edition = {edition}"), "utf-8")
    found = read_county(path).faults
    if not says:
        assert found == ()
        return
    [fault] = found
    assert fault.startswith(f"{path.name}: 文件名: ")
    assert says in fault


@pytest.mark.parametrize(
    ("old", "path"),
    [
        ('name_en = "identity document"\n', "item.long-term.material[0].name_en"),
        ('name_en = "Donggang insurance centre"\n', "office[0].name_en"),
        (', name_en = "Donggang Healthcare Security Service Centre"', "agency.name_en"),
        ('text_en = "Filing late lowers the rate by ten percentage points"\n', f"{EFFECT}.text_en"),
    ],
)
def test_missing_english_is_a_warning(old: str, path: str) -> None:
    assert old in DONGGANG
    loaded = load_county(DONGGANG.replace(old, "", 1), "x.toml")
    assert loaded.faults == ()
    assert f"x.toml: {path}: 提醒：没有写英文，英文页面上这里显示中文" in loaded.warnings
    assert not any("英文" in warning for warning in load_county(DONGGANG, "x.toml").warnings)
