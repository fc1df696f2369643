"""What the rules and the use cases say, in the language of the page."""

from collections.abc import Sequence

from portal.domain.errors import DomainError
from portal.domain.event_detail import EventDetail
from portal.domain.fact_rules import FactFaults
from portal.domain.findings import Finding
from portal.domain.item import Item, Material
from portal.domain.questions import Section, question_at
from portal.domain.vocabulary import FilingType
from portal.services.rulebook import rulebook
from portal.web.language import gettext as _
from portal.web.language import language
from portal.wording.faults import fault_text
from portal.wording.findings import finding_text
from portal.wording.names import document_name, filing_name
from portal.wording.opening import question_name
from portal.wording.refusals import refusal_text
from portal.wording.translation import is_source, own_name


def refused(error: DomainError) -> str:
    """The sentence of a refusal."""
    return refusal_text(error, language())


def found(finding: Finding) -> str:
    """The sentence of a finding."""
    return finding_text(finding, language())


def unreadable(faults: FactFaults) -> list[str]:
    """One sentence for each thing that cannot be read."""
    return [fault_text(fault, language()) for fault in faults.faults]


def item_name(item: Item) -> str:
    """The name of an item in the language of the page."""
    return own_name(item, language())


def county_name(item: Item) -> str:
    """The name of an item's county in the language of the page."""
    county = rulebook.catalogue.county(item.place.slug)
    return own_name(county or item.place, language())


def document_title(item: Item, kind: str) -> str:
    """What the guide calls a paper, else its usual name, else what its county calls it."""
    material = item.material(kind)
    if material is not None:
        return material_name(material)
    county = rulebook.catalogue.county(item.place.slug)
    own = next((each for each in county.own_kinds if each.kind == kind), None) if county else None
    if own is not None:
        return _beside(own_name(own, language()), own.name)
    return _beside(document_name(kind, language()), document_name(kind))


def material_name(material: Material) -> str:
    """What the guide calls a paper it asks for."""
    return _beside(own_name(material, language()), material.name)


def _beside(name: str, chinese: str) -> str:
    """In another language the Chinese name stands beside it, for the desk where a person has to ask for it."""
    if name == chinese:
        return chinese
    return f"{name[:1].upper()}{name[1:]} ({chinese.partition('（')[0]})"


def document_titles(item: Item, kinds: Sequence[str]) -> str:
    """Several papers in one line."""
    return _("、").join(document_title(item, kind) for kind in kinds)


def requested(item: Item, detail: EventDetail) -> tuple[str, ...]:
    """What a correction notice asks for: documents, then what is to be typed anew."""
    documents = (document_title(item, kind) for kind in detail.kinds)
    answers = (path for path in detail.questions if question_at(path).section is not Section.SIGNATURE)
    return (*documents, *(question_name(path, language()) for path in answers))


def alternative_name(item_or_type: str) -> str:
    """What fits instead: an item of the county by its name, a bare filing type by what it is asked for as."""
    item = rulebook.catalogue.item(item_or_type)
    return item_name(item) if item else filing_type_name(FilingType(item_or_type))


def filing_type_name(kind: FilingType) -> str:
    """A filing of that type as somebody asks for it at a desk."""
    name = filing_name(kind, language())
    return name[:1].upper() + name[1:]


def instead_of_paper(material: Material) -> str:
    """What stands beside a paper whose place a commitment may take; nothing where none may."""
    if not material.commitment.value:
        return ""
    terms = material.commitment_terms.value if is_source(language()) else ""
    return f"{terms}。" if terms else str(_("交不出来，可以签一份承诺书代替。"))
