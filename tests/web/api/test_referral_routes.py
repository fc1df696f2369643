"""A hospital's system issues a referral: the page's questions and rules, once a name, for its own hospital alone."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.vocabulary import Channel, FilingStatus
from portal.models import ApiRequest, Filing, db
from portal.services import diagnoses, review, scoping
from tests.access.keyed import NAMED, REFERRAL
from tests.people import acting, person
from tests.web.institutions import Ask, account, key_for

URL = "/api/v1/referrals"
WHO = person(81, "病人")
SOUND: dict[str, Any] = REFERRAL | {"person": REFERRAL["person"] | {"name": WHO.name, "id_number": WHO.id_number}}


def issued(app: Flask) -> list[Filing]:
    """What there is."""
    return list(db.session.scalars(select(Filing)).all())


def test_it_is_the_hospitals_own_sent_in_and_waits_for_its_slip(app: Flask, ask: Ask) -> None:
    answer = ask(URL, SOUND, key_for(app, hospital="tcm", institution="中医院的系统"), headers=NAMED)
    assert answer.status_code == 201
    with app.app_context():
        [filing] = issued(app)
        assert answer.json == {
            "number": filing.number,
            "item": "wenshang.referral",
            "status": "submitted",
            "version": filing.version,
            "submitted_at": "2026-09-14T10:00:00+08:00",
            "decided_at": None,
            "due_on": answer.json["due_on"],
            "begins_on": answer.json["begins_on"],
            "ends_on": answer.json["ends_on"],
        }
        assert (filing.channel, filing.status) == (Channel.HOSPITAL, FilingStatus.SUBMITTED)
        assert (filing.claims.referral.institution, filing.claims.person.name) == ("汶上县中医院", WHO.name)
        assert filing.consent_version is not None


def test_the_same_request_again_makes_one_and_another_body_is_refused(app: Flask, ask: Ask) -> None:
    """Issue: the same idempotency key with another body."""
    key = key_for(app, hospital="tcm")
    first, second = (ask(URL, SOUND, key, headers=NAMED) for _twice in range(2))
    assert (second.status_code, second.json) == (201, first.json)
    other = ask(URL, SOUND | {"treatment_place": "320100"}, key, headers=NAMED)
    assert (other.status_code, other.json["type"]) == (422, "urn:portal:problem:request_key_taken")
    with app.app_context():
        assert len(issued(app)) == 1
        [kept] = db.session.scalars(select(ApiRequest)).all()
        assert WHO.id_number not in kept.body_index


def test_another_key_of_the_hospital_has_names_of_its_own(app: Flask, ask: Ask) -> None:
    """Systems that count meet at once: nobody's patient is answered with another's number."""
    keys = [key_for(app, hospital="tcm") for _two in range(2)]
    first, second = (
        ask(URL, body, key, headers=NAMED) for body, key in zip((SOUND, other_person()), keys, strict=True)
    )
    assert (first.status_code, second.status_code) == (201, 201)
    with app.app_context():
        found = {filing.number: filing.claims.person.name for filing in issued(app)}
        assert len(found) == 2
        assert (
            db.session.query(Filing).filter_by(number=second.json["number"]).one().claims.person.id_number
            == person(82).id_number
        )
    for body, key in ((other_person(), keys[0]), (SOUND, keys[1])):
        taken = ask(URL, body, key, headers=NAMED)
        assert (taken.status_code, taken.json["type"]) == (422, "urn:portal:problem:request_key_taken")


def test_the_same_request_by_a_renewed_key_is_the_same(app: Flask, ask: Ask) -> None:
    first = ask(URL, SOUND, key_for(app, hospital="tcm"), headers=NAMED)
    again = ask(URL, SOUND, key_for(app, hospital="tcm"), headers=NAMED)
    assert (again.status_code, again.json) == (201, first.json)
    others = ask(URL, SOUND, key_for(app, hospital="people"), headers=NAMED)
    assert others.json["number"] != first.json["number"], "another hospital's is its own"


def test_a_name_is_no_form_or_row_of_the_hospitals_pages(app: Flask, ask: Ask) -> None:
    """Whatever a system calls its request, it is never taken for what a page or a spreadsheet began."""
    number = ask(URL, SOUND, key_for(app, hospital="tcm"), headers=NAMED).json["number"]
    with app.app_context():
        assert db.session.query(Filing).filter_by(number=number).one().submission_key is None


def test_a_request_that_was_refused_may_be_mended_under_its_name(app: Flask, ask: Ask) -> None:
    key = key_for(app, hospital="tcm")
    assert ask(URL, SOUND | {"treatment_place": "999999"}, key, headers=NAMED).status_code == 422
    assert ask(URL, SOUND, key, headers=NAMED).status_code == 201


@pytest.mark.parametrize("name", ["", "short", "x" * 65, "a b c d e f g", "名字名字名字名字"])
def test_without_a_name_nothing_is_made(app: Flask, ask: Ask, name: str) -> None:
    sent = {"Idempotency-Key": name.encode().decode("latin-1")} if name else {}
    answer = ask(URL, SOUND, key_for(app, hospital="tcm"), headers=sent)
    assert (answer.status_code, answer.json["type"]) == (422, "urn:portal:problem:request_key_needed")
    with app.app_context():
        assert issued(app) == []


@pytest.mark.parametrize(
    ("part", "key", "value", "detail"),
    [
        ("person", "id_number", WHO.id_number[:17] + "0", "身份证号最后一位不对，请对照证件再看一遍"),
        ("person", "name", "张3", "姓名里不应有数字，请照身份证填写"),
        ("person", "name", None, "请填写参保人姓名，和身份证上一样"),
        ("person", "name", 7, "要写成文字，放在引号里"),
        ("person", "scheme", "other", "请从列出的答案里选一项"),
        ("slip", "condition", "长" * 501, ""),
        ("slip", "agreed", False, "医院同意转诊才能提交，请先打勾"),
        ("slip", "sealed", "yes", "只能写 true（是）或 false（否）"),
        ("referral", "issued_on", "2026-13-01", "没有 2026-13-01 这一天或这个时刻，请核对"),
        ("", "treatment_place", "999999", "请从列出的答案里选一项"),
        ("", "consents", False, "请先告诉对方个人信息怎么用，对方同意了再打勾；不同意就不能办"),
        ("referral", "institution", "别的医院", "这一项不认识，请删掉或改正；这里可以写 issued_on"),
        ("", "caller", {"name": "某"}, ""),
    ],
)
def test_every_fault_has_its_pointer_and_the_pages_own_sentence(
    app: Flask, ask: Ask, part: str, key: str, value: object, detail: str
) -> None:
    body = SOUND | ({part: SOUND[part] | {key: value}} if part else {key: value})
    answer = ask(URL, body, key_for(app, hospital="tcm"), headers=NAMED)
    assert answer.status_code == 422
    found = {each["pointer"]: each["detail"] for each in answer.json["errors"]}
    pointer = f"/{part}/{key}" if part else f"/{key}"
    assert pointer in found
    assert found[pointer] == detail or not detail
    with app.app_context():
        assert issued(app) == []


def test_whoever_is_no_hospital_refers_nobody(app: Flask, ask: Ask) -> None:
    assert ask(URL, SOUND, key_for(app), headers=NAMED).status_code == 403


def test_a_second_one_of_the_same_person_is_refused_as_on_the_page(app: Flask, ask: Ask) -> None:
    key = key_for(app, hospital="tcm")
    ask(URL, SOUND, key, headers=NAMED)
    again = ask(URL, SOUND, key, headers={"Idempotency-Key": "another-request"})
    assert (again.status_code, again.json["type"]) == (409, "urn:portal:problem:already_undecided")


def returned(app: Flask, ask: Ask, key: str) -> tuple[str, int]:
    """A referral whose agency wants its reason in other words; its number and version."""
    number = ask(URL, SOUND, key, headers=NAMED).json["number"]
    with app.app_context():
        clerk = acting(account("clerk"))
        filing = scoping.filing_by_number(clerk.actor, number)
        corrected = review.request_correction(
            clerk, number, filing.version, ["referral_slip"], "请写清楚", questions=("slip.reason",)
        )
        return number, corrected.version


MENDED = {"slip": SOUND["slip"] | {"reason": "本院没有这种设备"}, "referral": SOUND["referral"]}
AGAIN = {"Idempotency-Key": "the-correction"}


def test_what_the_notice_opened_is_answered_and_sent_in_again_once(app: Flask, ask: Ask) -> None:
    key = key_for(app, hospital="tcm")
    number, version = returned(app, ask, key)
    opened = ask(f"/api/v1/filings/{number}", None, key, method="GET").json
    assert "slip.reason" in opened["questions_asked"]
    assert opened["remark"] == "请写清楚"
    body = MENDED | {"version": version, "treatment_place": "310000"}
    body = {path: body[path] for path in body if path == "version" or is_opened(opened["questions_asked"], path)}
    first, second = (ask(f"{URL}/{number}/correction", body, key, headers=AGAIN) for _twice in range(2))
    assert first.status_code == 200, first.text
    assert (first.json["status"], second.json) == ("submitted", first.json)
    with app.app_context():
        [filing] = issued(app)
        assert filing.claims.slip.reason == "本院没有这种设备"
        assert filing.claims.person.name == WHO.name


def test_a_diagnosis_is_corrected_with_its_code(app: Flask, ask: Ask) -> None:
    """A client that sends the name alone leaves no other disease's code behind."""
    key = key_for(app, hospital="tcm")
    with app.app_context():
        listed = [diagnoses.Coded("I25.103", "冠心病"), diagnoses.Coded("C16.900", "胃恶性肿瘤")]
        diagnoses.load(acting(account("tcm")), listed)
    number = ask(URL, SOUND, key, headers=NAMED).json["number"]
    with app.app_context():
        clerk, named = acting(account("clerk")), ("slip.diagnosis_name",)
        filing = scoping.filing_by_number(clerk.actor, number)
        version = review.request_correction(clerk, number, filing.version, [], "和病历不符", questions=named).version
    opened = ask(f"/api/v1/filings/{number}", None, key, method="GET").json["questions_asked"]
    assert {"slip.diagnosis_name", "slip.diagnosis_code"} <= set(opened)
    slip = SOUND["slip"] | {"diagnosis_name": "胃恶性肿瘤"}
    body = {"version": version, "slip": slip, "referral": SOUND["referral"]}
    assert ask(f"{URL}/{number}/correction", body, key, headers=AGAIN).status_code == 200
    with app.app_context():
        assert issued(app)[0].claims.slip.diagnosis_code == "C16.900"


def is_opened(paths: list[str], part: str) -> bool:
    """Whether the notice opens anything of that part."""
    return any(path.partition(".")[0] == part for path in paths)


def test_what_was_not_opened_and_an_overtaken_version_change_nothing(app: Flask, ask: Ask) -> None:
    key = key_for(app, hospital="tcm")
    number, version = returned(app, ask, key)
    foreign = {"version": version, "contact": {"phone": "13900000000"}} | MENDED
    answer = ask(f"{URL}/{number}/correction", foreign, key, headers=AGAIN)
    assert (answer.status_code, "/contact" in {each["pointer"] for each in answer.json["errors"]}) == (422, True)
    with app.app_context():
        assert issued(app)[0].version == version


def test_another_hospitals_and_what_was_not_returned_are_not_mended(app: Flask, ask: Ask) -> None:
    key = key_for(app, hospital="tcm")
    number, version = returned(app, ask, key)
    body = {"version": version} | MENDED
    others = key_for(app, hospital="people")
    assert ask(f"{URL}/{number}/correction", body, others, headers=AGAIN).status_code == 404
    waiting = ask(URL, other_person(), key, headers={"Idempotency-Key": "another-request"}).json["number"]
    answer = ask(f"{URL}/{waiting}/correction", body, key, headers=AGAIN)
    assert (answer.status_code, answer.json["type"]) == (403, "urn:portal:problem:not_in_this_state")


def other_person() -> dict[str, Any]:
    """The same slip for somebody else."""
    who = person(82, "病人")
    return SOUND | {"person": SOUND["person"] | {"name": who.name, "id_number": who.id_number}}
