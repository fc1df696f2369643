"""What a filing still owes and why: what the rules found, or what a clerk found of the document that came."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal.domain.claims import Answers
from portal.domain.determination import Determination
from portal.domain.errors import Invalid
from portal.domain.fact_rules import FactFaults
from portal.domain.findings import Finding
from portal.domain.item import Item, Material
from portal.domain.materials import COMES_AGAIN, length_of_use
from portal.domain.reaching import Holder, Supply, ways_to_supply
from portal.domain.vocabulary import Mark, Severity
from portal.models import Document, Filing
from portal.services.cases import Case


@dataclass(frozen=True, slots=True)
class OwedDocument:
    """A document that is asked for, the true reason, and the sentence that reason rests on."""

    kind: str
    basis: str
    mark: Mark | None = None
    note: str = ""
    finding: Finding | None = None


def owed_of(
    kinds: Iterable[str], documents: Sequence[Document], determination: Determination, item: Item
) -> tuple[OwedDocument, ...]:
    """Why each of these kinds is asked for; one a clerk named without a reason of the rules has none."""
    unusable = {document.kind: document for document in documents if not document.mark.is_usable}
    found = {
        str(finding.values["kind"]): finding
        for finding in determination.findings
        if finding.severity is Severity.CORRECT and "kind" in finding.values
    }
    return tuple(_owed(kind, unusable.get(kind), found.get(kind), item) for kind in kinds)


def _owed(kind: str, document: Document | None, finding: Finding | None, item: Item) -> OwedDocument:
    if document is not None:
        is_over = document.mark in COMES_AGAIN and finding is not None and finding.code == "paper_expired"
        basis, note = _basis(kind, document.mark, item), document.mark_note or ""
        return OwedDocument(kind, basis, document.mark, note, finding if is_over else None)
    return OwedDocument(kind, finding.basis if finding else _basis(kind, None, item), finding=finding)


def _basis(kind: str, mark: Mark | None, item: Item) -> str:
    """The seal has a sentence of its own in some guides; a document the guide does not list has none."""
    material = item.material(kind)
    if material is None:
        return ""
    cited = {Mark.UNSEALED: material.sealed.citation, Mark.EXPIRED: length_of_use(material).citation}
    return ((cited.get(mark) if mark else None) or material.citation).basis


class StillOwed(Exception):
    """A correction would leave documents owed: which, and why."""

    def __init__(self, owed: tuple[OwedDocument, ...]) -> None:
        super().__init__(", ".join(each.kind for each in owed))
        self.owed = owed


def owed_now(case: Case) -> tuple[OwedDocument, ...]:
    """What the rules owe and its filer has not renewed; nothing while what they read is being mended."""
    try:
        owed = owed_of(case.owed, case.documents, case.determination, case.item)
    except FactFaults:
        return ()
    return tuple(each for each in owed if each.kind not in case.renewed)


def owed_after(case: Case, answers: Answers) -> tuple[OwedDocument, ...]:
    """What a correction with these answers would leave owed; raises `FactFaults`."""
    says = case.foreseen(answers)
    return owed_of(says.owed, case.documents, says, case.item)


def is_missing(material: Material | None, documents: Iterable[Document], is_owed: bool) -> bool:
    """Whether a kind, of which these documents are on file, is still to come.

    What a clerk could not use is asked anew, and what the rules owe all the same; what may be left out never is.
    """
    marks = [document.mark for document in documents]
    is_there = bool(marks) and not is_owed and all(mark.is_usable for mark in marks)
    is_optional = material is not None and material.necessary.value is False
    return not is_there and not is_optional


def missing_kinds(case: Case) -> list[str]:
    """Which documents its filer is asked for and are still to come: what every page says is wanting."""
    return _missing(case, set(_asked_anew(case)))


def faults_of_missing(case: Case) -> Iterator[Invalid]:
    """That something its filer is asked for is still to come: it is sent back all in one go, and what is asked for anew
    though it may do can be answered in words."""
    if missing := _missing(case, set()):
        yield Invalid("documents_missing", count=len(missing))


def _missing(case: Case, anew: set[str]) -> list[str]:
    owed = {each.kind for each in owed_now(case)} | anew
    of_kind = {kind: [each for each in case.documents if each.kind == kind] for kind in case.wanted}
    return [kind for kind, found in of_kind.items() if is_missing(case.item.material(kind), found, kind in owed)]


def _asked_anew(case: Case) -> Iterator[str]:
    """What a notice asks for though it was on file, until it comes again or a clerk finds that it will do."""
    for kind in case.requested.kinds:
        there = [each for each in case.documents if each.kind == kind]
        if not any(each.mark is Mark.SOUND or each.added_at > case.latest.at for each in there):
            yield kind


def takes_by_link(case: Case) -> bool:
    """Whether something is asked for that whoever has no account can send by a link."""
    return case.asks_for_more and Supply.LINK in ways_to_supply(case.item, holder_of(case.filing))


def holder_of(filing: Filing) -> Holder:
    """In whose account it is read."""
    if filing.hospital_id is not None:
        return Holder.HOSPITAL
    if filing.applicant_id is None and filing.bound_user_id is None:
        return Holder.NOBODY
    has_agent = filing.agent_index is not None and filing.applicant_id is not None
    return Holder.AGENT if has_agent else Holder.PERSON
