"""The questions a correction notice opens, as the page asks them on which they are answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar, Self

from flask import request
from wtforms import Field, HiddenField

from portal.domain.claims import Answers, Claims, answer_at
from portal.domain.opening import OpenedQuestion
from portal.domain.questions import Section
from portal.domain.vocabulary import Channel
from portal.services import open_questions
from portal.services.cases import Case
from portal.web.language import language
from portal.web.language import lazy_gettext as _
from portal.web.questions.controls import field_for
from portal.web.questions.forms import AskedQuestion, QuestionForm
from portal.web.questions.table import looks_ahead
from portal.web.questions.wording import Wording
from portal.wording.opening import why_opened

NOTHING_SHOWN = Claims()


@dataclass(frozen=True)
class AskedAnew(AskedQuestion):
    """A question asked once more; `must` where it may not be left empty, `why` as the page says it."""

    must: bool = True
    why: str = ""

    @property
    def wording(self) -> Wording:
        """As ever, with the reason for a hint."""
        return replace(super().wording, hint=self.why)

    def field(self) -> Field:
        """Its field, not yet bound to a form; what nobody answered is what the notice is about."""
        wording = self.wording
        needed = wording.needed or _("请填写：%(what)s", what=wording.label)
        return field_for(self.question.kind, replace(wording, needed=needed), self.must)


class AnsweredAnew(QuestionForm):
    """What a notice opens, and nothing beside it. Why is looked up when the form is drawn, not when it is read: the
    rules are asked once, by the act that follows."""

    asked_questions: ClassVar[tuple[AskedAnew, ...]] = ()
    version = HiddenField()
    case: Case

    @classmethod
    def about(cls, case: Case, questions: Sequence[AskedAnew], claims: Claims, **more: Any) -> Self:
        """The page of these questions, filled from the claims; `more` fills its other fields."""
        form = cls.asking(case.item, questions, claims, **more)
        form.case = case
        return form

    @cached_property
    def _reasons(self) -> Mapping[str, str]:
        findings = self.case.determination.findings
        return {
            each.question.path: why_opened(each, findings, language()) for each in open_questions.awaited(self.case)
        }

    def section(self, *sections: str) -> list[tuple[AskedQuestion, Field]]:
        """The questions of these sections, each with why, and their fields."""
        found = (each for each in self.asked_questions if each.question.section in sections)
        return [(replace(each, why=self._reasons.get(each.path, "")), self[each.name]) for each in found]

    def answers(self) -> Answers:
        """What was answered; an item answers nothing here that was not opened."""
        return self.given()


class OpenedForm(AnsweredAnew):
    """On a page of its own, or below the documents."""

    def everything(self) -> list[tuple[AskedQuestion, Field]]:
        """Each question with its field, in the order of the page."""
        return self.section(*Section)


def opened_form(case: Case) -> OpenedForm:
    """For whoever filed it: what was said stands in the fields."""
    return OpenedForm.about(case, asked_anew(case), case.filing.claims, version=case.filing.version)


def blank_opened_form(case: Case) -> OpenedForm:
    """For whoever holds a link: nothing that was said is shown, so all of it has to be said again."""
    claims = case.filing.claims
    questions = tuple(
        replace(each, must=each.must or answer_at(claims, each.path) is not None) for each in asked_anew(case)
    )
    return OpenedForm.about(case, questions, NOTHING_SHOWN)


def late_form(case: Case) -> OpenedForm | None:
    """What was typed into the form of a notice that waits no longer; None where nothing was."""
    questions = _in_order(case, open_questions.once_opened(case))
    is_late = not case.requested.questions and any(each.name in request.form for each in questions)
    return OpenedForm.about(case, questions, NOTHING_SHOWN) if is_late else None


def asked_anew(case: Case) -> tuple[AskedAnew, ...]:
    """The questions of the notice, in the order of a page."""
    return _in_order(case, open_questions.awaited(case))


def _in_order(case: Case, questions: Iterable[OpenedQuestion]) -> tuple[AskedAnew, ...]:
    channel, ahead = case.filing.channel, looks_ahead(case.item)
    return tuple(_one(each, channel, ahead) for each in _by_section(questions))


def _one(each: OpenedQuestion, channel: Channel, ahead: bool) -> AskedAnew:
    must = each.question.is_needed(channel) or not (each.is_answered or each.is_carried or each.is_along)
    return AskedAnew(each.question, channel, ahead, must)


def _by_section(questions: Iterable[OpenedQuestion]) -> list[OpenedQuestion]:
    sections = list(dict.fromkeys(each.question.section for each in questions))
    return sorted(questions, key=lambda each: sections.index(each.question.section))
