"""Each thing a filing can say, described once: where it is kept, what kind of answer it takes, and who is asked it.

Pages, intake, papers and the clerk's screen all read `QUESTIONS`; an item puts those its rules ask for, and those every
filing needs.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.claims import Answer, Claims, answer_at
from portal.domain.item import Item
from portal.domain.vocabulary import KEYED_BY_A_CLERK, Channel, FilingType


class AnswerKind(StrEnum):
    """What an answer is made of."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NAME = "name"
    DAY = "day"
    FLAG = "flag"
    AGREEMENT = "agreement"  # a sentence to agree to: a flag nobody denies
    CHOICE = "choice"
    PLACE = "place"
    HOSPITAL = "hospital"  # one of the county's list, or `NOT_LISTED`
    HOSPITAL_BY_NAME = "hospital_by_name"  # any, looked up in the operator's list where one is loaded
    DIAGNOSIS = "diagnosis"  # in words, looked up in the hospital's own list where it loaded one
    NUMBER = "number"
    ID_NUMBER = "id_number"
    TELEPHONE = "telephone"


class Section(StrEnum):
    """Questions that stand together, in the order of a page."""

    CALLER = "caller"
    PERSON = "person"
    AGENT = "agent"
    STAY = "stay"
    SLIP = "slip"
    REFERRAL = "referral"
    CONTACT = "contact"
    SIGNATURE = "signature"


CITIZEN = frozenset({Channel.ONLINE, Channel.KIOSK})
CLERK = frozenset(KEYED_BY_A_CLERK)
HOSPITAL = frozenset({Channel.HOSPITAL})
BY_TELEPHONE = frozenset({Channel.PHONE})
EVERYBODY = CITIZEN | CLERK | HOSPITAL
"""The channels that ask questions today; one that only comes by an interface joins when it is built."""

Puts = Callable[[Item, Channel], bool]


def _always(_item: Item, _channel: Channel) -> bool:
    return True


def _where_rules_ask(_item: Item, _channel: Channel) -> bool:
    return False


def _for_several_kinds(item: Item, _channel: Channel) -> bool:
    return len(item.kinds) > 1


def _of_a_referral(item: Item, _channel: Channel) -> bool:
    return item.filing_type is FilingType.REFERRAL


def _where_a_hospital_matters(item: Item, channel: Channel) -> bool:
    """No rule reads its name; a clerk who rings it has to know it."""
    return _of_a_referral(item, channel) or "admission.on" in asked_by_checks(item)


def _where_no_admission_begins_it(item: Item, channel: Channel) -> bool:
    """A hospital's slip has its own day; an emergency begins with the admission."""
    return channel not in HOSPITAL and "admission.on" not in asked_by_checks(item)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing a filing can say. `needed_in` are the channels that do not go on without an answer; `also` puts the
    question to an item none of whose rules asks for it; `moot_without` is the path of the flag whose denial leaves
    nothing to answer."""

    path: str
    kind: AnswerKind
    section: Section
    asked_in: frozenset[Channel] = EVERYBODY
    needed_in: frozenset[Channel] = EVERYBODY
    also: Puts = _where_rules_ask
    moot_without: str = ""

    def is_needed(self, channel: Channel) -> bool:
        """Whether nobody goes on there without an answer."""
        return channel in self.needed_in


NOBODY: frozenset[Channel] = frozenset()

QUESTIONS: tuple[Question, ...] = (
    Question("caller.name", AnswerKind.NAME, Section.CALLER, BY_TELEPHONE, also=_always),
    Question("caller.phone", AnswerKind.TELEPHONE, Section.CALLER, BY_TELEPHONE, also=_always),
    Question("caller.relation", AnswerKind.TEXT, Section.CALLER, BY_TELEPHONE, also=_always),
    Question("caller.at", AnswerKind.TEXT, Section.CALLER, BY_TELEPHONE, NOBODY, _always),
    Question("person.name", AnswerKind.NAME, Section.PERSON, also=_always),
    Question("person.id_number", AnswerKind.ID_NUMBER, Section.PERSON, also=_always),
    Question("person.scheme", AnswerKind.CHOICE, Section.PERSON, also=_always),
    Question("person.insured_place", AnswerKind.PLACE, Section.PERSON, also=_always),
    Question("person.kind", AnswerKind.CHOICE, Section.PERSON, also=_for_several_kinds),
    Question("person.retired", AnswerKind.FLAG, Section.PERSON),
    Question("household_moved", AnswerKind.FLAG, Section.PERSON),
    Question("agent.name", AnswerKind.NAME, Section.AGENT, CITIZEN | CLERK, also=_always),
    Question("agent.id_number", AnswerKind.ID_NUMBER, Section.AGENT, CITIZEN | CLERK, also=_always),
    Question("agent.phone", AnswerKind.TELEPHONE, Section.AGENT, CITIZEN | CLERK, also=_always),
    Question("agent.relation", AnswerKind.TEXT, Section.AGENT, CITIZEN | CLERK, also=_always),
    Question("contact.phone", AnswerKind.TELEPHONE, Section.CONTACT, needed_in=EVERYBODY - BY_TELEPHONE, also=_always),
    Question("contact.name", AnswerKind.NAME, Section.CONTACT, HOSPITAL, NOBODY, _always),
    Question("contact.address", AnswerKind.TEXT, Section.CONTACT, needed_in=NOBODY, also=_always),
    Question("slip.diagnosis_name", AnswerKind.DIAGNOSIS, Section.SLIP, HOSPITAL, also=_always),
    Question("slip.diagnosis_code", AnswerKind.TEXT, Section.SLIP, HOSPITAL, NOBODY, _always),
    Question("slip.condition", AnswerKind.LONG_TEXT, Section.SLIP, HOSPITAL, also=_always),
    Question("slip.reason", AnswerKind.LONG_TEXT, Section.SLIP, HOSPITAL, also=_always),
    Question("slip.opinion", AnswerKind.LONG_TEXT, Section.SLIP, HOSPITAL, NOBODY, _always),
    Question("treatment_place", AnswerKind.PLACE, Section.STAY, also=_always),
    Question("begins_on", AnswerKind.DAY, Section.STAY, needed_in=NOBODY, also=_where_no_admission_begins_it),
    Question("stay_months", AnswerKind.NUMBER, Section.STAY, needed_in=NOBODY),
    Question("stay_days", AnswerKind.NUMBER, Section.STAY, needed_in=NOBODY),
    Question("hospital", AnswerKind.HOSPITAL_BY_NAME, Section.STAY, needed_in=NOBODY, also=_where_a_hospital_matters),
    Question("admission.on", AnswerKind.DAY, Section.STAY, moot_without="admission.inpatient"),
    Question("admission.emergency", AnswerKind.FLAG, Section.STAY),
    # a hospital that refers somebody admits nobody: its slip does not say whether the other hospital will
    Question("admission.inpatient", AnswerKind.FLAG, Section.STAY, CITIZEN | CLERK),
    Question("admission.networked", AnswerKind.FLAG, Section.STAY, needed_in=NOBODY),
    Question("admission.discharged_on", AnswerKind.DAY, Section.STAY, needed_in=NOBODY),
    # the hospital that issues a referral is its account's, never typed
    Question("referral.institution", AnswerKind.HOSPITAL, Section.REFERRAL, CITIZEN | CLERK, CITIZEN),
    Question("referral.issued_on", AnswerKind.DAY, Section.REFERRAL, EVERYBODY, CITIZEN | HOSPITAL, _of_a_referral),
    Question("slip.doctor", AnswerKind.NAME, Section.REFERRAL, HOSPITAL, also=_always),
    Question("slip.chief", AnswerKind.NAME, Section.REFERRAL, HOSPITAL, also=_always),
    Question("slip.sealed", AnswerKind.FLAG, Section.REFERRAL, HOSPITAL, also=_always),
    Question("slip.agreed", AnswerKind.AGREEMENT, Section.SIGNATURE, HOSPITAL, also=_always),
    Question("declaration.signed_name", AnswerKind.NAME, Section.SIGNATURE, CITIZEN, also=_always),
)
"""Everything a filing can say, in the order of a page."""

_BY_PATH = {question.path: question for question in QUESTIONS}


def question_at(path: str) -> Question:
    """The question whose answer is kept at that key path; raises `KeyError` where there is none."""
    return _BY_PATH[path]


def asked_by_checks(item: Item) -> frozenset[str]:
    """The key paths the item's conditions ask for, whichever reading of the guide holds."""
    readings = (reading for condition in item.conditions for reading in condition.readings)
    return frozenset(path for reading in readings for path in reading.check.asks)


def asked_by_rules(item: Item) -> frozenset[str]:
    """The key paths the item's conditions ask for, and those its periods are counted from."""
    anchors = (anchor.asks for anchor, _citation in item.anchors)
    return asked_by_checks(item) | {path for path in anchors if path is not None}


def questions_of(item: Item, channel: Channel) -> tuple[Question, ...]:
    """The questions this item puts to whoever files through that channel, in the order of a page."""
    needed = asked_by_rules(item)
    return tuple(
        question
        for question in QUESTIONS
        if channel in question.asked_in and (question.path in needed or question.also(item, channel))
    )


def unanswered(item: Item, channel: Channel, sections: Collection[Section], claims: Claims) -> tuple[Question, ...]:
    """Those of these sections that have to be answered there and are not; none that a denial leaves empty."""
    return tuple(
        question
        for question in questions_of(item, channel)
        if question.section in sections and question.is_needed(channel) and answer_at(claims, question.path) is None
        if not (question.moot_without and answer_at(claims, question.moot_without) is False)
    )


def answers_of_item(item: Item, sections: Collection[Section]) -> dict[str, Answer]:
    """What need not be asked in these sections, for the item is for one kind of person."""
    return {"person.kind": item.kinds[0]} if Section.PERSON in sections and len(item.kinds) == 1 else {}


def nobody_is_asked(item: Item, path: str) -> bool:
    """Whether none of the item's channels asks what one of its rules needs."""
    question = _BY_PATH.get(path)
    return question is None or not any(channel in question.asked_in for channel in item.open_channels)
