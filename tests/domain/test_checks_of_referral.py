"""What the condition on who refers has against a filing: the verdict whole, with the field that shows it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.domain.check import Verdict
from portal.domain.checks_of_referral import DesignatedReferrer
from portal.domain.claims import ReferralClaim
from portal.domain.facts import Declared, SuppliedDocument
from portal.domain.place import DesignatedHospital
from portal.domain.vocabulary import Mark, Severity
from tests.domain.determination.bare import BARE, CITED, FACTS, TODAY

NAMED = ("汶上县人民医院", "汶上县中医院")
SINCE = date(2026, 9, 10)
PLACE = replace(
    BARE.place,
    hospitals=(DesignatedHospital(NAMED[0], CITED), DesignatedHospital(NAMED[1], CITED, designated_from=SINCE)),
)
SLIP, UNSOUND = (SuppliedDocument("referral_slip"),), (SuppliedDocument("referral_slip", mark=Mark.OTHER),)
WHO = Verdict("referring_hospital_unknown", Severity.ASK, "referral.institution")
WHEN = Verdict("referral_day_unknown", Severity.ASK, "referral.issued_on")
BEFORE, LISTED = date(2026, 9, 9), ReferralClaim(NAMED[0], TODAY)


def unlisted(name: str) -> Verdict:
    values = {"institution": name, "hospitals": NAMED}
    return Verdict("hospital_not_designated", Severity.REFUSE, "referral.institution", values=values)


@pytest.mark.parametrize(
    ("referral", "documents", "found"),
    [
        (None, (), []),
        (Declared.NONE, (), []),
        (None, SLIP, [WHO, WHEN]),
        (Declared.NONE, SLIP, [WHO, WHEN]),
        (None, UNSOUND, []),
        (ReferralClaim(None, TODAY), SLIP, [WHO]),
        (ReferralClaim(None, TODAY), (), []),
        (ReferralClaim(NAMED[0]), SLIP, [WHEN]),
        (ReferralClaim(NAMED[0]), (), []),
        (LISTED, SLIP, []),
        (ReferralClaim("某医院", TODAY), (), [unlisted("某医院")]),
        (ReferralClaim("某医院"), SLIP, [WHEN, unlisted("某医院")]),
        (ReferralClaim(NAMED[1], SINCE), SLIP, []),
        (ReferralClaim(NAMED[1], BEFORE), SLIP, [unlisted(NAMED[1])]),
        (ReferralClaim(NAMED[1]), (), []),  # without a day, by the day of filing
    ],
)
def test_of_who_refers(
    referral: ReferralClaim | Declared | None, documents: tuple[SuppliedDocument, ...], found: list[Verdict]
) -> None:
    facts = replace(FACTS, referral=referral, documents=documents)
    assert list(DesignatedReferrer().verdicts(facts, PLACE)) == found


@pytest.mark.parametrize(
    ("of", "is_told"),
    [
        ({}, False),
        ({"referral": Declared.NONE}, False),
        ({"referral": ReferralClaim(None, TODAY), "documents": SLIP}, False),
        ({"referral": LISTED}, True),
        ({"referral": LISTED, "documents": SLIP}, True),
        ({"referral": LISTED, "documents": UNSOUND}, False),
        ({"referral": LISTED, "documents": (SuppliedDocument("identity", mark=Mark.OTHER),)}, True),
    ],
)
def test_only_a_slip_that_names_its_hospital_and_counts_can_be_in_order(of: dict[str, Any], is_told: bool) -> None:
    assert DesignatedReferrer().is_told(replace(FACTS, **of)) is is_told
