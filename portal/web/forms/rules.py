"""What a field asks for, in words a person can act on; the library's own say only that a field is required."""

from unicodedata import category

from wtforms import Field
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from portal.domain.spelling import JOINERS, words_of
from portal.web.language import gettext as _


class Needed:
    """Nothing was given: say what to fill in; a fault already found in what was typed is said instead.

    `unless_denied` names a field of the same form: where it is answered with no, there is nothing to fill in.
    """

    field_flags: dict[str, bool] = {"required": True}  # noqa: RUF012 (WTForms reads it from the instance)

    def __init__(self, sentence: str, unless_denied: str = "") -> None:
        self.sentence = sentence
        self.unless_denied = unless_denied

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Stop at an empty field; further rules would only repeat it."""
        if self.unless_denied in form and form[self.unless_denied].data == "no":
            return
        if not _is_answer(field.data) and not field.process_errors:
            field.errors = []
            raise StopValidation(str(self.sentence))
        if field.process_errors:
            raise StopValidation()


class NeededWhere:
    """Needed where another field of the form has that answer; elsewhere nobody is told that they may fill it in."""

    field_flags: dict[str, bool] = {"conditional": True}  # noqa: RUF012 (WTForms reads it from the instance)

    def __init__(self, other: str, answer: str, sentence: str) -> None:
        self.other, self.answer, self.sentence = other, answer, sentence

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Stop at an empty field where it counts."""
        if form[self.other].data == self.answer and not _is_answer(field.data):
            raise StopValidation(str(self.sentence))


def _is_answer(given: object) -> bool:
    """Zero is one; a text that says nothing, no file, or a box without its tick is none."""
    return bool(words_of(given) if isinstance(given, str) else given) or type(given) is int


class AtMost:
    """Too long: say how long it may be and how long it is."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.field_flags = {"maxlength": count}

    def __call__(self, _form: object, field: Field) -> None:
        """Count what was typed."""
        if len(field.data or "") > self.count:
            raise StopValidation(
                _("最多写 %(most)s 个字，现在有 %(now)s 个，请写短一些", most=self.count, now=len(field.data))
            )


class Visible:
    """Signs nobody can see (control characters, marks that turn the direction of letters) have no place in a text."""

    def __call__(self, _form: object, field: Field) -> None:
        """Take them out and let the person look again; line breaks and tabs are how people write."""
        typed = field.data or ""
        field.data = "".join(sign for sign in typed if not _is_hidden(sign))
        if field.data != typed:
            raise StopValidation(_("里面有看不见的符号，已经替您去掉，请看一遍再提交"))


def _is_hidden(sign: str) -> bool:
    return category(sign) in {"Cc", "Cf"} and sign not in "\r\n\t" and sign not in JOINERS
