"""What an item asks, answered in JSON: read by the very form that asks it on a page, so no rule is written twice."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from flask import g
from werkzeug.datastructures import ImmutableMultiDict
from wtforms import Field

from portal.domain.claims import Answers, Claims, laid_over
from portal.domain.fact_reader import ObjectReader
from portal.domain.fact_rules import FactFaults
from portal.domain.item import Item
from portal.domain.questions import AnswerKind, Section
from portal.domain.vocabulary import Channel
from portal.web.api.refusals import Unsound
from portal.web.forms.consent import consent_of_others
from portal.web.interface import Fault
from portal.web.questions.controls import FLAGS
from portal.web.questions.for_somebody import ForSomebody
from portal.web.questions.forms import AskedQuestion, QuestionForm, asked_of

CONSENTS = "consents"
_SENT = "portal_sent_answers"


class BodyAsForm(QuestionForm.Meta):
    """How a form is made of a body; no cookie opens the interface, so there is nothing for a token to protect."""

    csrf = False

    def wrap_formdata(self, form: object, formdata: object) -> ImmutableMultiDict[str, str]:
        """What the body said, as a browser would have sent it."""
        return ImmutableMultiDict(g.get(_SENT, {}))


class SentForm(QuestionForm):
    """The questions of a page, filled from a body instead of a browser."""

    Meta = BodyAsForm


class AgreedForm(SentForm, ForSomebody):
    """The same of what is sent in for the first time, for somebody who agrees."""

    consents = consent_of_others()


def claims_in(reader: ObjectReader, item: Item, channel: Channel, sections: Sequence[Section]) -> Claims:
    """What the body claims; raises `FactFaults` for what has the wrong type, `Unsound` for what no page would take."""
    questions = asked_of(item, channel, sections)
    consent = {CONSENTS: "y"} if reader.flag(CONSENTS) else {}
    _keep(reader, questions, consent)
    form = AgreedForm.asking(item, questions, Claims())
    form.consents.asked_in(channel)
    return laid_over(Claims(), _sound(form).answers())


def answers_in(reader: ObjectReader, item: Item, questions: Sequence[AskedQuestion], claims: Claims) -> Answers:
    """What the body answers of these questions, laid over what was said; raises as `claims_in`."""
    _keep(reader, questions, {})
    return _sound(SentForm.asking(item, questions, claims)).given()


def _keep(reader: ObjectReader, questions: Sequence[AskedQuestion], beside: Mapping[str, str]) -> None:
    """Where the form finds it."""
    sent = dict(_sent(reader, questions))
    if reader.faults:
        raise FactFaults(tuple(reader.faults))
    setattr(g, _SENT, sent | dict(beside))


Sent = TypeVar("Sent", bound=SentForm)


def _sound(form: Sent) -> Sent:
    if not form.validate():
        raise Unsound(list(_faults(form)))
    return form


def _sent(reader: ObjectReader, questions: Sequence[AskedQuestion]) -> Iterator[tuple[str, str]]:
    """Each answer under the name of its field; a part of the body is read by a reader of its own."""
    parts: dict[str, ObjectReader | None] = {"": reader}
    for each in questions:
        part, _dot, key = each.path.rpartition(".")
        if part not in parts:
            parts[part] = reader.inner(part)
        if (own := parts[part]) is not None:
            yield from _as_typed(own, key, each)
    for own in parts.values():
        if own is not None and own is not reader:
            own.close()
    reader.close()


def _as_typed(reader: ObjectReader, key: str, each: AskedQuestion) -> Iterator[tuple[str, str]]:
    kind = each.question.kind
    if kind is AnswerKind.DAY:
        if (day := reader.day(key)) is not None:
            parts = {"year": day.year, "month": day.month, "day": day.day}
            yield from ((f"{each.name}-{part}", str(number)) for part, number in parts.items())
    elif kind in (AnswerKind.FLAG, AnswerKind.AGREEMENT):
        flag = reader.flag(key)
        words = {meant: word for word, meant in FLAGS.items()} if kind is AnswerKind.FLAG else {True: "y"}
        if flag in words:
            yield each.name, words[flag]
    elif kind is AnswerKind.NUMBER:
        if (number := reader.number(key, each.wording.most)) is not None:
            yield each.name, str(number)
    elif isinstance(text := reader.raw(key), str):
        yield each.name, text
    elif text is not None:
        reader.fault(key, "not_text")


def _faults(form: SentForm) -> Iterator[Fault]:
    where = {each.name: "/" + each.path.replace(".", "/") for each in form.asked_questions}
    where |= {CONSENTS: f"/{CONSENTS}"} if CONSENTS in form else {}
    for name, pointer in where.items():
        yield from (Fault(pointer, sentence) for sentence in dict.fromkeys(_sentences(form[name])))


def _sentences(field: Field) -> Iterator[str]:
    for error in field.errors:
        yield from ([str(error)] if not isinstance(error, list | tuple) else map(str, error))
