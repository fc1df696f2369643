"""What the rules found: a code with its values and what it rests on, never a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.domain.values import Values
from portal.domain.vocabulary import Outcome, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause, once. `fact` is the key path of the fact it hangs on, so that a form can show it beside the field."""

    code: str
    severity: Severity
    basis: str
    values: Values = field(default_factory=dict)
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What follows from lateness; `numbers` holds each way the sentence can be read, the likelier first."""

    kind: str
    numbers: tuple[int, ...]
    text: str
    basis: str
    text_en: str = ""


_RANK = (
    (Severity.REFUSE, Outcome.REFUSE),
    (Severity.ASK, Outcome.ASK),
    (Severity.CORRECT, Outcome.CORRECT),
)


def outcome_of(findings: Iterable[Finding]) -> Outcome:
    """A refusal outranks a question, a question outranks papers owed (docs/product.md)."""
    severities = {finding.severity for finding in findings}
    return next((outcome for severity, outcome in _RANK if severity in severities), Outcome.APPROVE)


def fault_of(findings: Iterable[Finding]) -> str | None:
    """The code of the first finding that refuses, or that asks where none refuses; of what is merely owed there is
    more to say than a code."""
    found = tuple(findings)
    outcome = outcome_of(found)
    severity = next((severity for severity, each in _RANK if each is outcome), None)
    if severity not in (Severity.REFUSE, Severity.ASK):
        return None
    return next(finding.code for finding in found if finding.severity is severity)
