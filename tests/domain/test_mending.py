"""What a notice opens can change, and nothing else can; every change is written down as it was and as it is."""

from datetime import date
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from portal.catalogue.repository import Catalogue
from portal.domain.attestation import IDENTITY
from portal.domain.claims import Answer, Claims, answer_at, laid_over, with_answer
from portal.domain.errors import NotAllowed
from portal.domain.mending import (
    INSURANCE,
    WHO_CAME,
    Informant,
    along_with,
    carried_by,
    mendable,
    mended,
    mending,
    openable,
    unsettled,
)
from portal.domain.questions import QUESTIONS, AnswerKind, Section
from portal.domain.vocabulary import Channel, FilingType, Scheme

ITEMS = {item.id: item for item in Catalogue.load().items()}
EMERGENCY, REFERRAL = ITEMS["wenshang.emergency"], ITEMS["wenshang.referral"]
PATHS = [question.path for question in QUESTIONS]
CHOICES = {"person.scheme": some.sampled_from(Scheme), "person.kind": some.sampled_from(FilingType)}
ANSWERS: dict[AnswerKind, some.SearchStrategy[Answer]] = {
    AnswerKind.DAY: some.dates(date(1950, 1, 1), date(2050, 12, 31)),
    AnswerKind.FLAG: some.booleans(),
    AnswerKind.AGREEMENT: some.just(True),
    AnswerKind.NUMBER: some.integers(0, 400),
}


def an_answer(path: str) -> some.SearchStrategy[Answer]:
    """Something that question can be answered, or nothing."""
    question = next(question for question in QUESTIONS if question.path == path)
    return some.none() | CHOICES.get(path, ANSWERS.get(question.kind, some.text(max_size=8)))


SOME_ANSWERS = some.sets(some.sampled_from(PATHS)).flatmap(
    lambda paths: some.fixed_dictionaries({path: an_answer(path) for path in sorted(paths)})
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(claimed=SOME_ANSWERS, answers=SOME_ANSWERS, open_paths=some.sets(some.sampled_from(PATHS)))
def test_exactly_what_is_open_can_change(
    claimed: dict[str, Answer], answers: dict[str, Answer], open_paths: set[str]
) -> None:
    before = laid_over(Claims(), claimed)
    allowed = {path: answer for path, answer in answers.items() if path in open_paths}
    after = mended(before, allowed, open_paths)
    assert [answer_at(after, path) for path in PATHS] == [
        allowed[path] if path in allowed else answer_at(before, path) for path in PATHS
    ]
    if foreign := answers.keys() - open_paths:
        with pytest.raises(NotAllowed) as refused:
            mended(before, answers, open_paths)
        assert set(refused.value.values["questions"]) == foreign


@settings(max_examples=150, deadline=None, derandomize=True)
@given(claimed=SOME_ANSWERS, answers=SOME_ANSWERS)
def test_what_was_changed_leads_there_and_back(claimed: dict[str, Answer], answers: dict[str, Answer]) -> None:
    before = laid_over(Claims(), claimed)
    after = laid_over(before, answers)
    done = mending(before, after)
    if done is None:
        assert before == after
        return
    assert done.paths == tuple(path for path in PATHS if answer_at(before, path) != answer_at(after, path))
    assert _with(before, done.after, done.paths) == after
    assert _with(after, done.before, done.paths) == before
    assert _with(done.before, Claims(), done.paths) == _with(done.after, Claims(), done.paths) == Claims()


def _with(claims: Claims, other: Claims, paths: tuple[str, ...]) -> Claims:
    return reduce(lambda stated, path: with_answer(stated, path, answer_at(other, path)), paths, claims)


def test_every_question_of_an_item_can_be_opened_but_a_signature() -> None:
    for channel in (Channel.ONLINE, Channel.PHONE, Channel.WINDOW, Channel.FAX, Channel.HOSPITAL):
        sections = {question.section for question in openable(REFERRAL, channel)}
        assert Section.SIGNATURE not in sections
        assert sections >= {Section.PERSON, Section.STAY, Section.CONTACT}
    assert "caller.phone" in {question.path for question in openable(EMERGENCY, Channel.PHONE)}


def test_what_a_clerk_compared_and_looked_up_rests_on_these_answers() -> None:
    assert {"person.name", "person.id_number"} == IDENTITY
    assert IDENTITY | {"person.scheme", "person.insured_place", "person.retired"} == INSURANCE
    assert IDENTITY | {"agent.name", "agent.id_number"} == WHO_CAME
    assert set(PATHS) >= INSURANCE | WHO_CAME


def test_a_slip_that_comes_anew_brings_its_own_dates() -> None:
    assert carried_by(["referral_slip"], REFERRAL, Channel.ONLINE) == ("referral.institution", "referral.issued_on")
    of_hospital = carried_by(["referral_slip"], REFERRAL, Channel.HOSPITAL)
    assert {"slip.diagnosis_name", "referral.issued_on", "slip.agreed"} <= set(of_hospital)
    assert carried_by(["identity"], REFERRAL, Channel.HOSPITAL) == ()


def test_a_clerk_never_edits_a_hospitals_slip() -> None:
    paths = [question.path for question in mendable(REFERRAL, Channel.HOSPITAL)]
    assert paths == ["contact.phone", "contact.name", "contact.address"]
    assert mendable(REFERRAL, Channel.PHONE) == openable(REFERRAL, Channel.PHONE)


def test_a_question_waits_until_somebody_answers_it_or_looks_again() -> None:
    claimed = laid_over(Claims(), {"treatment_place": "310000", "referral.issued_on": date(2026, 9, 1)})
    named = ["treatment_place", "contact.phone", "referral.issued_on", "slip.agreed"]
    assert unsettled(named, ["referral.issued_on"], [], claimed) == ["treatment_place", "contact.phone"]
    assert unsettled(named, ["referral.issued_on"], ["treatment_place"], claimed) == ["contact.phone"]


def test_whoever_answers_what_was_not_opened_is_told_which() -> None:
    with pytest.raises(NotAllowed) as refused:
        mended(Claims(), {"person.name": "孔测试", "hospital": "某医院"}, ["hospital"])
    assert (refused.value.code, refused.value.values) == ("not_opened", {"questions": ("person.name",)})


def test_a_change_says_on_whose_word_it_was_made() -> None:
    daughter = Informant("吴测试", "女儿", Channel.PHONE, "2026-09-14 10:05")
    after = with_answer(Claims(), "hospital", "某医院")
    by_telephone, by_the_filer = mending(Claims(), after, daughter), mending(Claims(), after)
    assert by_telephone is not None
    assert (by_telephone.paths, by_telephone.informant) == (("hospital",), daughter)
    assert by_the_filer is not None
    assert by_the_filer.informant is None


@pytest.mark.parametrize(
    ("paths", "along"),
    [
        ([], ()),
        (["hospital"], ()),
        (["hospital", "slip.diagnosis_name"], ("slip.diagnosis_code",)),
        (["slip.diagnosis_code"], ("slip.diagnosis_name",)),
        (["slip.diagnosis_code", "slip.diagnosis_name"], ()),
    ],
)
def test_one_half_of_a_diagnosis_is_never_opened_alone(paths: list[str], along: tuple[str, ...]) -> None:
    assert along_with(paths) == along
