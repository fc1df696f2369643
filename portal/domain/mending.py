"""Mending what was typed: what a notice can open, what may change, and how a change is written down."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from portal.domain.attestation import IDENTITY, TYPED_FROM
from portal.domain.claims import Answers, Claims, answer_at, laid_over
from portal.domain.errors import NotAllowed
from portal.domain.item import Item
from portal.domain.questions import QUESTIONS, Question, Section, question_at, questions_of
from portal.domain.vocabulary import Channel

WHO_CAME = IDENTITY | {"agent.name", "agent.id_number"}
"""Whom a clerk compared with the cards; changed, they have to be compared again."""

INSURANCE = IDENTITY | {"person.scheme", "person.insured_place", "person.retired"}
"""What a clerk looked up in the insurance system; changed, it has to be looked up again."""

DIAGNOSIS = ("slip.diagnosis_name", "slip.diagnosis_code")
"""One thing in two answers: where one of them is opened, the other would be another disease's."""


@dataclass(frozen=True, slots=True)
class Informant:
    """On whose word a clerk changed something: who said so, how, and when, as the clerk wrote it down."""

    name: str
    relation: str
    channel: Channel
    at: str


@dataclass(frozen=True, slots=True)
class Mending:
    """Which answers were changed, as they were and as they are; without an informant the filer did it."""

    paths: tuple[str, ...]
    before: Claims
    after: Claims
    informant: Informant | None = None


def openable(item: Item, channel: Channel) -> tuple[Question, ...]:
    """What a notice can open: every question of the item; a signature stands under what was signed."""
    return tuple(question for question in questions_of(item, channel) if question.section is not Section.SIGNATURE)


def carried_by(kinds: Collection[str], item: Item, channel: Channel) -> tuple[str, ...]:
    """The key paths of what stands on these documents; a hospital agrees again to the slip it writes again."""
    sections = [section for kind in kinds for section in TYPED_FROM.get(kind, ())]
    signed = [Section.SIGNATURE] if sections and channel is Channel.HOSPITAL else []
    return tuple(question.path for question in questions_of(item, channel) if question.section in (*sections, *signed))


def along_with(paths: Collection[str]) -> tuple[str, ...]:
    """What is opened along with these key paths."""
    return tuple(path for path in DIAGNOSIS if path not in paths) if not set(DIAGNOSIS).isdisjoint(paths) else ()


def mendable(item: Item, channel: Channel) -> tuple[Question, ...]:
    """What a clerk may change on somebody's word; of a hospital's referral only how to reach the person."""
    questions = openable(item, channel)
    if channel is not Channel.HOSPITAL:
        return questions
    return tuple(question for question in questions if question.section is Section.CONTACT)


def mended(claims: Claims, answers: Answers, open_paths: Collection[str]) -> Claims:
    """The claims with these answers laid over them; raises `NotAllowed("not_opened")` for any that is not open."""
    if foreign := tuple(path for path in answers if path not in open_paths):
        raise NotAllowed("not_opened", questions=foreign)
    return laid_over(claims, answers)


def mending(before: Claims, after: Claims, informant: Informant | None = None) -> Mending | None:
    """What was changed; None where nothing was."""
    paths = changed(before, after)
    if not paths:
        return None
    return Mending(paths, _only(paths, before), _only(paths, after), informant)


def changed(before: Claims, after: Claims) -> tuple[str, ...]:
    """The key paths of what the one says otherwise than the other."""
    paths = (question.path for question in QUESTIONS)
    return tuple(path for path in paths if answer_at(before, path) != answer_at(after, path))


def _only(paths: Iterable[str], claims: Claims) -> Claims:
    return laid_over(Claims(), {path: answer_at(claims, path) for path in paths})


def unsettled(
    questions: Iterable[str], carried: Collection[str], changed: Collection[str], claims: Claims
) -> list[str]:
    """Which questions of a notice still wait: nobody answered them, or nobody looked at the answer again."""
    return [
        path
        for path in questions
        if path not in changed and (path not in carried or answer_at(claims, path) is None) and _is_statement(path)
    ]


def _is_statement(path: str) -> bool:
    return question_at(path).section is not Section.SIGNATURE
