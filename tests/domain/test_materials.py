"""Which papers are owed and why: every finding whole, on an item that asks for nothing but that paper."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.domain.claims import ReferralClaim
from portal.domain.facts import Agent, SuppliedDocument
from portal.domain.findings import Finding
from portal.domain.item import Material
from portal.domain.materials import (
    DocumentsOwed,
    brought,
    last_day_of_use,
    length_of_use,
    made_by_portal,
    owed,
    required_materials,
)
from portal.domain.periods import Validity
from portal.domain.sourced import Citation, Fact, FactState, Reading, stated
from portal.domain.vocabulary import Mark, Severity
from tests.domain.determination.bare import BARE, CITED, FACTS, TODAY

SEALED_BY, PROMISED_BY, LASTS_BY = (Citation("S", "指南", line, "字") for line in (21, 22, 23))
PLAIN = Material("referral_slip", "转诊单", CITED)
SEALED = replace(PLAIN, sealed=stated(True, SEALED_BY))
PROMISED = replace(PLAIN, commitment=stated(True, PROMISED_BY))
LASTING = replace(PLAIN, valid_years=stated(1, LASTS_BY))
DISPUTED = replace(
    PLAIN,
    commitment=Fact(FactState.CONTRADICTORY, (Reading(False, PROMISED_BY), Reading(True, CITED)), False),
)
AGREED_TWICE = replace(
    PLAIN,
    commitment=Fact(FactState.CONTRADICTORY, (Reading(True, PROMISED_BY), Reading(True, CITED)), True),
)
FORM, CARD = Material("filing_form", "备案登记表", CITED), Material("identity", "身份证", CITED)
OF_AGENTS = Material("agent_identity", "代办人身份证", CITED, only_with_agent=True)
OPTIONAL = Material("posting_proof", "工作证明", CITED, necessary=stated(False, CITED))
NAMED = {"kind": "referral_slip", "name": "转诊单", "name_en": "转诊单"}
OLD, GOOD, AHEAD = date(2025, 9, 13), date(2025, 9, 14), date(2026, 9, 15)


def remark(code: str, severity: Severity, basis: str = CITED.basis, **values: object) -> Finding:
    """A word about the slip."""
    return Finding(code, severity, basis, {**NAMED, **values}, "documents")  # type: ignore[dict-item]


def came(sealed: bool | None = None, mark: Mark = Mark.UNCHECKED, came_on: date | None = None) -> dict[str, Any]:
    """The slip is there."""
    return {"documents": (SuppliedDocument("referral_slip", sealed, mark, came_on),)}


def issued(on: date) -> dict[str, Any]:
    """The day it was written."""
    return {"referral": ReferralClaim(issued_on=on)}


PLEDGED = {"commitments": ("referral_slip",)}
MISSING = remark("paper_missing", Severity.CORRECT)
UNSEALED = remark("paper_unsealed", Severity.CORRECT, SEALED_BY.basis)
SEAL_UNKNOWN = remark("paper_seal_unknown", Severity.ASK, SEALED_BY.basis)
EXPIRED = remark("paper_expired", Severity.CORRECT, LASTS_BY.basis, day=date(2026, 9, 13))
TOO_NEW = remark("paper_dated_later", Severity.CORRECT, day=AHEAD)
NOT_ACCEPTED = remark("commitment_not_accepted", Severity.WARN)


@pytest.mark.parametrize(
    ("material", "of", "findings"),
    [
        (PLAIN, {}, [MISSING]),
        (PLAIN, came(), []),
        (replace(PLAIN, name_en="the slip"), {}, [remark("paper_missing", Severity.CORRECT, name_en="the slip")]),
        # the seal
        (PLAIN, came(sealed=False), []),
        (SEALED, came(sealed=True), []),
        (SEALED, came(sealed=False), [UNSEALED]),
        (SEALED, came(), [SEAL_UNKNOWN]),
        (SEALED, {"documents": came()["documents"] + came(sealed=False)["documents"]}, [SEAL_UNKNOWN]),
        (SEALED, {"documents": came(sealed=False)["documents"] + came(sealed=True)["documents"]}, []),
        (SEALED, came(mark=Mark.UNSEALED), [UNSEALED]),
        # what a clerk found of it
        (SEALED, came(mark=Mark.ILLEGIBLE), [remark("paper_unsound", Severity.CORRECT, mark=Mark.ILLEGIBLE)]),
        (PLAIN, came(mark=Mark.UNSEALED), [remark("paper_unsound", Severity.CORRECT, mark=Mark.UNSEALED)]),
        (
            LASTING,
            came(mark=Mark.ILLEGIBLE) | issued(OLD),
            [remark("paper_unsound", Severity.CORRECT, mark=Mark.ILLEGIBLE), EXPIRED],
        ),
        (LASTING, came(mark=Mark.OTHER) | issued(OLD), [remark("paper_unsound", Severity.CORRECT, mark=Mark.OTHER)]),
        # its days
        (LASTING, came() | issued(OLD), [EXPIRED]),
        (LASTING, issued(OLD), [EXPIRED]),
        (LASTING, came() | issued(GOOD), []),
        (PLAIN, came() | issued(OLD), []),
        (PLAIN, came() | issued(TODAY), []),
        (PLAIN, came() | issued(AHEAD), [TOO_NEW]),
        (PLAIN, came(came_on=AHEAD) | issued(AHEAD), []),  # asked for, and written anew
        (PLAIN, came(came_on=OLD) | issued(TODAY), []),
        (SEALED, came(sealed=False) | issued(AHEAD), [UNSEALED, TOO_NEW]),
        # a promise in its place
        (PROMISED, PLEDGED, [remark("by_commitment", Severity.INFO, PROMISED_BY.basis)]),
        (PROMISED, PLEDGED | came(), []),
        (PROMISED, {}, [MISSING]),
        (PLAIN, PLEDGED, [MISSING, NOT_ACCEPTED]),
        (
            replace(PLAIN, commitment=stated(False, PROMISED_BY)),
            PLEDGED,
            [MISSING, remark("commitment_not_accepted", Severity.WARN, PROMISED_BY.basis)],
        ),
        (DISPUTED, PLEDGED, [remark("commitment_disputed", Severity.ASK, PROMISED_BY.basis)]),
        (DISPUTED, {}, [MISSING]),
        (AGREED_TWICE, PLEDGED, [remark("by_commitment", Severity.INFO, PROMISED_BY.basis)]),
        (LASTING, PLEDGED | came(mark=Mark.ILLEGIBLE) | issued(OLD), [
            remark("paper_unsound", Severity.CORRECT, mark=Mark.ILLEGIBLE), EXPIRED, NOT_ACCEPTED
        ]),
    ],
)  # fmt: skip
def test_of_one_paper_all_that_is_wrong_is_said(
    material: Material, of: dict[str, Any], findings: list[Finding]
) -> None:
    found = owed(replace(FACTS, **of), replace(BARE, materials=(material,)))
    is_owed = any(each.severity is Severity.CORRECT for each in findings)
    assert found == DocumentsOwed(("referral_slip",) if is_owed else (), tuple(findings))


def test_what_is_owed_stands_in_the_order_of_the_list() -> None:
    item = replace(BARE, materials=(CARD, PLAIN, FORM))
    assert owed(replace(FACTS, documents=(SuppliedDocument("referral_slip"),)), item).owed == (
        "identity",
        "filing_form",
    )


def test_only_a_slip_is_held_against_the_day_of_the_referral() -> None:
    card = replace(CARD, valid_days=stated(7, LASTS_BY))
    known = replace(FACTS, documents=(SuppliedDocument("identity"),), referral=ReferralClaim(issued_on=OLD))
    assert owed(known, replace(BARE, materials=(card,))) == DocumentsOwed((), ())


def test_the_length_of_a_slip_is_cited_where_it_stands() -> None:
    silent = replace(PLAIN, valid_months=Fact(FactState.NOT_STATED, applied=1))
    bases = {None: CITED.basis, Validity(LASTS_BY): LASTS_BY.basis}
    for of in (came(), {}, came(mark=Mark.ILLEGIBLE)):
        for validity, basis in bases.items():
            item = replace(BARE, materials=(silent,), validity=validity)
            *_others, found = owed(replace(FACTS, **of, **issued(OLD)), item).findings
            assert (found.code, found.basis) == ("paper_expired", basis)


def test_a_promise_for_a_paper_nobody_asks_for_is_for_nothing() -> None:
    item = replace(BARE, materials=(OPTIONAL, PROMISED))
    found = owed(replace(FACTS, commitments=("posting_proof", "referral_slip")), item)
    basis, values = BARE.citation.basis, {"kind": "posting_proof"}
    assert found.owed == ()
    assert found.findings == (
        remark("by_commitment", Severity.INFO, PROMISED_BY.basis),
        Finding("commitment_not_asked", Severity.WARN, basis, values, "commitments"),
    )


def test_an_agent_s_papers_are_asked_of_agents_and_optional_ones_of_nobody() -> None:
    item = replace(BARE, materials=(CARD, OF_AGENTS, OPTIONAL))
    with_agent = replace(FACTS, agent=Agent("吴测试", "370830195503070026"))
    assert required_materials(FACTS, item) == (CARD,)
    assert required_materials(with_agent, item) == (CARD, OF_AGENTS)


def test_the_form_is_made_by_the_portal_and_the_rest_is_brought() -> None:
    item = replace(BARE, materials=(CARD, FORM, OPTIONAL))
    assert brought(item) == (CARD, OPTIONAL)
    assert made_by_portal(item) == (SuppliedDocument("filing_form"),)
    assert made_by_portal(replace(item, materials=(CARD,))) == ()


@pytest.mark.parametrize(
    ("length", "last"),
    [
        ({}, None),
        ({"valid_years": 2}, date(2028, 9, 14)),
        ({"valid_months": 3}, date(2026, 12, 14)),
        ({"valid_days": 7}, date(2026, 9, 21)),
    ],
)
def test_how_long_a_paper_is_of_use(length: dict[str, int], last: date | None) -> None:
    lengths = {name: stated(number, LASTS_BY) for name, number in length.items()}
    material = replace(PLAIN, **lengths)  # type: ignore[arg-type]
    assert length_of_use(material) == next(iter(lengths.values()), Fact())
    assert last_day_of_use(material, TODAY) == last
