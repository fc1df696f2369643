"""Which filing do I need: plain questions, one a page, the answers in the address and nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, make_response, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from portal.domain.policy import Permission
from portal.services.rulebook import rulebook
from portal.web.addresses import narrowed_url
from portal.web.guards import current_context, guarded_blueprint
from portal.web.public.advice import advise, no_item
from portal.web.public.questions import asked, item_of
from portal.web.public.wizard_question import WizardQuestion
from portal.web.respond import public_page, see_other

blueprint = guarded_blueprint("start", __name__, Permission.PUBLIC)


@dataclass(frozen=True, slots=True)
class Trail:
    """What was answered so far, question by question, and the one that is open; None when all are answered."""

    answered: tuple[tuple[WizardQuestion, str], ...]
    question: WizardQuestion | None

    @property
    def answers(self) -> dict[str, str]:
        """The answers by their names."""
        return {question.name: answer for question, answer in self.answered}

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """Question, answer, and the address where it is asked again."""
        return [(q.text, q.spoken(answer), self.before(place)) for place, (q, answer) in enumerate(self.answered)]

    @property
    def back(self) -> str:
        """The question before this one; the front page before the first."""
        return self.before(len(self.answered) - 1) if self.answered else url_for("public.home")

    def before(self, place: int) -> str:
        """The address that asks the question at that place."""
        return address({question.name: answer for question, answer in self.answered[:place]})


def address(answers: Mapping[str, str]) -> str:
    """The wizard's page with these answers given."""
    return narrowed_url("start.start", answers)


def trail_of(given: Mapping[str, str]) -> Trail:
    """Take the answers in the order of the questions; the first that is missing or not offered is asked."""
    answers: dict[str, str] = {}
    trail: list[tuple[WizardQuestion, str]] = []
    while True:
        question = next((each for each in asked(answers) if each.name not in answers), None)
        if question is None or not question.takes(given.get(question.name, "")):
            return Trail(tuple(trail), question)
        answers[question.name] = given[question.name]
        trail.append((question, answers[question.name]))


@blueprint.get("/start")
def start() -> Response:
    """The next question, or the answer when nothing more has to be known."""
    trail = trail_of(request.args)
    if trail.question is None:
        return _result(trail)
    was_sent = request.args.get("asked") == trail.question.name
    typed = MultiDict(request.args) if was_sent else None
    form = trail.question.form(typed)
    if was_sent and form.validate():
        return see_other(address({**trail.answers, trail.question.name: _coded(form[trail.question.name].data)}))
    return make_response(
        render_template(
            "public/question.html", trail=trail, question=trail.question, form=form, has_errors=bool(form.errors)
        ),
        422 if form.errors else 200,
    )


def _coded(answer: object) -> str:
    return answer.isoformat() if hasattr(answer, "isoformat") else str(answer)


def _result(trail: Trail) -> Response:
    county = rulebook.catalogue.county(trail.answers["county"])
    assert county is not None  # the question offers counties of the catalogue only
    item = item_of(trail.answers)
    if item is None:
        return public_page("public/no_item.html", trail=trail, nothing=no_item(county))
    advice = advise(current_context(), county, item, trail.answers)
    return public_page("public/advice.html", trail=trail, advice=advice)
