"""What was typed into a filing, section by section, in words; ID numbers masked, but for whoever types them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from portal.domain import identity
from portal.domain.claims import Answer, Claims, answer_at
from portal.domain.questions import QUESTIONS, AnswerKind, Question, Section
from portal.models import Filing
from portal.services.rulebook import rulebook
from portal.web.dates import day
from portal.web.language import language
from portal.web.language import lazy_gettext as _
from portal.wording.answers import answer_text, row_name
from portal.wording.translation import day_text

Rows = tuple[tuple[str, str], ...]
OfNumber = Callable[[str, str], Rows]
"""What is shown of an ID number: the name of its row and the number give the rows."""

HEADINGS: Mapping[tuple[Section, ...], object] = {
    (Section.PERSON,): _("参保人"),
    (Section.STAY,): _("去哪里、什么时候"),
    (Section.REFERRAL, Section.SLIP): _("转诊转院单"),
    (Section.AGENT,): _("代办人"),
    (Section.CONTACT, Section.CALLER): _("怎么联系"),
}
"""The sections under their headings, in the order a clerk reads; a signature stands on the paper it signs."""
_QUESTIONS_UNDER = {inner: tuple(each for each in QUESTIONS if each.section in inner) for inner in HEADINGS}


class ClaimSection(NamedTuple):
    """A heading, what was said under it, and the sections of questions it was said to."""

    title: str
    rows: Rows
    sections: tuple[Section, ...]


def only_masked(name: str, number: str) -> Rows:
    """As everybody sees it."""
    return ((name, identity.masked(number)),)


def masked_with_its_sense(name: str, number: str) -> Rows:
    """For whoever typed it: masked, with what a slip of the finger would change first."""
    return ((name, identity.masked(number)), *_sense_of(number))


def spelled_with_its_sense(name: str, number: str) -> Rows:
    """For whoever typed it and asked to see it whole."""
    return ((name, identity.spelled(number)), *_sense_of(number))


def _sense_of(number: str) -> Rows:
    born = identity.birth_date(number)
    if born is None:  # no number that was let into a filing
        return ()
    sex = _("男") if identity.is_of_a_man(number) else _("女")
    day_of_birth = day_text(born, language())
    return ((str(_("出生日期（号码里的）")), day_of_birth), (str(_("性别（号码里的）")), str(sex)))


def sections(filing: Filing, of_number: OfNumber = only_masked) -> tuple[ClaimSection, ...]:
    """Every section that says something."""
    stated = filing.claims
    found = (
        (title, tuple(_rows(stated, _QUESTIONS_UNDER[inner], of_number)), inner) for inner, title in HEADINGS.items()
    )
    return tuple(ClaimSection(str(title), rows, inner) for title, rows, inner in found if rows)


def rows_of(claims: Claims, sections: Collection[Section]) -> Rows:
    """What was said to the questions of these sections, row by row."""
    return tuple(_rows(claims, (each for each in QUESTIONS if each.section in sections), only_masked))


def answer_shown(question: Question, answer: Answer) -> str:
    """An answer in words as everybody sees it; empty where nothing was said."""
    if question.kind is AnswerKind.ID_NUMBER and answer:
        return identity.masked(str(answer))
    return answer_text(question, answer, language(), rulebook.place_name, day)


def _rows(claims: Claims, questions: Iterable[Question], of_number: OfNumber) -> Iterator[tuple[str, str]]:
    for question in questions:
        if (answer := answer_at(claims, question.path)) is None:
            continue
        if question.kind is AnswerKind.ID_NUMBER and answer:
            yield from of_number(row_name(question.path, language()), str(answer))
        elif text := answer_text(question, answer, language(), rulebook.place_name, day):
            yield row_name(question.path, language()), text
