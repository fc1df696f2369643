"""Texts a clerk finds ready to edit: why it is refused, what is wrong with which paper.

They go into notices, which are Chinese, so they are Chinese whatever the language of the clerk's page.
"""

from collections.abc import Callable
from functools import wraps

from portal.domain.vocabulary import FilingType, Severity
from portal.services.casework import CaseFile
from portal.services.owing import owed_of
from portal.services.rulebook import rulebook
from portal.web.language import gettext as _
from portal.web.language import in_language
from portal.web.presenters.sentences import alternative_name, document_title, found
from portal.wording.instead import no_such_item_text
from portal.wording.translation import SOURCE_LANGUAGE


def _in_chinese(compose: Callable[[CaseFile], str]) -> Callable[[CaseFile], str]:
    @wraps(compose)
    def composed(case: CaseFile) -> str:
        with in_language(SOURCE_LANGUAGE):
            return compose(case)

    return composed


@_in_chinese
def refusal(case: CaseFile) -> str:
    """Which rule, from which document, what fits instead, whom to call."""
    lines = [*_sentences(case, Severity.REFUSE), *_instead(case), *_telephone(case)]
    return "\n".join(lines) if _sentences(case, Severity.REFUSE) else ""


@_in_chinese
def remark(case: CaseFile) -> str:
    """What was noted of a marked document and does not stand beside its name in the notice: one note a kind does."""
    faulty = [document for document in case.documents if not document.mark.is_usable]
    kinds = dict.fromkeys(document.kind for document in faulty)
    found_by_rules = case.examination.determination if case.examination else None
    listed = owed_of(kinds, case.documents, found_by_rules, case.item) if found_by_rules else ()
    notes = {(each.kind, each.note) for each in listed}
    return "\n".join(
        _(
            "%(document)s：%(what)s",
            document=document_title(case.item, document.kind),
            what=document.mark_note,
        )
        for document in faulty
        if document.mark_note and (document.kind, document.mark_note) not in notes
    )


def _sentences(case: CaseFile, severity: Severity) -> list[str]:
    if case.examination is None:
        return []
    return [
        _("%(what)s（依据：%(basis)s）", what=found(finding), basis=finding.basis)
        for finding in case.examination.determination.findings
        if finding.severity is severity
    ]


def _instead(case: CaseFile) -> list[str]:
    alternatives = case.examination.determination.alternatives if case.examination else ()
    here = [each for each in alternatives if rulebook.catalogue.item(each)]
    names = _("、").join(alternative_name(each) for each in here)
    elsewhere = [FilingType(each) for each in alternatives if each not in here]
    has_phone = bool(_numbers(case))
    return [
        *([_("您可以改办：%(items)s", items=names)] if here else []),
        *(no_such_item_text(kind, has_phone=has_phone) for kind in elsewhere),
    ]


def _telephone(case: CaseFile) -> list[str]:
    return [_("有疑问请打电话：%(number)s", number=number) for number in _numbers(case)[:1]]


def _numbers(case: CaseFile) -> list[str]:
    county = rulebook.catalogue.county(case.item.place.slug)
    numbers = [way.phone.value for way in case.item.consultations if way.phone.value]
    return (
        numbers + [each.phone.value for each in county.offices_of(case.item) if each.phone.value] if county else numbers
    )
