"""What a notice opens stands with what speaks against it; what it is proposed to open is in doubt."""

from datetime import date

import pytest

from portal.catalogue.repository import Catalogue
from portal.domain.claims import Claims, laid_over
from portal.domain.findings import Finding
from portal.domain.opening import in_doubt, objection, opened
from portal.domain.vocabulary import Channel, Severity

ITEMS = {item.id: item for item in Catalogue.load().items()}
DAY = "referral.issued_on"


def found(severity: Severity, fact: str) -> Finding:
    """Something the rules say of that fact."""
    return Finding("some_code", severity, "指南第1行", {}, fact)


@pytest.mark.parametrize(
    ("path", "severity", "fact", "is_shown"),
    [
        (DAY, Severity.REFUSE, DAY, True),
        (DAY, Severity.ASK, DAY, True),
        (DAY, Severity.ASK, "referral", True),  # of the whole slip, so of each answer on it
        (DAY, Severity.ASK, "referral.institution", False),
        (DAY, Severity.ASK, "", False),
        ("stay_days", Severity.ASK, "stay", False),  # a beginning of the name is no part of the claims
        (DAY, Severity.CORRECT, DAY, False),
        (DAY, Severity.WARN, DAY, False),
        (DAY, Severity.INFO, DAY, False),
    ],
)
def test_what_decides_against_an_answer_stands_with_it(
    path: str, severity: Severity, fact: str, is_shown: bool
) -> None:
    against = found(severity, fact)
    assert objection(path, [found(Severity.WARN, path), against]) == (against if is_shown else None)


def test_whether_it_is_answered_and_whether_it_comes_with_a_document() -> None:
    claims = laid_over(Claims(), {DAY: date(2026, 9, 1), "household_moved": False})
    questions = opened([DAY, "household_moved", "treatment_place"], claims, [DAY])
    assert [(each.question.path, each.is_answered, each.is_carried) for each in questions] == [
        (DAY, True, True),
        ("household_moved", True, False),  # "no" is an answer
        ("treatment_place", False, False),
    ]


def test_what_is_opened_along_with_another_says_so_and_stands_behind() -> None:
    claims = laid_over(Claims(), {"slip.diagnosis_code": "I10"})
    questions = opened(["slip.diagnosis_name"], claims, ["slip.diagnosis_code"], ["slip.diagnosis_code"])
    assert [(each.question.path, each.is_answered, each.is_carried, each.is_along) for each in questions] == [
        ("slip.diagnosis_name", False, False, False),
        ("slip.diagnosis_code", True, False, True),
    ]


@pytest.mark.parametrize(
    ("findings", "paths"),
    [
        ([], set()),  # what nobody answered is offered, and ticked by who wants it
        ([(Severity.ASK, "treatment_place")], {"treatment_place"}),
        ([(Severity.ASK, "begins_on")], {"begins_on"}),  # needed by nobody, asked by the rules
        ([(Severity.ASK, "agent.id_number")], {"agent.id_number"}),
        ([(Severity.REFUSE, "treatment_place")], set()),  # a refusal is decided, not asked about
        ([(Severity.WARN, "treatment_place")], set()),
        ([(Severity.ASK, "admission.on")], set()),  # the item does not ask it
        ([(Severity.ASK, "declaration.signed_name")], set()),
    ],
)
def test_only_what_the_rules_ask_about_is_proposed(findings: list[tuple[Severity, str]], paths: set[str]) -> None:
    findings_there = [found(severity, fact) for severity, fact in findings]
    assert in_doubt(ITEMS["wenshang.long-term"], Channel.ONLINE, findings_there) == paths
