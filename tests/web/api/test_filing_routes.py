"""A system follows its institution's own filings, a page at a time, and brings what is owed for them."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.web.api import filing_routes
from tests.access.keyed import REFERRAL
from tests.access.seeds import photograph
from tests.people import person
from tests.web.institutions import Ask, cover, key_for
from tests.web.living import LivingPortal

URL = "/api/v1/filings"
SLIP = photograph("navy")[0]


def refer(ask: Ask, key: str, serial: int = 90) -> str:
    """A referral without its slip; its number."""
    who = person(serial, "病人")
    body = REFERRAL | {"person": REFERRAL["person"] | {"name": who.name, "id_number": who.id_number}}
    answer = ask("/api/v1/referrals", body, key, headers={"Idempotency-Key": f"request-{serial}"})
    return str(answer.json["number"])


def test_what_is_owed_is_named_brought_and_owed_no_more(app: Flask, ask: Ask, living: LivingPortal) -> None:
    key = key_for(app, hospital="tcm")
    number = refer(ask, key)
    living.clock.pass_by(timedelta(minutes=1))
    before = ask(f"{URL}/{number}", None, key, method="GET")
    assert (before.status_code, before.json["documents_awaited"]) == (200, ["referral_slip"])
    for _twice in range(2):
        sent = ask(f"{URL}/{number}/documents/referral_slip?sealed=yes", SLIP, key)
        assert sent.status_code == 201, sent.text
        assert (sent.json["kind"], sent.json["pages"]) == ("referral_slip", 1)
    after = ask(f"{URL}/{number}", None, key, method="GET")
    assert after.json["documents_awaited"] == []
    assert person(90, "病人").name not in after.text


@pytest.mark.parametrize(
    ("path", "data", "status", "code"),
    [
        ("referral_slip", b"no picture at all", 422, "unknown_type"),
        ("referral_slip", b"", 422, ""),
        ("no_such_kind", SLIP, 422, "unknown_document_kind"),
        ("referral_slip?sealed=perhaps", SLIP, 422, "sealed_yes_or_no"),
        ("identity", SLIP, 403, "document_not_asked"),
    ],
)
def test_a_document_that_cannot_be_taken_is_refused_with_why(
    app: Flask, ask: Ask, path: str, data: bytes, status: int, code: str
) -> None:
    key = key_for(app, hospital="tcm")
    answer = ask(f"{URL}/{refer(ask, key)}/documents/{path}", data, key)
    assert answer.status_code == status, answer.text
    assert answer.json["detail"]
    assert answer.json["type"] == f"urn:portal:problem:{code}" or not code or code == "unknown_type"


def test_another_hospitals_and_the_agencys_are_like_missing_ones(app: Flask, ask: Ask) -> None:
    """Issue: a key of another hospital."""
    number, others = refer(ask, key_for(app, hospital="tcm")), key_for(app, hospital="people")
    for url in (f"{URL}/{number}", f"{URL}/{cover(app)}", f"{URL}/100000000008"):
        answer = ask(url, None, others, method="GET")
        assert (answer.status_code, answer.json["type"]) == (404, "urn:portal:problem:404")
    assert ask(f"{URL}/{number}/documents/referral_slip", SLIP, others).status_code == 404
    assert ask(URL, None, others, method="GET").json == {"filings": [], "next": None}


def test_pages_lead_to_each_other_and_hold_each_filing_once(
    app: Flask, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing_routes, "PAGE", 2)
    key = key_for(app, hospital="tcm")
    numbers = [refer(ask, key, serial) for serial in range(90, 95)]
    seen, url = [], URL
    while url:
        page = ask(url, None, key, method="GET").json
        seen += [each["number"] for each in page["filings"]]
        url = page["next"]
    assert seen == numbers[::-1]


def test_a_cursor_is_signed_and_of_one_key_alone(app: Flask, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filing_routes, "PAGE", 1)
    key, other = key_for(app, hospital="tcm"), key_for(app, hospital="tcm")
    for serial in (90, 91):
        refer(ask, key, serial)
    url = ask(URL, None, key, method="GET").json["next"]
    assert ask(url, None, key, method="GET").status_code == 200
    for wrong, whose in ((url, other), (f"{url}0", key), (f"{URL}?cursor=1", key), (f"{URL}?cursor=ff.%ff", key)):
        answer = ask(wrong, None, whose, method="GET")
        assert (answer.status_code, answer.json["type"]) == (422, "urn:portal:problem:cursor_unknown")
