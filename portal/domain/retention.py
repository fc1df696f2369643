"""How long each kind of thing is kept, and on what ground; a period nobody has stated is none, and the thing stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class RetainedKind(StrEnum):
    """What is kept for a while."""

    DRAFT = "draft"  # never sent in; from when it was touched last
    SESSION = "session"  # a signed-in browser; from when it was seen last
    TOKEN = "token"  # noqa: S105 - a link or a code; from its end
    PARKED_FORM = "parked_form"
    THROTTLE = "throttle"  # a counter of tries; from the end of its window
    REFUSED_ROW = "refused_row"  # of a hospital's spreadsheet; from the end of its import
    FAX = "fax"  # of the tray; from when it was junked, or its last page was put to a filing
    FAX_PAGE = "fax_page"  # of a fax of the tray; from when it was put to a filing, which has its own copy
    FILING = "filing"  # sent in, with its papers and its history


class PeriodBasis(StrEnum):
    """Where a period comes from."""

    OWN = "own"  # the product's own choice
    LAW = "law"  # 网络安全法 art. 21: records of the network for at least six months
    COUNTY = "county"  # the county's file, by the sentence it names
    AGENCY = "agency"  # the agency's own rules for its archive, by a setting
    NOT_STATED = "not_stated"  # the guides are silent


@dataclass(frozen=True, slots=True)
class Period:
    """How long from the end of it; None is for good."""

    length: timedelta | None
    ground: PeriodBasis


PERIODS: Mapping[RetainedKind, Period] = {
    RetainedKind.DRAFT: Period(timedelta(days=180), PeriodBasis.OWN),
    RetainedKind.SESSION: Period(timedelta(days=184), PeriodBasis.LAW),
    RetainedKind.TOKEN: Period(timedelta(days=30), PeriodBasis.OWN),
    RetainedKind.PARKED_FORM: Period(timedelta(days=1), PeriodBasis.OWN),
    RetainedKind.THROTTLE: Period(timedelta(), PeriodBasis.OWN),
    RetainedKind.REFUSED_ROW: Period(timedelta(days=30), PeriodBasis.OWN),
    RetainedKind.FAX: Period(timedelta(days=30), PeriodBasis.OWN),
    RetainedKind.FAX_PAGE: Period(timedelta(days=30), PeriodBasis.OWN),
    RetainedKind.FILING: Period(None, PeriodBasis.NOT_STATED),
}


def periods(filing_years: int | None) -> Mapping[RetainedKind, Period]:
    """The same where the agency says how many years a filing that is over is kept, or None."""
    if filing_years is None:
        return PERIODS
    return {**PERIODS, RetainedKind.FILING: Period(_years(filing_years), PeriodBasis.AGENCY)}


@dataclass(frozen=True, slots=True)
class Schedule:
    """One kind for one period: of one county, whose file states it, or of every county that no other line names."""

    kind: RetainedKind
    period: Period
    county: str = ""
    but: tuple[str, ...] = ()  # counties with a line of their own


def schedules(kept: Mapping[RetainedKind, Period], of_counties: Mapping[str, int]) -> tuple[Schedule, ...]:
    """Every kind's lines: what a county's file states goes before what is set for all."""
    own = tuple(
        Schedule(RetainedKind.FILING, Period(_years(years), PeriodBasis.COUNTY), county)
        for county, years in sorted(of_counties.items())
    )
    named = tuple(each.county for each in own)
    rest = (Schedule(kind, kept[kind], "", named if kind is RetainedKind.FILING else ()) for kind in kept)
    return (*rest, *own)


def _years(years: int) -> timedelta:
    return timedelta(days=366 * years)  # a few days too long, never one too short
