"""Adding a county touches no Python: a file of a made-up county with its own paper, holidays and clocks is enough."""

from datetime import date

import pytest

from portal.adapters.work_calendar import load_calendar
from portal.catalogue.examples import failures
from portal.catalogue.fact_names import FACT_NAMES
from portal.catalogue.loader import load_county
from portal.domain.determination import Determination, determine
from portal.domain.facts_json import parse_facts
from portal.domain.vocabulary import Outcome, Severity

CALENDAR = load_calendar()
SILENT = ", ".join(f'"{name}"' for name in FACT_NAMES)
COUNTY = f"""
slug = "demo"
name = "演示县"
name_en = "Demo County"
division_code = "999901"
edition = 2026-01-01
insures = ["999901"]
pooling_area = {{ value = ["9999"], source = "G:1", quote = "演示" }}
agency = {{ name = "演示县医保局", source = "G:1", quote = "演示" }}
holidays = {{ years = [2027], off = [2027-01-01, 2027-01-04], working = [2027-01-02] }}
[[guide]]
id = "G"
title = "演示指南"
file = "demo.txt"
[[document_kind]]
kind = "student_card"
name = "学生证"
name_en = "student card"
[[item]]
slug = "students"
name = "学生异地备案"
name_en = "Students"
source = "G:2"
quote = "学生"
filing_type = "other_temporary"
kinds = ["other_temporary"]
handling_mode = {{ not_stated = true }}
deadline = {{ anchor = "beginning", number = 10, unit = "days", source = "G:3", quote = "十日" }}
validity = {{ anchor = "beginning", years = 4, source = "G:3", quote = "四年" }}
effective = {{ anchor = "beginning", source = "G:3", quote = "起" }}
silent = [{SILENT}]
[[item.channel]]
channel = "online"
source = "G:4"
quote = "网上"
[[item.material]]
kind = "student_card"
name = "学生证"
source = "G:5"
quote = "学生证"
sealed = true
[[item.limit]]
kind = "promised"
working_days = 2
source = "G:6"
quote = "两日"
[item.agents]
allowed = {{ value = false, source = "G:7", quote = "本人" }}
[[example]]
name = "学生证盖了章"
expect = {{ outcome = "approve", ends_on = 2030-09-01 }}
[example.facts]
item = "demo.students"
channel = "online"
filed_at = 2026-09-02T09:00:00+08:00
begins_on = 2026-09-01
treatment_place = "310000"
documents = [{{ kind = "student_card", sealed = true }}]
person = {{ name = "学生", id_number = "110105200001010016", scheme = "resident", insured_place = "999901" }}
"""


def decided(text: str = COUNTY, **changes: object) -> Determination:
    county = load_county(text, "demo.toml").county
    assert county is not None
    facts = dict(county.examples[0].facts) | {"filed_at": "2026-09-02T09:00:00+08:00", "begins_on": "2026-09-01"}
    parsed = parse_facts(facts | changes, lambda _: county.document_kinds)
    return determine(parsed, county.items[0], CALENDAR)


def test_example_of_the_file_comes_out() -> None:
    loaded = load_county(COUNTY, "demo.toml")
    assert loaded.faults == ()
    assert loaded.county is not None
    assert list(failures(loaded.county, CALENDAR, str)) == []


def test_example_that_does_not_come_out_is_told() -> None:
    county = load_county(COUNTY.replace("ends_on = 2030-09-01", "ends_on = 2031-09-01"), "demo.toml").county
    assert county is not None
    (failure,) = failures(county, CALENDAR, str)
    assert failure.startswith("demo.toml: example[0]: 学生证盖了章: expect.ends_on: ")


def test_own_paper_and_deadline_hold() -> None:
    found = decided(filed_at="2026-09-12T09:00:00+08:00", documents=[])
    assert (found.owed, found.deadline_on, found.outcome) == (("student_card",), date(2026, 9, 11), Outcome.CORRECT)
    assert "filed_late" in [finding.code for finding in found.findings]


@pytest.mark.parametrize(
    ("sealed", "outcome"), [(True, Outcome.APPROVE), (False, Outcome.CORRECT), (None, Outcome.ASK)], ids=str
)
def test_seal_asked_for_is_looked_at(sealed: bool | None, outcome: Outcome) -> None:
    assert decided(documents=[{"kind": "student_card", "sealed": sealed}]).outcome is outcome


def test_agent_where_the_guide_says_in_person_is_refused() -> None:
    agent = {"name": "家长", "id_number": "11010519491231002X"}
    assert decided(agent=agent).outcome is Outcome.REFUSE


def test_county_holidays_make_an_unknown_year_known() -> None:
    """1 January off, 2 January worked in exchange, 4 January a day of the county's own: due on the 5th."""
    found = decided(filed_at="2026-12-31T09:00:00+08:00", begins_on="2026-12-31")
    assert found.due_on == date(2027, 1, 5)
    assert "calendar_year_unknown" not in [finding.code for finding in found.findings]


FROM_ADMISSION = COUNTY.replace('deadline = { anchor = "beginning"', 'deadline = { anchor = "admission"')
"""The same county, its deadline counted from the admission although the item is no emergency."""


def decided_from_admission(**changes: object) -> Determination:
    return decided(FROM_ADMISSION, **changes)


def test_deadline_from_an_admission_holds_on_an_item_that_is_no_emergency() -> None:
    found = decided_from_admission(admission={"on": "2026-08-20"})
    assert (found.deadline_on, found.outcome) == (date(2026, 8, 30), Outcome.APPROVE)
    assert "filed_late" in [finding.code for finding in found.findings]


@pytest.mark.parametrize("changes", [{}, {"admission": {"inpatient": True}}], ids=["nothing", "no day"])
def test_deadline_from_a_day_nobody_told_is_asked_about_with_its_basis(changes: dict[str, object]) -> None:
    found = decided_from_admission(**changes)
    assert found.outcome is Outcome.ASK
    (question,) = [finding for finding in found.findings if finding.severity is Severity.ASK]
    assert (question.code, question.fact) == ("admission_day_unknown", "admission.on")
    assert question.basis == "演示指南第3行"


def test_who_was_not_admitted_has_no_deadline_from_an_admission() -> None:
    assert decided_from_admission(admission=None).outcome is Outcome.APPROVE


def test_three_periods_from_one_unknown_day_ask_once() -> None:
    found = decided(begins_on=None)
    assert [finding.code for finding in found.findings] == ["beginning_day_unknown"]
    assert found.outcome is Outcome.ASK


def test_a_refusal_needs_no_period() -> None:
    elsewhere = {"name": "学生", "id_number": "110105200001010016", "scheme": "resident", "insured_place": "310000"}
    assert "beginning_day_unknown" not in [f.code for f in decided(begins_on=None, person=elsewhere).findings]


@pytest.mark.parametrize(
    ("anchor", "path"), [("admission", "admission.on"), ("beginning", "begins_on"), ("decision", "")]
)
def test_anchor_nobody_can_be_asked_for_is_a_fault_of_the_file(anchor: str, path: str) -> None:
    county = COUNTY.replace('"beginning"', f'"{anchor}"').replace('channel = "online"', 'channel = "api"')
    faults = load_county(county, "demo.toml").faults
    keys = [fault.split(": ")[1] for fault in faults]
    assert keys == ([f"item.students.{key}.anchor" for key in ("deadline", "validity", "effective")] if path else [])
    assert all(fault.startswith("demo.toml: ") and path in fault for fault in faults)
