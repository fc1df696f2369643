"""A diagnosis is found by an index: the country's list has over 30,000, and an import asks once or twice a row. What it
names brings its code, and never keeps another disease's."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.claims import SlipClaim
from portal.domain.errors import Invalid
from portal.services import diagnoses
from portal.services.diagnoses import Coded
from tests.people import acting, hospital_staff
from tests.statements import plan_of

ENTRIES = [
    Coded("I25.100", "动脉硬化性心脏病"),
    Coded("I25.103", "冠心病"),
    Coded("C16.900", "胃恶性肿瘤"),
    Coded("E11.201+N08.3*", "2型糖尿病性肾病"),
    Coded("B15.900", "甲型肝炎"),
    Coded("E51.900", "维生素B1缺乏病"),
    Coded("J18.900", "肺炎"),
    Coded("J18.901", "肺炎"),
]
BY_CODE = "INDEX sqlite_autoindex_diagnoses_1 (hospital_id=? AND code"
BY_NAME = "COVERING INDEX ix_diagnoses_name (hospital_id=?"
PLANS: dict[str, tuple[Callable[[int], object], str]] = {
    "by its name": (lambda hospital: diagnoses.named(hospital, "冠心病"), f"{BY_NAME} AND name=?)"),
    "no such name": (lambda hospital: diagnoses.named(hospital, "没有的病"), f"{BY_NAME} AND name=?)"),
    "by its code": (lambda hospital: diagnoses.named(hospital, "i25.103"), f"{BY_CODE}=?)"),
    "by code and name": (lambda hospital: diagnoses.named(hospital, "I25.103 冠心病"), f"{BY_CODE}=?)"),
    "words, a keystroke": (lambda hospital: diagnoses.search(hospital, "心"), f"{BY_NAME})"),
}


@pytest.fixture
def hospital(services: Flask) -> Context:
    ctx = acting(hospital_staff("tcm"))
    diagnoses.load(ctx, ENTRIES)
    return ctx


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", PLANS)
def test_it_is_found_by_an_index(hospital: Context, name: str) -> None:
    found, index = PLANS[name]
    assert index in plan_of(lambda: found(hospital.actor.hospital_id))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_beginning_of_a_code_reads_no_others(hospital: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnoses, "MOST_FOUND", 2)
    plan = plan_of(lambda: diagnoses.search(hospital.actor.hospital_id, "i25"))
    assert f"{BY_CODE}>? AND code<?)" in plan


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("i25", ["I25.103", "I25.100"]),
        ("i25.", ["I25.103", "I25.100"]),
        ("I25.100", ["I25.100"]),
        ("I25.100 动脉", ["I25.100"]),
        ("e11.201＋n08", ["E11.201+N08.3*"]),
        ("B1", ["B15.900", "E51.900"]),
        ("2型", ["E11.201+N08.3*"]),
        ("心 动脉", ["I25.100"]),
        ("没有", []),
    ],
)
def test_codes_that_begin_so_come_before_names_with_the_words(hospital: Context, words: str, codes: list[str]) -> None:
    assert [each.code for each in diagnoses.search(hospital.actor.hospital_id, words)] == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("冠心病", "I25.103"),
        ("c16.900", "C16.900"),
        ("C16.900 胃恶性肿瘤", "C16.900"),
        ("C16.900 冠心病", None),
        ("E11.201† N08.3＊", "E11.201+N08.3*"),
        ("肺炎", None),
        ("J18.901 肺炎", "J18.901"),
        ("", None),
    ],
)
def test_one_entry_is_named_by_code_by_both_or_by_a_name_that_is_its_alone(
    hospital: Context, text: str, code: str | None
) -> None:
    found = diagnoses.named(hospital.actor.hospital_id, text)
    assert (found.code if found else None) == code


HEART, STOMACH = SlipClaim(diagnosis_name="冠心病", diagnosis_code="I25.103"), "胃恶性肿瘤"


def slip(name: str, code: str | None) -> SlipClaim:
    return SlipClaim(diagnosis_name=name, diagnosis_code=code)


@pytest.mark.parametrize(
    ("before", "stated", "kept"),
    [
        (SlipClaim(), slip("冠心病", None), HEART),
        (SlipClaim(), slip("冠心病", "i25.103"), HEART),
        (SlipClaim(), slip("别的心脏病", "I25.103"), slip("别的心脏病", "I25.103")),
        (SlipClaim(), slip("肺炎", "J18.901"), slip("肺炎", "J18.901")),
        (HEART, slip(STOMACH, "I25.103"), slip(STOMACH, "C16.900")),
        (HEART, slip("C16.900", "I25.103"), slip(STOMACH, "C16.900")),
        (HEART, slip("别的病", "I25.103"), slip("别的病", None)),
        (HEART, slip("别的病", "I25.100"), slip("别的病", "I25.100")),
        (slip("冠心病", "I25.100"), slip("冠心病", "I25.100"), HEART),  # before its hospital had a list
        (slip("别的病", "I25.103"), slip("别的病", "I25.103"), slip("别的病", "I25.103")),
    ],
)
def test_a_code_that_stood_there_gives_way_to_that_of_what_is_named(
    hospital: Context, before: SlipClaim, stated: SlipClaim, kept: SlipClaim
) -> None:
    assert diagnoses.listed(hospital.actor.hospital_id, stated, before) == kept


@pytest.mark.parametrize("before", [SlipClaim(), HEART])
def test_a_code_written_now_that_is_another_diseases_is_refused_by_both_names(
    hospital: Context, before: SlipClaim
) -> None:
    with pytest.raises(Invalid) as refused:
        diagnoses.listed(hospital.actor.hospital_id, slip(STOMACH, "i25.100"), before)
    assert (refused.value.code, refused.value.field) == ("diagnoses_differ", "slip.diagnosis_code")
    assert refused.value.values == {"named": STOMACH, "diagnosis": "I25.100", "listed": "动脉硬化性心脏病"}


def test_what_a_notice_opened_is_answered_with_name_and_code_together(hospital: Context) -> None:
    answers = {"slip.diagnosis_name": STOMACH, "slip.reason": "本院不能做"}
    found = diagnoses.listed_answers(hospital.actor.hospital_id, answers, HEART)
    assert found == {**answers, "slip.diagnosis_code": "C16.900"}
    assert diagnoses.listed_answers(hospital.actor.hospital_id, {"slip.reason": "a"}, HEART) == {"slip.reason": "a"}
