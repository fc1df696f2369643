"""A county file's faults are told by file and key path; silence is a warning, never filled in."""

import re
from datetime import date

import pytest

from portal.catalogue.fact_names import FACT_NAMES
from portal.catalogue.files import COUNTIES
from portal.catalogue.loader import LoadedCounty, load_county
from tests.catalogue.mutants import crash_of, mutants

WENSHANG = (COUNTIES / "370830-wenshang.toml").read_text("utf-8")
LIUJIANG = (COUNTIES / "450206-liujiang.toml").read_text("utf-8")


def faults_after(text: str, old: str, new: str) -> tuple[str, ...]:
    """The faults of a file with one change, which must have something to change."""
    assert old in text
    return load_county(text.replace(old, new, 1), "x.toml").faults


@pytest.mark.parametrize(
    ("old", "new", "paths"),
    [
        ('name_en = "Wenshang County"', 'colour = "red"', ["colour: ", "name_en: "]),
        ('division_code = "370830"', 'division_code = "37083"', ["division_code: "]),
        ('insures = ["370830"]', 'insures = ["汶上"]', ["insures: "]),
        ("edition = 2026-11-01", 'edition = "soon"', ["edition: "]),
        ('name = "stay_at_least"', 'name = "stay_forever"', ["item.long-term.check[0].name: "]),
        ("months = 6", "weeks = 26", ["item.long-term.check[0].weeks: ", "item.long-term.check[0].months: "]),
        ("months = 6", 'months = "6"', ["item.long-term.check[0].months: "]),
        ("months = 6", "months = true", ["item.long-term.check[0].months: "]),
        ("months = 6", "months = -6", ["item.long-term.check[0].months: "]),
        ("months = 6", "months = 36601", ["item.long-term.check[0].months: "]),
        ("edition = 2026-11-01", "edition = 2026-11-01\nholidays = { off = [[]] }", ["holidays.off[0]: "]),
        ("edition = 2026-11-01", "edition = 0001-01-01", ["edition: "]),
        ("edition = 2026-11-01", "edition = 9999-12-31", ["edition: "]),
        ('source = "S4:39"', f'source = "S4:{"9" * 1500}"', ["item.long-term.limit[0].source: "]),
        ('phone = "0537-7293008"', 'phone = "0537--7293008"', ["item.long-term.complaint[0].phone: "]),
        ('phone = "0537-7293008"', 'phone = "监督电话"', ["item.long-term.complaint[0].phone: "]),
        ('phone = "0537-7293008"', 'phone = "0537-7293009"', ["item.long-term.complaint[0].phone: "]),  # not as quoted
        ("months = 6", "months = 0", ["item.long-term.check[0].months: "]),
        ("months = 6", "months = 1201", ["item.long-term.check[0].months: "]),
        ('name = "汶上县"', 'name = "汶上\\u202e县"', ["name: "]),
        ('name = "汶上县"', 'name = "汶上\\n县"', ["name: "]),
        ('offices = ["center"]', 'offices = ["center", "center"]', ["item.long-term.offices: "]),
        ('quote = "即时办结"', 'quote = "，"', ["item.long-term.limit[0].quote: "]),
        ('source = "S4:39"', 'source = "S9:39"', ["item.long-term.limit[0].source: "]),
        ('source = "S4:39"', 'source = "line 39"', ["item.long-term.limit[0].source: "]),
        ('quote = "即时办结"', 'quote = ""', ["item.long-term.limit[0].quote: "]),
        ('kind = "residence_proof"', 'kind = "passport"', ["item.long-term.material: "]),
        ('kind = "unnamed"', 'kind = "hoped"', ["item.long-term.limit[0].kind: "]),
        ('offices = ["center"]', 'offices = ["attic"]', ["item.long-term.offices: "]),
        ("deadline = { not_stated = true }", "", ["item.long-term.deadline: "]),
        ('"fee", ', "", ["item.long-term.facts.fee: "]),
        ('"fee", ', '"price", "fee", ', ["item.long-term.facts.price: "]),
        ("[item.facts]", 'fee = "免费"\n[item.facts]', ["item.long-term.agents.fee: "]),
        ("hours = { not_stated = true }", "hours = { not_stated = false }", ["office[0].hours.not_stated: "]),
        ("hours = { not_stated = true }", "hours = { not_stated = true, value = 1 }", ["office[0].hours.value: "]),
        ('channel = "online"', 'channel = "window"', ["item.long-term.channel: "]),
    ],
)
def test_fault_is_told_by_its_key_path(old: str, new: str, paths: list[str]) -> None:
    found = faults_after(WENSHANG, old, new)
    assert len(found) == len(paths)
    for path in paths:
        assert any(fault.startswith(f"x.toml: {path}") for fault in found), found


def test_contradiction_says_why_and_who_confirms() -> None:
    found = faults_after(LIUJIANG, ', confirm_by = "柳州市柳江区医疗保障局", why = "同一张结果表印了两个名字"', "")
    assert [fault.split(": ")[1] for fault in found] == [
        "item.emergency.facts.result_name.confirm_by",
        "item.emergency.facts.result_name.why",
    ]


def test_what_is_no_toml_is_one_fault() -> None:
    (fault,) = load_county("slug = ", "x.toml").faults
    assert fault.startswith("x.toml: TOML ")


@pytest.mark.parametrize(
    "text", ["", "item = 3", "guide = [1]", "[[item]]\nslug = 3", "[item]\nslug = 'a'", "a.b.c = 1"]
)
def test_odd_file_is_faults_and_no_crash(text: str) -> None:
    loaded = load_county(text, "x.toml")
    assert loaded.county is None
    assert len(loaded.faults) > 0


def test_every_key_gone_is_a_fault_or_allowed() -> None:
    """Taking any one line out of a county file never breaks the loader itself."""
    lines = LIUJIANG.split("\n")
    for index in range(0, len(lines), 7):
        load_county("\n".join(lines[:index] + lines[index + 1 :]), "x.toml")


def test_silence_of_the_guide_is_a_warning() -> None:
    warnings = load_county(WENSHANG, "x.toml").warnings
    assert any(warning.startswith("x.toml: item.long-term.deadline: ") for warning in warnings)
    assert any(warning.startswith("x.toml: item.long-term.legal_basis: ") for warning in warnings)
    assert not any("legal_basis" in warning or "deadline" in warning for warning in load_county(LIUJIANG, "y").warnings)


def test_what_is_not_shown_is_not_said_to_be() -> None:
    """A table that is neither there nor named as silent is no part of the page."""
    warnings = load_county(WENSHANG.replace('"legal_basis", ', "", 1), "x.toml").warnings
    assert not any(each.startswith("x.toml: item.long-term.legal_basis") for each in warnings)


def test_every_item_takes_a_stand_on_every_fact() -> None:
    for path in COUNTIES.glob("*.toml"):
        county = load_county(path.read_text("utf-8"), path.name).county
        assert county is not None
        for item in county.items:
            assert list(item.facts) == list(FACT_NAMES)


def test_file_is_named_by_code_and_slug() -> None:
    for path in COUNTIES.glob("*.toml"):
        county = load_county(path.read_text("utf-8"), path.name).county
        assert county is not None
        assert path.stem.partition("@")[0] == f"{county.division_code}-{county.slug}"


LAST = "validity = { not_stated = true }"
CITED = 'source = "S4:13", quote = "异地安置人员"'


def test_until_changed_is_stated_and_told_apart_from_silence() -> None:
    text = WENSHANG
    silent, stated = (
        load_county(each, "x.toml").county
        for each in (text, text.replace(LAST, f"validity = {{ until_changed = true, {CITED} }}", 1))
    )
    assert silent is not None
    assert stated is not None
    assert silent.items[0].validity is None
    assert stated.items[0].validity is not None
    assert (stated.items[0].validity.until_changed, stated.items[0].validity.event) == (True, None)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ('until_changed = true, years = 1, anchor = "decision"', "until_changed"),
        ("until_changed = true, years = 1", "until_changed"),
        ("years = 1", "anchor"),
        ('anchor = "decision"', "years"),
        ("many_visits = true", "years"),
        ("months = 6", "anchor"),
        ('years = 1, months = 6, anchor = "decision"', "months"),
        ("until_changed = true, months = 6", "until_changed"),
    ],
)
def test_validity_is_a_length_from_a_day_or_until_changed(written: str, key: str) -> None:
    [fault] = faults_after(WENSHANG, LAST, f"validity = {{ {written}, {CITED} }}")
    assert fault.startswith(f"x.toml: item.long-term.validity.{key}: ")


def test_validity_may_be_counted_in_months() -> None:
    """医保发〔2022〕22号: a filing for a stay lasts six months at least, and that is what most guides give it."""
    county = load_county(
        WENSHANG.replace(LAST, f'validity = {{ months = 6, anchor = "decision", {CITED} }}', 1), "x"
    ).county
    assert county is not None
    assert county.items[0].validity is not None
    assert county.items[0].validity.last_day(date(2026, 8, 31)) == date(2027, 2, 28)


def test_a_paper_is_of_use_for_one_length() -> None:
    one = "valid_years = { not_stated"
    [fault] = faults_after(WENSHANG, one, f"valid_days = 7\n{one}")
    assert fault.endswith("]: valid_years、valid_months、valid_days 只写一样")


@pytest.mark.parametrize(
    ("readings", "path"),
    [('"none"', ".readings"), ("2026-01-01", ".readings"), ("[1, 2]", ".readings[0]"), ("[[]]", ".readings[0]")],
)
def test_readings_of_a_check_are_a_list_of_tables(readings: str, path: str) -> None:
    check = f'[[item.check]]\nname = "stay_at_least"\nreadings = {readings}\n[[item.check]]'
    found = faults_after(WENSHANG, "[[item.check]]", check)
    assert any(fault.startswith(f"x.toml: item.long-term.check[0]{path}: 要写成") for fault in found), found


def test_no_odd_value_breaks_the_check() -> None:
    """A part of what `python -m tests.catalogue.mutants` tries."""
    assert {done: crash for done, text in mutants(2, 40) if (crash := crash_of(text))} == {}


def test_a_list_of_lists_breaks_no_key() -> None:
    """Each key once, wherever a file first has it."""
    text = (COUNTIES / "210400-fushun.toml").read_text()
    found = {each[1]: each.span(2) for each in re.finditer(r"(?<=[\n{ ])(\w+) = (\[[^\[\]]*\])", text)}
    broken = {key: crash_of(f"{text[:begin]}[[]]{text[end:]}") for key, (begin, end) in found.items()}
    assert {"kinds", "insures"} <= broken.keys()
    assert {key: crash for key, crash in broken.items() if crash} == {}


def test_a_county_may_state_within_how_many_working_days_a_complaint_is_answered() -> None:
    before = 'name_en = "Medical Insurance Agency of Wenshang County"'
    own = "complaint_days = { not_stated = true, applied = 5, confirm_by = '局', why = '内部规定' }"
    read = load_county(WENSHANG.replace(before, f"{before}\n{own}", 1), "x.toml")
    assert (read.faults, read.county and read.county.agency.complaint_days.value) == ((), 5)
    assert faults_after(WENSHANG, before, f"{before}\n{own.replace('5', '-5')}") != ()


def test_a_county_may_state_how_many_years_a_filing_is_kept() -> None:
    before = 'name_en = "Medical Insurance Agency of Wenshang County"'
    own = "filing_years = { not_stated = true, applied = 10, confirm_by = '局', why = '档案管理规定' }"
    read = load_county(WENSHANG.replace(before, f"{before}\n{own}", 1), "x.toml")
    assert (read.faults, read.county and read.county.agency.filing_years.value) == ((), 10)
    assert faults_after(WENSHANG, before, f"{before}\n{own.replace('10', '0')}") != ()


def test_a_county_may_say_by_when_a_pledge_is_looked_into_and_what_follows() -> None:
    before = "commitment_days = { not_stated = true }\ncommitment_breach = { not_stated = true }"
    own = """commitment_days = { not_stated = true, applied = 30, confirm_by = "局", why = "内部规定" }
commitment_breach = { value = "写一份承诺书", source = "S4:35", quote = "参保人员可书面承诺" }"""
    read = load_county(WENSHANG.replace(before, own, 1), "x.toml")
    assert (read.faults, read.county is not None) == ((), True)
    found = (
        [each for item in read.county.items for each in item.materials if each.commitment_days.value]
        if read.county
        else []
    )
    assert [(each.commitment_days.value, each.commitment_breach.value) for each in found] == [(30, "写一份承诺书")]
    assert faults_after(WENSHANG, before, own.replace("30", "-30")) != ()


def test_a_county_may_lock_what_was_approved_for_some_months() -> None:
    own = "lock_months = { not_stated = true, applied = 6, confirm_by = '局', why = '内部规定' }"
    read = load_county(WENSHANG.replace("[item.facts]", f"[item.facts]\n{own}", 1), "x.toml")
    assert (read.faults, [item.lock_months for item in read.county.items] if read.county else []) == ((), [6, 0, 0])


def test_a_county_may_name_who_signs_a_slip_and_in_which_order() -> None:
    quoted = 'source = "S4:88", quote = "医院端办理"'
    own = f'slip_signatures = {{ value = ["doctor", "medical_office"], {quoted} }}'
    referral = WENSHANG.index('slug = "referral"')
    before, after = WENSHANG[:referral], WENSHANG[referral:]

    def with_signers(text: str) -> LoadedCounty:
        return load_county(before + after.replace("[item.facts]", f"[item.facts]\n{text}", 1), "x.toml")

    read = with_signers(own)
    assert read.faults == ()
    assert read.county is not None
    assert [item.slip_signers for item in read.county.items] == [(), ("doctor", "medical_office"), ()]
    for wrong in ('["nurse"]', "[]", '["doctor", "doctor"]', '"doctor"', "true"):
        faults = with_signers(own.replace('["doctor", "medical_office"]', wrong)).faults
        assert [fault.partition(":")[0] for fault in faults] == ["x.toml"], (wrong, faults)
        assert "slip_signatures" in faults[0]
