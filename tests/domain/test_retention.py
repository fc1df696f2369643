"""A filing is kept for good unless the agency or its county says how long; neither changes any other period."""

from datetime import timedelta

from portal.domain.retention import PERIODS, Period, PeriodBasis, RetainedKind, Schedule, periods, schedules


def test_without_a_word_of_the_agency_a_filing_is_kept_for_good() -> None:
    assert periods(None) == PERIODS
    assert PERIODS[RetainedKind.FILING] == Period(None, PeriodBasis.NOT_STATED)


def test_with_it_so_many_years_and_never_a_day_too_few() -> None:
    stated = periods(10)
    assert stated[RetainedKind.FILING] == Period(timedelta(days=3660), PeriodBasis.AGENCY)
    assert {kind: stated[kind] for kind in RetainedKind if kind is not RetainedKind.FILING} == {
        kind: PERIODS[kind] for kind in RetainedKind if kind is not RetainedKind.FILING
    }


def test_without_a_word_of_any_county_each_kind_has_one_line_for_all() -> None:
    assert schedules(PERIODS, {}) == tuple(Schedule(kind, period) for kind, period in PERIODS.items())


def test_what_a_county_states_of_filings_is_a_line_of_its_own_and_leaves_the_line_of_all() -> None:
    kept = periods(10)
    found = schedules(kept, {"wenshang": 30, "fushun": 5})
    of_all = {each.kind: each for each in found if not each.county}
    assert of_all[RetainedKind.FILING] == Schedule(
        RetainedKind.FILING, kept[RetainedKind.FILING], "", ("fushun", "wenshang")
    )
    assert [each for each in of_all.values() if each.kind is not RetainedKind.FILING] == [
        Schedule(kind, period) for kind, period in kept.items() if kind is not RetainedKind.FILING
    ]
    assert found[len(of_all) :] == (
        Schedule(RetainedKind.FILING, Period(timedelta(days=5 * 366), PeriodBasis.COUNTY), "fushun"),
        Schedule(RetainedKind.FILING, Period(timedelta(days=30 * 366), PeriodBasis.COUNTY), "wenshang"),
    )
