"""What comes of several findings: the outcome, and the one code that a row of the queue has room for."""

import pytest

from portal.domain.findings import Finding, fault_of, outcome_of
from portal.domain.vocabulary import Outcome, Severity


def finding(code: str, severity: Severity) -> Finding:
    """One of that weight."""
    return Finding(code, severity, "指南")


@pytest.mark.parametrize(
    ("findings", "code"),
    [
        ((), None),
        ((("paper_missing", Severity.CORRECT), ("filed_late", Severity.WARN)), None),
        ((("paper_missing", Severity.CORRECT), ("networked_unknown", Severity.ASK)), "networked_unknown"),
        ((("networked_unknown", Severity.ASK), ("not_emergency", Severity.REFUSE)), "not_emergency"),
        ((("networked_unknown", Severity.ASK), ("stay_unknown", Severity.ASK)), "networked_unknown"),
        ((("not_emergency", Severity.REFUSE), ("not_inpatient", Severity.REFUSE)), "not_emergency"),
        ((("filed_late", Severity.WARN),), None),
    ],
)
def test_it_is_the_first_finding_that_the_outcome_comes_from(
    findings: tuple[tuple[str, Severity], ...], code: str | None
) -> None:
    assert fault_of(finding(*each) for each in findings) == code


S = Severity


@pytest.mark.parametrize(
    ("severities", "outcome"),
    [
        ((), Outcome.APPROVE),
        ((S.INFO, S.WARN), Outcome.APPROVE),
        ((S.WARN, S.CORRECT), Outcome.CORRECT),
        ((S.CORRECT, S.ASK), Outcome.ASK),
        ((S.CORRECT, S.ASK, S.REFUSE), Outcome.REFUSE),
    ],
)
def test_the_gravest_finding_is_the_outcome(severities: tuple[Severity, ...], outcome: Outcome) -> None:
    assert outcome_of(finding("code", each) for each in severities) is outcome
