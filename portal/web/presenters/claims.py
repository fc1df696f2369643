"""What was typed into a filing, section by section, in words; numbers of identity papers masked."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from portal.domain.claims import Claims, answer_at
from portal.domain.questions import QUESTIONS, Section
from portal.models import Filing
from portal.services.rulebook import rulebook
from portal.web.dates import day
from portal.web.presenters.sentences import language
from portal.wording.answers import answer_text, row_name

Rows = tuple[tuple[str, str], ...]

HEADINGS: Mapping[tuple[Section, ...], object] = {
    (Section.PERSON,): _("参保人"),
    (Section.STAY,): _("去哪里、什么时候"),
    (Section.REFERRAL, Section.SLIP): _("转诊转院单"),
    (Section.AGENT,): _("代办人"),
    (Section.CONTACT, Section.CALLER): _("怎么联系"),
}
"""The sections under their headings, in the order a clerk reads; a signature stands on the paper it signs."""


@dataclass(frozen=True, slots=True)
class ClaimSection:
    """A heading, what was said under it, and the sections of questions it was said to."""

    title: str
    rows: Rows
    sections: tuple[Section, ...]


def sections(filing: Filing) -> tuple[ClaimSection, ...]:
    """Every section that says something."""
    found = (ClaimSection(str(title), rows_of(filing.claims, inner), inner) for inner, title in HEADINGS.items())
    return tuple(section for section in found if section.rows)


def rows_of(claims: Claims, sections: Collection[Section]) -> Rows:
    """What was said to the questions of these sections, row by row."""
    return tuple(_rows(claims, sections))


def _rows(claims: Claims, sections: Collection[Section]) -> Iterator[tuple[str, str]]:
    for question in QUESTIONS:
        if question.section not in sections:
            continue
        text = answer_text(question, answer_at(claims, question.path), language(), rulebook.place_name, day)
        if text:
            yield row_name(question.path, language()), text
