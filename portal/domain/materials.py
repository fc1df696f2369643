"""Which papers a filing still owes, all of them at once (一次性告知)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.facts import Facts, SuppliedDocument
from portal.domain.findings import Finding
from portal.domain.item import Item, Material
from portal.domain.sourced import Fact
from portal.domain.validity import add_months
from portal.domain.values import Values
from portal.domain.vocabulary import DocumentKind, Mark, Severity

COMES_AGAIN = frozenset({Mark.ILLEGIBLE, Mark.UNSEALED})
"""After which the same document would come again, so that whatever else is wrong with it is to be said as well."""


@dataclass(frozen=True, slots=True)
class DocumentsOwed:
    """What is missing in the order of the item's list, and every finding about papers."""

    owed: tuple[str, ...]
    findings: tuple[Finding, ...]


def required_materials(facts: Facts, item: Item) -> tuple[Material, ...]:
    """The papers this filing has to bring: those for agents only when there is one, optional ones never."""
    return tuple(
        material
        for material in item.materials
        if (facts.agent is not None or not material.only_with_agent) and material.necessary.value is not False
    )


def brought(item: Item) -> tuple[Material, ...]:
    """The documents somebody has to bring: all but the form that the portal fills."""
    return tuple(material for material in item.materials if material.kind != DocumentKind.FILING_FORM)


def made_by_portal(item: Item) -> tuple[SuppliedDocument, ...]:
    """The papers that the filing itself is, where the guide asks for them: the portal fills the 备案登记表."""
    form = DocumentKind.FILING_FORM
    return () if item.material(form) is None else (SuppliedDocument(form.value),)


def length_of_use(material: Material) -> Fact[int]:
    """How long a paper is of use once it is issued, in the unit the guide counts in; unset without such a line."""
    lengths = (material.valid_years, material.valid_months, material.valid_days)
    return next((each for each in lengths if each.is_set), Fact())


def last_day_of_use(material: Material, issued_on: date) -> date | None:
    """The last day a paper issued then is of use; None where the guide says no length."""
    if months := (material.valid_years.value or 0) * 12 or material.valid_months.value:
        return add_months(issued_on, months)
    days = material.valid_days.value
    return issued_on + timedelta(days=days) if days else None


def owed(facts: Facts, item: Item) -> DocumentsOwed:
    """Everything that is missing, found unsound, unsealed, dated wrongly or pledged where it may not be."""
    required = required_materials(facts, item)
    findings = [finding for material in required for finding in _of(material, facts, item)]
    findings += _pledges_for_nothing(facts, item, required)
    missing = {finding.values["kind"] for finding in findings if finding.severity is Severity.CORRECT}
    return DocumentsOwed(tuple(material.kind for material in required if material.kind in missing), tuple(findings))


def _of(material: Material, facts: Facts, item: Item) -> Iterator[Finding]:
    if not facts.supplied(material.kind):
        yield from _missing(material, facts, item)
        return
    if material.sealed.value:
        seals = [document.sealed for document in facts.supplied(material.kind)]
        if True not in seals:
            unknown = None in seals
            yield _finding(
                "paper_seal_unknown" if unknown else "paper_unsealed",
                Severity.ASK if unknown else Severity.CORRECT,
                material,
                basis=_cited(material, "sealed"),
            )
    issued_on = _issued_on(material, facts)
    if issued_on is not None and issued_on > _last_came_on(material.kind, facts):
        yield _finding("paper_dated_later", Severity.CORRECT, material, values={"day": issued_on})
    elif expired := _expired(material, facts, item):
        yield expired


def _issued_on(material: Material, facts: Facts) -> date | None:
    """The day it was issued, of the one document of which that is told."""
    is_slip = material.kind == DocumentKind.REFERRAL_SLIP
    return facts.slip.issued_on if is_slip and facts.slip is not None else None


def _expired(material: Material, facts: Facts, item: Item) -> Finding | None:
    """That it was over on the day of filing, by the day that is told of it."""
    issued_on = _issued_on(material, facts)
    last_day = last_day_of_use(material, issued_on) if issued_on is not None else None
    if last_day is None or last_day >= facts.filed_on:
        return None
    stated_in = length_of_use(material).citation or (item.validity.citation if item.validity else material.citation)
    return _finding("paper_expired", Severity.CORRECT, material, values={"day": last_day}, basis=stated_in.basis)


def _last_came_on(kind: str, facts: Facts) -> date:
    """A slip written anew after the filing was asked for is no slip of the future."""
    return max((facts.filed_on, *(each.came_on for each in facts.supplied(kind) if each.came_on)))


def _missing(material: Material, facts: Facts, item: Item) -> Iterator[Finding]:
    pledged = material.kind in facts.commitments
    if pledged and material.commitment.is_disputed and len(material.commitment.values) > 1:
        yield _finding("commitment_disputed", Severity.ASK, material, basis=_cited(material, "commitment"))
        return
    if pledged and material.commitment.value:
        yield _finding("by_commitment", Severity.INFO, material, basis=_cited(material, "commitment"))
        return
    yield _absent(material, facts, item)
    if facts.found_of(material.kind) in COMES_AGAIN and (expired := _expired(material, facts, item)):
        yield expired
    if pledged:
        yield _finding("commitment_not_accepted", Severity.WARN, material, basis=_cited(material, "commitment"))


def _absent(material: Material, facts: Facts, item: Item) -> Finding:
    """Why it is owed: it never came, would be over if it did, or what came does not count."""
    found = facts.found_of(material.kind)
    if found is None:
        return _expired(material, facts, item) or _finding("paper_missing", Severity.CORRECT, material)
    if found is Mark.UNSEALED and material.sealed.value:
        return _finding("paper_unsealed", Severity.CORRECT, material, basis=_cited(material, "sealed"))
    return _finding("paper_unsound", Severity.CORRECT, material, values={"mark": found})


def _pledges_for_nothing(facts: Facts, item: Item, required: tuple[Material, ...]) -> Iterator[Finding]:
    kinds = {material.kind for material in required}
    for kind in facts.commitments:
        if kind not in kinds:
            yield Finding("commitment_not_asked", Severity.WARN, item.citation.basis, {"kind": kind}, "commitments")


def _cited(material: Material, fact: str) -> str:
    citation = {
        "sealed": material.sealed.citation,
        "commitment": material.commitment.citation,
    }[fact]
    return (citation or material.citation).basis


def _finding(
    code: str, severity: Severity, material: Material, *, values: Values | None = None, basis: str | None = None
) -> Finding:
    named = {"kind": material.kind, "name": material.name, "name_en": material.name_en or material.name}
    return Finding(code, severity, basis or material.citation.basis, named | dict(values or {}), "documents")
