"""Questions and their answers as the cells of a form, whole and to be compared: the table of questions, on paper."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from portal.domain.claims import Answer, answer_at
from portal.domain.notice import BETWEEN_OPTIONS, EMPTY, TICKED, NoticeRow
from portal.domain.questions import AnswerKind, Question
from portal.domain.vocabulary import FilingType, Scheme
from portal.services.notice_letter import Letter, day, row
from portal.services.rulebook import rulebook
from portal.wording.answers import ROWS, answer_text
from portal.wording.translation import SOURCE_LANGUAGE, _, pgettext, translated

PRINTED: Mapping[str, str] = {
    "person.scheme": pgettext("notice", "险种类型"),
    "person.kind": pgettext("notice", "备案类型"),
    "begins_on": pgettext("notice", "申请备案开始时间"),
}
"""What 医保办发〔2019〕33号 article 7 calls a field that a page asks for in plainer words."""

MEMBERS: Mapping[str, type[StrEnum]] = {"person.scheme": Scheme, "person.kind": FilingType}
"""What there is to choose among, each with its box."""


def answer_row(question: Question, letter: Letter, otherwise: Answer = None) -> NoticeRow:
    """The cell of a question: what was answered, else `otherwise`, else blank to write in or to tick."""
    answer = answer_at(letter.claims, question.path)
    return row(
        PRINTED.get(question.path, ROWS[question.path]), _value(question, otherwise if answer is None else answer)
    )


def _value(question: Question, answer: Answer) -> str:
    if question.path in MEMBERS:
        return boxes((answer_in_words(question, member), member == answer) for member in MEMBERS[question.path])
    if question.kind in (AnswerKind.FLAG, AnswerKind.AGREEMENT):
        yes, no = (translated(word, SOURCE_LANGUAGE) for word in (_("是"), _("否")))
        return boxes(((yes, answer is True), (no, answer is False)))
    return str(answer or "") if question.kind is AnswerKind.ID_NUMBER else answer_in_words(question, answer)


def answer_in_words(question: Question, answer: Answer) -> str:
    """The answer as papers write it."""
    return answer_text(question, answer, SOURCE_LANGUAGE, rulebook.place_name, day)


def boxes(options: Iterable[tuple[str, bool]]) -> str:
    """Every option behind its box; no line breaks within one."""
    return BETWEEN_OPTIONS.join(
        f"{TICKED if is_chosen else EMPTY}\N{NO-BREAK SPACE}{name}" for name, is_chosen in options
    )
