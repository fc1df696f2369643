"""What the remarks on a guide say of a filing: the verdict whole; nothing in a filing is in order by them."""

from datetime import timedelta

import pytest

from portal.domain.check import Verdict
from portal.domain.checks_of_guide import DischargedNoted, PaperInBasisOnly, PurposeDisputed
from portal.domain.claims import AdmissionClaim
from portal.domain.facts import Declared, SuppliedDocument
from portal.domain.vocabulary import Mark, Severity
from tests.domain.determination.bare import TODAY, against

SLIP = PaperInBasisOnly("referral_slip")
NO_SLIP = [Verdict("paper_in_basis_only", Severity.ASK, "documents", values={"kind": "referral_slip"})]


@pytest.mark.parametrize(
    ("documents", "found"),
    [
        ((), NO_SLIP),
        ((SuppliedDocument("identity"),), NO_SLIP),
        ((SuppliedDocument("referral_slip", mark=Mark.ILLEGIBLE),), NO_SLIP),
        ((SuppliedDocument("referral_slip"),), []),
    ],
)
def test_a_paper_of_the_basis_is_asked_for_where_it_is_not_there(
    documents: tuple[SuppliedDocument, ...], found: list[Verdict]
) -> None:
    assert against(SLIP, documents=documents) == found


def test_what_a_guide_is_for_is_always_a_question() -> None:
    assert against(PurposeDisputed()) == [Verdict("purpose_disputed", Severity.ASK, "item")]


@pytest.mark.parametrize(
    ("admission", "is_noted"),
    [
        (None, False),
        (Declared.NONE, False),
        (AdmissionClaim(), False),
        (AdmissionClaim(discharged_on=TODAY), False),
        (AdmissionClaim(discharged_on=TODAY - timedelta(days=1)), True),
    ],
)
def test_who_left_the_hospital_before_filing_is_noted(
    admission: AdmissionClaim | Declared | None, is_noted: bool
) -> None:
    left = {"day": TODAY - timedelta(days=1)}
    noted = Verdict("discharged_before_filing", Severity.INFO, "admission.discharged_on", values=left)
    assert against(DischargedNoted(), admission=admission) == ([noted] if is_noted else [])


def test_a_remark_is_nothing_that_a_filing_meets() -> None:
    assert all(check.is_remark for check in (SLIP, PurposeDisputed(), DischargedNoted()))
