"""Forms made from an item's questions: one class a set of questions, its values read and written by key path."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, ClassVar, Self, cast

from wtforms import Field
from wtforms.fields import SelectChoice

from portal.adapters import divisions
from portal.domain.claims import Answer, Answers, Claims, answer_at, laid_over
from portal.domain.fact_law import contradictions
from portal.domain.fact_rules import FactFault, FactFaults
from portal.domain.item import Item
from portal.domain.questions import AnswerKind, Question, Section, answers_of_item, question_at, questions_of
from portal.domain.vocabulary import Channel
from portal.web.forms.portal_form import PortalForm
from portal.web.presenters.sentences import unreadable
from portal.web.questions.choices import CHOICES
from portal.web.questions.controls import Attributes, answer_from, attributes_of, field_for, typed_as, with_kept
from portal.web.questions.listed_hospital import ListedHospital
from portal.web.questions.looked_up import LookedUp
from portal.web.questions.table import looks_ahead, wording_of
from portal.web.questions.wording import Wording


@dataclass(frozen=True)
class AskedQuestion:
    """A question as one channel asks it."""

    question: Question
    channel: Channel
    looks_ahead: bool = False

    @cached_property
    def wording(self) -> Wording:
        """Its row of the table; a page asks for it at every turn."""
        return wording_of(self.question, self.channel, self.looks_ahead)

    @property
    def path(self) -> str:
        """Where its answer is kept."""
        return self.question.path

    @property
    def name(self) -> str:
        """What its field is called."""
        return self.wording.name

    @property
    def attributes(self) -> Attributes:
        """What its control is drawn with."""
        return attributes_of(self.question.kind, self.wording)

    def field(self) -> Field:
        """Its field, not yet bound to a form."""
        question, other = self.question, self.question.moot_without
        name = wording_of(question_at(other), self.channel, self.looks_ahead).name if other else ""
        return field_for(question.kind, self.wording, question.is_needed(self.channel), name)


class QuestionForm(PortalForm):
    """A page of questions; what a page asks beside them stands in a class of its own under this one."""

    asked_questions: ClassVar[tuple[AskedQuestion, ...]] = ()

    @classmethod
    def of(cls, item: Item, channel: Channel, sections: Sequence[Section], claims: Claims, **more: Any) -> Self:
        """The page of these sections, filled from what was said already; `more` fills its other fields."""
        return cls.asking(item, asked_of(item, channel, sections), claims, **more)

    @classmethod
    def asking(cls, item: Item, questions: Sequence[AskedQuestion], claims: Claims, **more: Any) -> Self:
        """The page of just these questions."""
        page = _form_class(tuple(questions), cls)  # type: ignore[arg-type] # a class has a hash
        return cast(type[Self], page)(item, claims, **more)

    def __init__(self, item: Item, claims: Claims, **more: Any) -> None:
        known = {each.path: _of_today(answer_at(claims, each.path), each) for each in self.asked_questions}
        shown = {each.name: typed_as(each.question.kind, known[each.path]) for each in self.asked_questions}
        super().__init__(data={**shown, **more})
        self.item = item
        self.stated = claims  # what the answers of this page are laid over
        for each in self.asked_questions:
            self[each.name].data = _of_today(self[each.name].data, each)
            if each.path in CHOICES:
                self._offer(self[each.name], with_kept(CHOICES[each.path](item), known[each.path]))

    def _offer(self, field: Field, choices: list[SelectChoice]) -> None:
        """A list without an empty line shows its first answer as given, often the only one there is."""
        field.choices = choices
        if field.type == "SelectField" and field.data is None and choices[0].value and not self.is_submitted():
            field.data = choices[0].value

    def process(self, *args: Any, **more: Any) -> None:
        """As it was sent; a hospital that is on the list answers itself whether it is networked."""
        super().process(*args, **more)
        hospital, networked = self.field_at("hospital"), self.field_at("admission.networked")
        if networked is not None and isinstance(hospital, ListedHospital) and hospital.raw_data:
            listed = hospital.listed
            networked.data = typed_as(AnswerKind.FLAG, listed.is_networked) if listed else networked.data

    def __iter__(self) -> Iterator[Field]:
        """The fields in the order of the page: the questions, then what the page asks beside them."""
        names = [each.name for each in self.asked_questions]
        return iter([self._fields[name] for name in names] + [f for n, f in self._fields.items() if n not in names])

    def section(self, *sections: str) -> list[tuple[AskedQuestion, Field]]:
        """The questions of these sections with their fields."""
        return [(each, self[each.name]) for each in self.asked_questions if each.question.section in sections]

    def field_at(self, path: str) -> Field | None:
        """The field whose answer is kept at that key path, where the page asks it."""
        return next((self[each.name] for each in self.asked_questions if each.path == path), None)

    def given(self) -> Answers:
        """What was answered, by key path; what was left empty is None."""
        return {each.path: answer_from(each.question.kind, self[each.name]) for each in self.asked_questions}

    @property
    def is_looking_up(self) -> bool:
        """Whether the page was sent only to look up what stands in a field of it."""
        return any(isinstance(field, LookedUp) and field.is_looked_up for field in self)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Each answer by itself, and with whatever is wrong with those, where one that is sound rules out another."""
        if self.is_looking_up:
            return False  # the page is shown again with what was found; nothing is wrong with it
        is_sound = super().validate(extra_validators)
        wrong = {each.path for each in self.asked_questions if self[each.name].errors}
        sound = {path: None if path in wrong else answer for path, answer in self.answers().items()}
        return self.blame_answers(contradictions(laid_over(self.stated, sound))) and is_sound

    def blame_answers(self, faults: Iterable[FactFault]) -> bool:
        """Say each of these beside its field, as far as this page asks it; whether there was none."""
        is_sound = True
        for fault in faults:
            field = self.field_at(fault.path)
            if field is not None:
                field.errors = [*field.errors, *unreadable(FactFaults((fault,)))]
                is_sound = False
        return is_sound

    def answers(self) -> Answers:
        """What was answered, and what the item answers itself."""
        sections = {each.question.section for each in self.asked_questions}
        return {**answers_of_item(self.item, sections), **self.given()}

    def forget_faulty(self) -> None:
        """Empty every field in which something wrong was found, so that the rest can be kept for later."""
        for field in self:
            if field.errors:
                field.data = None


def _of_today(answer: Answer, each: AskedQuestion) -> Answer:
    """A place whose code was given up is read as the one that took its place."""
    if each.question.kind is not AnswerKind.PLACE or not isinstance(answer, str):
        return answer
    return divisions.GAZETTEER.today(answer)


@lru_cache(maxsize=256)
def _form_class(asked_questions: tuple[AskedQuestion, ...], base: type[QuestionForm]) -> type[QuestionForm]:
    fields = {each.name: each.field() for each in asked_questions}
    return type(base.__name__, (base,), {**fields, "asked_questions": asked_questions})


def asked_of(item: Item, channel: Channel, sections: Sequence[Section]) -> tuple[AskedQuestion, ...]:
    """What that channel asks for the item, section by section in the order of its page."""
    ahead, questions = looks_ahead(item), questions_of(item, channel)
    return tuple(
        AskedQuestion(question, channel, ahead)
        for section in sections
        for question in questions
        if question.section is section
    )
