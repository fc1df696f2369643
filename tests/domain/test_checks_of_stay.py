"""What each condition on the stay elsewhere has against a filing: the verdict whole, with the field that shows it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from portal.domain.check import Check, Verdict
from portal.domain.checks_of_stay import (
    EmergencyAdmission,
    InpatientCare,
    NetworkedHospital,
    StayAtLeast,
    StayAtMost,
    stay_ends_on,
)
from portal.domain.claims import AdmissionClaim, ReferralClaim
from portal.domain.facts import Declared, SuppliedDocument
from portal.domain.vocabulary import FilingType, Severity
from tests.domain.determination.bare import FACTS, TODAY, against

ASK, REFUSE = Severity.ASK, Severity.REFUSE
BEGINS = date(2026, 9, 30)
HALF = {"months": 6}
UNKNOWN = Verdict("stay_unknown", ASK, "stay_months", values=HALF)


@pytest.mark.parametrize(
    ("of", "ends_on"),
    [
        ({}, None),
        ({"begins_on": BEGINS}, None),
        ({"stay_days": 10}, date(2026, 9, 24)),
        ({"stay_months": 2}, date(2026, 11, 14)),
        ({"begins_on": BEGINS, "stay_days": 0}, BEGINS),
        ({"begins_on": BEGINS, "stay_months": 5}, date(2027, 2, 28)),
    ],
)
def test_a_stay_is_over_after_its_days_or_months(of: dict[str, Any], ends_on: date | None) -> None:
    assert stay_ends_on(replace(FACTS, **of)) == ends_on


@pytest.mark.parametrize(
    ("of", "found"),
    [
        ({}, UNKNOWN),
        ({"stay_months": 6}, None),
        ({"stay_months": 5}, "stay_too_short"),
        ({"stay_days": 181}, None),  # 14 September to 14 March
        ({"stay_days": 180}, "stay_too_short"),
        ({"begins_on": BEGINS, "stay_days": 181}, None),
        ({"begins_on": BEGINS, "stay_days": 180}, "stay_too_short"),
    ],
)
def test_a_stay_that_is_to_be_long(of: dict[str, Any], found: Verdict | str | None) -> None:
    for check, severity in ((StayAtLeast(6), REFUSE), (StayAtLeast(6, in_principle=True), ASK)):
        short = Verdict("stay_too_short", severity, "stay_months", values=HALF)
        assert against(check, **of) == ([] if found is None else [short if found == "stay_too_short" else found])


@pytest.mark.parametrize(
    ("of", "found"),
    [
        ({}, Verdict("stay_unknown", ASK, "stay_days", values={"months": 3})),
        ({"stay_months": 3}, None),
        ({"stay_days": 91}, None),  # 14 September to 14 December
        ({"stay_days": 92}, ()),
        ({"stay_days": 180}, ()),
        ({"stay_days": 181}, (FilingType.LONG_TERM_RESIDENT,)),
        ({"begins_on": BEGINS, "stay_months": 6}, (FilingType.LONG_TERM_RESIDENT,)),
    ],
)
def test_a_stay_that_is_to_be_short(of: dict[str, Any], found: Verdict | tuple[FilingType, ...] | None) -> None:
    if isinstance(found, tuple):
        found = Verdict("stay_too_long", REFUSE, "stay_days", found, {"months": 3})
    assert against(StayAtMost(3, 6), **of) == ([found] if found else [])


GOOD = AdmissionClaim(TODAY, emergency=True, inpatient=True, networked=True)
SLIP = {"documents": (SuppliedDocument("referral_slip"),)}
REFERRED = {"referral": ReferralClaim()}
TO_REFERRAL = (FilingType.REFERRAL,)


@pytest.mark.parametrize(
    ("admission", "of", "found"),
    [
        (GOOD, {}, None),
        (None, {}, Verdict("admission_unknown", ASK, "admission")),
        (None, REFERRED, Verdict("admission_unknown_but_referred", ASK, "admission", TO_REFERRAL)),
        (None, SLIP, Verdict("admission_unknown_but_referred", ASK, "admission", TO_REFERRAL)),
        (Declared.NONE, {}, Verdict("not_admitted", REFUSE, "admission")),
        (Declared.NONE, REFERRED, Verdict("referral_is_no_emergency", REFUSE, "admission", TO_REFERRAL)),
        (replace(GOOD, on=None), {}, Verdict("admission_day_unknown", ASK, "admission.on")),
        (
            replace(GOOD, on=TODAY + timedelta(days=1)),
            {},
            Verdict("not_yet_admitted", REFUSE, "admission.on", values={"day": TODAY + timedelta(days=1)}),
        ),
        (replace(GOOD, emergency=None), {}, Verdict("emergency_unknown", ASK, "admission.emergency")),
        (
            replace(GOOD, emergency=None),
            REFERRED,
            Verdict("emergency_unknown", ASK, "admission.emergency", TO_REFERRAL),
        ),
        (replace(GOOD, emergency=False), {}, Verdict("not_emergency", REFUSE, "admission.emergency", TO_REFERRAL)),
        (replace(GOOD, inpatient=None), {}, Verdict("inpatient_unknown", ASK, "admission.inpatient")),
        (replace(GOOD, inpatient=False), {}, Verdict("not_inpatient", REFUSE, "admission.inpatient")),
    ],
)
def test_of_an_emergency(
    admission: AdmissionClaim | Declared | None, of: dict[str, Any], found: Verdict | None
) -> None:
    assert against(EmergencyAdmission(), admission=admission, **of) == ([found] if found else [])


def test_everything_against_an_emergency_is_said_at_once() -> None:
    found = against(EmergencyAdmission(), admission=AdmissionClaim())
    assert [each.fact for each in found] == ["admission.on", "admission.emergency", "admission.inpatient"]


NETWORKED, INPATIENT = NetworkedHospital(), InpatientCare()


@pytest.mark.parametrize(
    ("check", "admission", "is_told", "found"),
    [
        (NETWORKED, None, False, None),
        (NETWORKED, Declared.NONE, False, None),
        (NETWORKED, AdmissionClaim(networked=True), True, None),
        (NETWORKED, AdmissionClaim(), True, Verdict("networked_unknown", ASK, "admission.networked")),
        (
            NETWORKED,
            AdmissionClaim(networked=False),
            True,
            Verdict("hospital_not_networked", REFUSE, "admission.networked"),
        ),
        (INPATIENT, None, False, None),
        (INPATIENT, Declared.NONE, False, None),
        (INPATIENT, AdmissionClaim(), False, None),
        (INPATIENT, AdmissionClaim(inpatient=True), True, None),
        (
            INPATIENT,
            AdmissionClaim(inpatient=False),
            False,
            Verdict("not_inpatient", REFUSE, "admission.inpatient"),
        ),
    ],
)
def test_of_the_hospital(
    check: Check, admission: AdmissionClaim | Declared | None, is_told: bool, found: Verdict | None
) -> None:
    assert against(check, admission=admission) == ([found] if found else [])
    assert check.is_told(replace(FACTS, admission=admission)) is is_told
