"""A determination as the JSON object docs/product.md promises; all eleven keys are always there."""

from datetime import date

from portal.domain.determination import Determination
from portal.domain.findings import Finding
from portal.wording.findings import finding_text
from portal.wording.translation import SOURCE_LANGUAGE

Document = dict[str, object]


def as_document(determination: Determination, language: str = SOURCE_LANGUAGE) -> Document:
    """The stable face of a determination, with sentences in that language."""
    return {
        "item": determination.item,
        "item_version": determination.item_version,
        "outcome": determination.outcome.value,
        "begins_on": _day(determination.begins_on),
        "ends_on": _day(determination.ends_on),
        "due_on": _day(determination.due_on),
        "deadline_on": _day(determination.deadline_on),
        "owed": list(determination.owed),
        "effects": [
            {"kind": effect.kind, "readings": list(effect.numbers), "text": effect.text, "basis": effect.basis}
            for effect in determination.effects
        ],
        "alternatives": list(determination.alternatives),
        "findings": [_finding(finding, language) for finding in determination.findings],
    }


def _finding(finding: Finding, language: str) -> Document:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding_text(finding, language),
        "basis": finding.basis,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
