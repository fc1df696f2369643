"""The field each kind of answer is given in, and how what is typed there becomes an answer."""

from collections.abc import Mapping
from typing import TypeAlias

from wtforms import BooleanField, Field
from wtforms.fields import SelectChoice

from portal.domain.claims import Answer
from portal.domain.questions import AnswerKind
from portal.web.forms.choices import RadioField, SelectField, YesNo
from portal.web.forms.date_parts import DateParts
from portal.web.forms.fields import IdNumber, LongText, PersonName, Phone, PlainText, WholeNumber
from portal.web.forms.rules import AtMost, Needed, Visible
from portal.web.questions.listed_diagnosis import ListedDiagnosis
from portal.web.questions.listed_hospital import ListedHospital
from portal.web.questions.wording import Wording

Attributes: TypeAlias = dict[str, str | int | Mapping[str, str]]
"""What a control is drawn with."""

FIELDS: Mapping[AnswerKind, type[Field]] = {
    AnswerKind.TEXT: PlainText,
    AnswerKind.LONG_TEXT: LongText,
    AnswerKind.NAME: PersonName,
    AnswerKind.DAY: DateParts,
    AnswerKind.FLAG: YesNo,
    AnswerKind.AGREEMENT: BooleanField,
    AnswerKind.CHOICE: RadioField,
    AnswerKind.PLACE: SelectField,
    AnswerKind.HOSPITAL: SelectField,
    AnswerKind.HOSPITAL_BY_NAME: ListedHospital,
    AnswerKind.DIAGNOSIS: ListedDiagnosis,
    AnswerKind.NUMBER: WholeNumber,
    AnswerKind.ID_NUMBER: IdNumber,
    AnswerKind.TELEPHONE: Phone,
}
_LINES = (AnswerKind.TEXT, AnswerKind.HOSPITAL_BY_NAME, AnswerKind.DIAGNOSIS)
_TEXTS = (*_LINES, AnswerKind.LONG_TEXT)
_REMEMBERED = (AnswerKind.TEXT, AnswerKind.NAME, AnswerKind.TELEPHONE)
FLAGS = {"yes": True, "no": False}


def field_for(kind: AnswerKind, wording: Wording, is_needed: bool, moot_without: str = "") -> Field:
    """The field, not yet bound to a form; `moot_without` names the field whose denial leaves nothing to answer."""
    rules: list[object] = [Needed(wording.needed, moot_without)] if is_needed else []
    if kind in _TEXTS:
        rules += [AtMost(wording.most), Visible()]
    own = {"most": wording.most} if kind is AnswerKind.NUMBER else {}
    return FIELDS[kind](wording.label, rules, **own)


def attributes_of(kind: AnswerKind, wording: Wording) -> Attributes:
    """What the control is drawn with."""
    found: Attributes = {}
    if kind in (*_LINES, AnswerKind.NAME, AnswerKind.NUMBER):
        found["width"] = wording.width
    if kind in _REMEMBERED and wording.autocomplete:
        found["autocomplete"] = wording.autocomplete
    if kind is AnswerKind.NUMBER:
        found["inputmode"] = "numeric"
    if kind is AnswerKind.LONG_TEXT:
        found["rows"] = wording.rows
    if kind is AnswerKind.CHOICE:
        found["hints"] = wording.answer_hints
    return found


def answer_from(kind: AnswerKind, field: Field) -> Answer:
    """What was answered; nothing where nothing was, or none of what was offered."""
    if kind is AnswerKind.FLAG:
        return FLAGS.get(field.data or "")
    if kind is AnswerKind.AGREEMENT:
        return True if field.data else None
    if isinstance(field, SelectField | RadioField):
        offered = (choice.value for choice in field.choices or () if choice.value)
        return next((value for value in offered if value == field.data), None)
    answer: Answer = field.data
    return None if answer == "" else answer


def typed_as(kind: AnswerKind, answer: Answer) -> object:
    """What stands in the field where that was answered."""
    if kind is AnswerKind.FLAG:
        return next((word for word, flag in FLAGS.items() if flag is answer), None)
    return answer


def with_kept(choices: list[SelectChoice], answer: Answer) -> list[SelectChoice]:
    """The choices, and what was answered when there were others."""
    is_offered = answer is None or any(choice.value == answer for choice in choices)
    return choices if is_offered else [*choices, SelectChoice(str(answer), str(answer))]
