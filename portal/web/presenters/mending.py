"""What was typed anew, as lines of a history: before and after, masked, and on whose word."""

from portal.domain.claims import Answer, answer_at
from portal.domain.identity import masked_phone
from portal.domain.mending import Informant, Mending
from portal.domain.questions import AnswerKind, Question, question_at
from portal.services.rulebook import rulebook
from portal.web.dates import day
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.language import language
from portal.wording.answers import answer_text
from portal.wording.opening import question_name


def changes(mending: Mending | None) -> tuple[str, ...]:
    """One line a question, then who said so where it was not the filer's own act."""
    if mending is None:
        return ()
    lines = tuple(_change(mending, path) for path in mending.paths)
    return (*lines, on_whose_word(mending.informant)) if mending.informant else lines


def on_whose_word(informant: Informant | None) -> str:
    """Who said it, how and when; empty where nobody else than its writer did."""
    if informant is None:
        return ""
    who = _("%(name)s（%(relation)s）", name=informant.name, relation=informant.relation)
    return str(_("是%(who)s说的，%(channel)s，%(at)s", who=who, channel=label(informant.channel), at=informant.at))


def _change(mending: Mending, path: str) -> str:
    question = question_at(path)
    before, after = answer_at(mending.before, path), answer_at(mending.after, path)
    return _(
        "%(what)s：%(before)s → %(after)s",
        what=question_name(path, language()),
        before=_masked(question, before),
        after=_masked(question, after) + _how_many(question, before, after),
    )


def _masked(question: Question, answer: Answer) -> str:
    text = answer_text(question, answer, language(), rulebook.place_name, day)
    if question.kind is AnswerKind.TELEPHONE and text:
        return masked_phone(text)
    return text or str(_("（空）"))


def _how_many(question: Question, before: Answer, after: Answer) -> str:
    """Two numbers often look alike behind their masks."""
    if question.kind not in (AnswerKind.ID_NUMBER, AnswerKind.TELEPHONE) or not (before and after):
        return ""
    pairs = zip(str(before), str(after), strict=False)
    count = sum(one != other for one, other in pairs) + abs(len(str(before)) - len(str(after)))
    return str(_("（有 %(count)s 位不同）", count=count))
