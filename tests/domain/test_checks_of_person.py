"""What each condition on the person has against a filing: the verdict whole, with the field that shows it."""

from dataclasses import replace
from typing import Any

import pytest

from portal.domain.check import Check, Verdict
from portal.domain.checks_of_person import HouseholdMoved, NormallyInsured, Retired, SchemeIs
from portal.domain.vocabulary import FilingType, Scheme, Severity
from tests.domain.determination.bare import FACTS, against

EMPLOYEES, RESIDENTS = SchemeIs((Scheme.EMPLOYEE,)), SchemeIs((Scheme.RESIDENT,))
MOVED = HouseholdMoved(FilingType.LONG_TERM_RESIDENT)
BOTH = SchemeIs((Scheme.EMPLOYEE, Scheme.RESIDENT))


@pytest.mark.parametrize(
    ("check", "person", "found"),
    [
        (EMPLOYEES, {}, []),
        (BOTH, {}, []),
        (
            RESIDENTS,
            {},
            [Verdict("scheme_not_served", Severity.REFUSE, "person.scheme", values={"schemes": (Scheme.RESIDENT,)})],
        ),
        (NormallyInsured(), {"insured": None}, [Verdict("insured_status_unknown", Severity.ASK, "person.insured")]),
        (NormallyInsured(), {"insured": True}, []),
        (NormallyInsured(), {"insured": False}, []),  # what every item refuses is said once
        (Retired(), {"retired": None}, [Verdict("retirement_unknown", Severity.ASK, "person.retired")]),
        (Retired(), {"retired": False}, [Verdict("not_retired", Severity.REFUSE, "person.retired")]),
        (Retired(), {"retired": True}, []),
    ],
)
def test_of_the_person(check: Check, person: dict[str, Any], found: list[Verdict]) -> None:
    assert against(check, person=replace(FACTS.person, **person)) == found
    assert check.is_told(FACTS)


@pytest.mark.parametrize(
    ("moved", "found"),
    [
        (None, [Verdict("household_unknown", Severity.ASK, "household_moved")]),
        (
            False,
            [Verdict("household_not_moved", Severity.REFUSE, "household_moved", (FilingType.LONG_TERM_RESIDENT,))],
        ),
        (True, []),
    ],
)
def test_of_the_household(moved: bool | None, found: list[Verdict]) -> None:
    assert against(MOVED, household_moved=moved) == found
