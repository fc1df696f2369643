"""What a document speaks of, and so which changed answers open it again."""

import pytest

from portal.domain.attestation import speaks_of
from portal.domain.questions import QUESTIONS, Section
from portal.domain.vocabulary import DocumentKind


@pytest.mark.parametrize(
    ("kind", "path", "speaks"),
    [
        ("residence_proof", "treatment_place", True),
        ("residence_proof", "household_moved", True),
        ("residence_proof", "referral.issued_on", False),
        ("residence_proof", "agent.name", False),
        ("settlement_proof", "person.retired", True),
        ("posting_proof", "begins_on", True),
        ("referral_slip", "referral.issued_on", True),
        ("referral_slip", "referral.institution", True),
        ("referral_slip", "slip.diagnosis_name", True),
        ("referral_slip", "treatment_place", True),
        ("referral_slip", "person.scheme", False),
        ("emergency_record", "admission.on", True),
        ("emergency_record", "admission.networked", True),
        ("emergency_record", "referral.issued_on", False),
        ("agent_identity", "agent.id_number", True),
        ("authorisation_letter", "agent.name", True),
        ("identity", "agent.id_number", True),
        ("identity", "treatment_place", False),
        ("filing_form", "stay_months", True),
        ("a_kind_of_the_county", "treatment_place", True),
    ],
)
def test_a_document_is_open_again_where_it_speaks_of_what_was_changed(kind: str, path: str, speaks: bool) -> None:
    assert speaks_of(kind, ["contact.phone", path]) is speaks


@pytest.mark.parametrize("kind", [*DocumentKind, "a_kind_of_the_county"])
def test_every_document_is_of_its_person_and_none_of_how_to_reach_them(kind: str) -> None:
    assert speaks_of(kind, ["person.name"])
    assert speaks_of(kind, ["person.id_number"])
    sections = (Section.CALLER, Section.CONTACT)
    assert not speaks_of(kind, [each.path for each in QUESTIONS if each.section in sections])
    assert not speaks_of(kind, [])
