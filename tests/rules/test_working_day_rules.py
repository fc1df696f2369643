"""Days around holidays, counted by hand from the State Council's notices, never with the code under test."""

from pathlib import Path
from typing import Any

import pytest

from tests.rules.cases import changed, check, row
from tests.rules.conftest import Decide
from tests.rules.people import FUSHUN_REFERRAL, FUSHUN_RETIREE, LIUJIANG, WENSHANG_LONG_TERM


def admitted(sentence: str, on: str, deadline: str, **expected: Any) -> Any:
    """A Liujiang admission: five working days, the day itself not counted; filed on the last of them, so in time."""
    changes = {"admission.on": on, "filed_at": f"{deadline}T10:00:00+08:00"}
    return row(sentence, changes, deadline_on=deadline, effects=[], outcome="approve", **expected)


def too_late(sentence: str, on: str, filed: str) -> Any:
    """The same, filed on the working day after the last."""
    return row(sentence, {"admission.on": on, "filed_at": f"{filed}T10:00:00+08:00"}, code="filed_late")


DEADLINES = [
    admitted("T06 2025年9月26日周五：28日补班、29、30、10月9、10日", "2025-09-26", "2025-10-10", calendar=False),
    too_late("T06 10月11日是补班的周六，已经第6个工作日", "2025-09-26", "2025-10-11"),
    admitted("2025年10月1日入院：9、10、11日补班、13、14日", "2025-10-01", "2025-10-14"),
    admitted("2026年9月18日周五：20日补班、21、22、23、24日", "2026-09-18", "2026-09-24", calendar=False),
    admitted("2026年9月24日：25日中秋放假，28、29、30、10月8、9日", "2026-09-24", "2026-10-09"),
    admitted("2026年9月28日：29、30、10月8、9、10日补班", "2026-09-28", "2026-10-10"),
    too_late("2026年10月12日是周一，已经第6个工作日", "2026-09-28", "2026-10-12"),
    admitted("2026年9月30日：10月8、9、10日补班、12、13日", "2026-09-30", "2026-10-13"),
    admitted("2026年10月1日假期里入院，同一天到期", "2026-10-01", "2026-10-13"),
    admitted("2026年2月12日：13、14日补班、24、25、26日", "2026-02-12", "2026-02-26", calendar=False),
    admitted("2026年2月16日除夕入院：24、25、26、27、28日补班", "2026-02-16", "2026-02-28"),
    too_late("2026年3月2日是周一，已经第6个工作日", "2026-02-16", "2026-03-02"),
    admitted("2025年12月31日：元旦放到3日，4日补班、5、6、7、8日", "2025-12-31", "2026-01-08"),
    admitted("2026年12月29日：30、31、1月4、5、6日，元旦固定放假", "2026-12-29", "2027-01-06", calendar=True),
    admitted("2027年9月29日：30日，10月1日固定放假，4、5、6、7日", "2027-09-29", "2027-10-07", calendar=True),
    admitted("2028年4月28日周五：5月1、2日固定放假，3、4、5、8、9日", "2028-04-28", "2028-05-09", calendar=True),
    admitted("2026年12月21日：22、23、24、25、28日，不进下一年", "2026-12-21", "2026-12-28", calendar=False),
]


@pytest.mark.parametrize(("changes", "expected"), DEADLINES)
def test_deadline(decide: Decide, changes: dict[str, Any], expected: dict[str, Any]) -> None:
    check(decide(changed(LIUJIANG, changes)), expected)


def due(sentence: str, filed: str, due_on: str, calendar: bool) -> Any:
    """Only the day of filing changes."""
    return row(sentence, {"filed_at": f"{filed}T10:00:00+08:00"}, due_on=due_on, calendar=calendar)


TWENTY_DAYS = [
    due("20个工作日，不跨年", "2026-03-10", "2026-04-08", False),
    due("20个工作日，跨到不知道的2027年", "2026-12-15", "2027-01-13", True),
]
ONE_DAY = [
    due("1个工作日，2026年国庆前", "2026-09-30", "2026-10-08", False),
    due("1个工作日，2025年国庆前的周六休息，周日补班", "2025-09-27", "2025-09-28", False),
    due("1个工作日，2026年最后一天收到", "2026-12-31", "2027-01-04", True),
    due("1个工作日，2026年12月30日收到，不进下一年", "2026-12-30", "2026-12-31", False),
]
AT_ONCE = [
    due("即时办结，2027年元旦是周五，固定放假", "2027-01-01", "2027-01-04", True),
    due("即时办结，2027年2月8日春节，日历不知道，只能算工作日并说明", "2027-02-08", "2027-02-08", True),
    due("即时办结，2026年最后一天当天办结", "2026-12-31", "2026-12-31", False),
]


@pytest.mark.parametrize(("changes", "expected"), TWENTY_DAYS)
def test_twenty_days(decide: Decide, changes: dict[str, Any], expected: dict[str, Any]) -> None:
    check(decide(changed(FUSHUN_REFERRAL, changes)), expected)


@pytest.mark.parametrize(("changes", "expected"), ONE_DAY)
def test_one_day(decide: Decide, changes: dict[str, Any], expected: dict[str, Any]) -> None:
    check(decide(changed(FUSHUN_RETIREE, changes)), expected)


@pytest.mark.parametrize(("changes", "expected"), AT_ONCE)
def test_at_once(decide: Decide, changes: dict[str, Any], expected: dict[str, Any]) -> None:
    check(decide(changed(WENSHANG_LONG_TERM, changes)), expected)


def test_an_operator_may_supply_a_year(decide: Decide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the file of 2027 its days are known, and nothing is doubtful any more (docs/product.md)."""
    (tmp_path / "2027.toml").write_text("year = 2027\noff = [2027-01-04]\nworking = [2027-01-09]\n", encoding="utf-8")
    monkeypatch.setenv("PORTAL_HOLIDAYS_DIR", str(tmp_path))
    changes = {"admission.on": "2026-12-31", "filed_at": "2027-01-06T10:00:00+08:00"}
    # 1 January is not listed by that file: whoever supplies a year supplies all of it. 1, 5, 6, 7, 8 January.
    check(decide(changed(LIUJIANG, changes)), {"deadline_on": "2027-01-08", "calendar": False})
