"""An institution's system files for somebody who came to it: a clerk's questions and command, no word proven."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.vocabulary import Channel, FilingStatus
from portal.models import Filing, User, db
from portal.services import api_keys, claims, intake, review, scoping
from tests.access.keyed import FILED, NAMED
from tests.access.seeds import photograph
from tests.people import acting, long_stay, person
from tests.web.institutions import Ask, account, key_for
from tests.web.living import signed_in

URL = "/api/v1/filings"
WHO = person(83, "来人")
SOUND: dict[str, Any] = FILED | {"person": FILED["person"] | {"name": WHO.name, "id_number": WHO.id_number}}
AGENT = {"name": "代办人", "id_number": person(84).id_number, "phone": "13800000084", "relation": "女儿"}


def filed(app: Flask) -> list[Filing]:
    """What there is."""
    return list(db.session.scalars(select(Filing)).all())


def test_it_is_sent_in_by_the_channel_the_person_came_by_and_stands_on_nobodys_proof(app: Flask, ask: Ask) -> None:
    answer = ask(URL, SOUND, key_for(app, institution="某镇便民服务中心"), headers=NAMED)
    assert answer.status_code == 201, answer.text
    with app.app_context():
        [filing] = filed(app)
        assert (answer.json["number"], answer.json["item"]) == (filing.number, "wenshang.long-term")
        assert (filing.channel, filing.status) == (Channel.WINDOW, FilingStatus.SUBMITTED)
        assert (filing.claims.person.name, filing.applicant_id) == (WHO.name, None)
        assert filing.proven_at is None, "no clerk saw who came"
        assert filing.claimed_by == f"institution:{filing.institution_id}"
        assert filing.consent_version is not None


def test_the_same_request_again_makes_one_and_another_body_is_refused(app: Flask, ask: Ask) -> None:
    key = key_for(app)
    first, second = (ask(URL, SOUND, key, headers=NAMED) for _twice in range(2))
    assert (second.status_code, second.json) == (201, first.json)
    other = ask(URL, SOUND | {"treatment_place": "320100"}, key, headers=NAMED)
    assert (other.status_code, other.json["type"]) == (422, "urn:portal:problem:request_key_taken")
    with app.app_context():
        assert len(filed(app)) == 1


def test_what_the_agency_has_of_the_same_person_is_not_betrayed(app: Flask, ask: Ask) -> None:
    """An institution is nobody's clerk: that another one is undecided is the clerks' to see."""
    with app.app_context():
        intake.enter(acting(account("clerk"), Channel.WINDOW), "wenshang.long-term", long_stay(WHO), "a-key")
    key = key_for(app)
    assert ask(URL, SOUND, key, headers=NAMED).status_code == 201
    again = ask(URL, SOUND, key, headers={"Idempotency-Key": "another-request"})
    assert (again.status_code, again.json["type"]) == (409, "urn:portal:problem:already_undecided")


def test_an_agent_is_said_whole_or_not_at_all(app: Flask, ask: Ask) -> None:
    key = key_for(app)
    half = ask(URL, SOUND | {"agent": {"name": "代办人"}}, key, headers=NAMED)
    assert {each["pointer"] for each in half.json["errors"]} == {"/agent/id_number", "/agent/phone", "/agent/relation"}
    assert ask(URL, SOUND | {"agent": AGENT}, key, headers=NAMED).status_code == 201


@pytest.mark.parametrize(
    ("change", "status", "blamed"),
    [
        ({"item": "fushun.referral"}, 422, "/item"),
        ({"item": "wenshang.nothing"}, 422, "/item"),
        ({"item": None}, 422, "/item"),
        ({"channel": "carrier-pigeon"}, 422, "/channel"),
        ({"channel": "online"}, 403, "channel_not_offered"),
        ({"channel": "fax"}, 403, "channel_not_offered"),
        ({"consents": False}, 422, "/consents"),
        ({"caller": {"name": "某"}}, 422, "/caller"),
        ({"treatment_place": "999999"}, 422, "/treatment_place"),
    ],
)
def test_what_cannot_be_filed_is_refused_with_why(
    app: Flask, ask: Ask, change: dict[str, Any], status: int, blamed: str
) -> None:
    answer = ask(URL, SOUND | change, key_for(app), headers=NAMED)
    assert answer.status_code == status, answer.text
    pointers = [each["pointer"] for each in answer.json.get("errors", ())]
    assert blamed in pointers or answer.json["type"].endswith(blamed)
    assert answer.json["detail"]
    with app.app_context():
        assert filed(app) == []


def test_its_documents_bring_it_back_and_another_institution_sees_nothing_of_it(app: Flask, ask: Ask) -> None:
    key, others = key_for(app), key_for(app)
    number = ask(URL, SOUND, key, headers=NAMED).json["number"]
    assert ask(f"{URL}/{number}", None, key, method="GET").json["documents_awaited"] == ["residence_proof"]
    with app.app_context():
        clerk = acting(account("clerk"))
        filing = scoping.filing_by_number(clerk.actor, number)
        review.request_correction(clerk, number, filing.version, ["residence_proof"])
    page = f"{URL}/{number}/documents/residence_proof"
    assert ask(page, photograph("navy")[0], others).status_code == 403
    assert ask(f"{URL}/{number}", None, others, method="GET").status_code == 404
    assert ask(URL, None, others, method="GET").json["filings"] == []
    for _twice in range(2):
        assert ask(page, photograph("navy")[0], key).status_code == 201
    after = ask(f"{URL}/{number}", None, key, method="GET").json
    assert (after["status"], after["documents_awaited"]) == ("submitted", [])
    with app.app_context():
        [document] = [each for each in claims.live_documents(filed(app)[0]) if each.storage_key]
        assert db.session.get_one(User, document.added_by_id).is_of_a_key


def test_its_history_says_that_a_system_sent_it_in_and_no_clerk(app: Flask, ask: Ask) -> None:
    number = ask(URL, SOUND, key_for(app, institution="某镇便民服务中心"), headers=NAMED).json["number"]
    shown = signed_in(app, "clerk").get(f"/clerk/filings/{number}").text
    assert "某镇便民服务中心（系统对接）" in shown
    assert "某镇便民服务中心（经办人" not in shown


def test_what_an_institution_filed_outlives_its_key(app: Flask, ask: Ask) -> None:
    """Issue: expiring, revocable. A renewed one follows it, brings its documents, and files nobody a second time."""
    institution = "某镇便民服务中心"
    old = key_for(app, institution=institution)
    number = ask(URL, SOUND, old, headers=NAMED).json["number"]
    with app.app_context():
        boss = acting(account("boss"))
        [key] = api_keys.of_county(boss)
        api_keys.revoke(boss, key.uid)
    assert ask(URL, None, old, method="GET").status_code == 401
    new = key_for(app, institution=institution)
    assert [each["number"] for each in ask(URL, None, new, method="GET").json["filings"]] == [number]
    assert ask(f"{URL}/{number}", None, new, method="GET").json["documents_awaited"] == ["residence_proof"]
    page = f"{URL}/{number}/documents/residence_proof"
    assert ask(page, photograph("navy")[0], new).status_code == 201
    again = ask(URL, SOUND, new, headers=NAMED)
    assert (again.status_code, again.json["number"]) == (201, number), "the same request is the same"
    under_another_name = ask(URL, SOUND, new, headers={"Idempotency-Key": "another-request"})
    assert (under_another_name.status_code, under_another_name.json["type"]) == (
        409,
        "urn:portal:problem:already_undecided",
    )
    others = person(85, "别人")
    body = SOUND | {"person": SOUND["person"] | {"name": others.name, "id_number": others.id_number}}
    assert ask(URL, body, new, headers=NAMED).json["number"] != number, "a name of the old key is free for the new one"


def test_a_hospital_of_the_list_files_nothing_but_its_referrals(app: Flask, ask: Ask) -> None:
    assert ask(URL, SOUND, key_for(app, hospital="tcm"), headers=NAMED).status_code == 403
