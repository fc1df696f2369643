"""A filing is kept for good unless the agency says how long; what the agency says changes no other period."""

from datetime import timedelta

from portal.domain.retention import PERIODS, Period, PeriodBasis, RetainedKind, periods


def test_without_a_word_of_the_agency_a_filing_is_kept_for_good() -> None:
    assert periods(None) == PERIODS
    assert PERIODS[RetainedKind.FILING] == Period(None, PeriodBasis.NOT_STATED)


def test_with_it_so_many_years_and_never_a_day_too_few() -> None:
    stated = periods(10)
    assert stated[RetainedKind.FILING] == Period(timedelta(days=3660), PeriodBasis.AGENCY)
    assert {kind: stated[kind] for kind in RetainedKind if kind is not RetainedKind.FILING} == {
        kind: PERIODS[kind] for kind in RetainedKind if kind is not RetainedKind.FILING
    }
