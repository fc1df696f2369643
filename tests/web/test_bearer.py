"""Only an institution's key opens the interface, and only in its header; a browser's session counts for nothing."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.portal_events import PortalEventKind
from portal.models import ApiKey, PortalEvent, db
from portal.services import api_keys
from portal.services.throttling import Ration
from portal.web import bearer
from tests.people import acting
from tests.web.institutions import Ask, account, key_for, system_of, with_people
from tests.web.living import LivingPortal, signed_in


@pytest.fixture
def app(living: LivingPortal) -> Flask:
    """The portal with its people."""
    return with_people(living)


@pytest.fixture
def ask(app: Flask) -> Ask:
    """Some institution's system."""
    return system_of(app)


URL = "/api/v1/in-force"
NO_KEYS = (
    "",
    "Bearer",
    "Basic {key}",
    "Bearer {key}A",
    "Bearer {other}",
    "Bearer {key} {key}",
    "Bearer portal_{prefix}_{filler}",
    "{key}",
    "Bearer \xff",
)


@pytest.mark.parametrize("written", NO_KEYS)
def test_whatever_is_no_key_is_answered_alike(app: Flask, ask: Ask, written: str) -> None:
    key = key_for(app)
    header = written.format(key=key, other=key.upper(), prefix=key[7:19], filler="A" * 43)
    answer = ask(URL, {}, headers={"Authorization": header} if header else {})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json == {
        "type": "urn:portal:problem:401",
        "title": "密钥不能用",
        "status": 401,
        "detail": "请求里没有密钥，或者密钥不对、过期了、作废了。"
        "请把完整的密钥写进 Authorization 头：Bearer 加一个空格加密钥；没有密钥请找经办机构的主管。",
    }


def test_a_wrong_or_revoked_key_is_written_down_with_whose_it_names_and_no_word_of_it(app: Flask, ask: Ask) -> None:
    key = key_for(app)
    with app.app_context():
        boss = acting(account("boss"))
        api_keys.revoke(boss, api_keys.of_county(boss)[0].uid)
        [revoked], before = db.session.query(ApiKey), db.session.query(PortalEvent).count()
    for shown in (key, f"portal_{key[7:19]}_{'A' * 43}", f"portal_{'0' * 12}_{'A' * 43}"):
        assert ask(URL, {}, shown).status_code == 401
    with app.app_context():
        seen = db.session.query(PortalEvent).order_by(PortalEvent.id)[before:]
        assert [(each.kind, each.account_id) for each in seen] == [
            (PortalEventKind.SIGN_IN_FAILED, revoked.user_id),
            (PortalEventKind.SIGN_IN_FAILED, revoked.user_id),
            (PortalEventKind.UNKNOWN_NAMES_TRIED, None),
        ]
        assert key[-43:] not in repr([each.detail for each in seen])


def test_a_key_ends_with_its_last_day_and_at_once_where_it_is_revoked(
    app: Flask, ask: Ask, living: LivingPortal
) -> None:
    """Issue: an expired key."""
    short, other = key_for(app, days=1), key_for(app)
    living.clock.pass_by(timedelta(days=1))
    assert ask(URL, {}, short).status_code == 422
    living.clock.pass_by(timedelta(days=1))
    assert (ask(URL, {}, short).status_code, ask(URL, {}, other).status_code) == (401, 422)
    with app.app_context():
        boss = acting(account("boss"))
        api_keys.revoke(boss, api_keys.of_county(boss)[0].uid)
    assert ask(URL, {}, other).status_code == 401


@pytest.mark.parametrize("who", ["boss", "clerk", "tcm"])
def test_a_browsers_session_opens_nothing_here(app: Flask, who: str) -> None:
    answer = signed_in(app, who).post(URL, json={})
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (401, False)


def test_the_key_opens_no_page_and_counts_in_no_address(app: Flask, ask: Ask) -> None:
    key = key_for(app, hospital="tcm")
    for url in ("/hospital/", "/clerk/", "/admin/keys/"):
        assert ask(url, None, key, method="GET").location.startswith("/login")
    assert ask(f"{URL}?key={key}&access_token={key}", {}).status_code == 401


def test_nothing_is_set_or_kept_by_whoever_asks(app: Flask, ask: Ask) -> None:
    answer = ask(URL, {}, key_for(app))
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_an_address_that_is_none_is_said_in_the_same_way(app: Flask, ask: Ask, method: str) -> None:
    nothing, wrong = ask("/api/v1/nothing", method=method), ask(URL, method=method)
    assert (nothing.status_code, nothing.json["type"]) == (404, "urn:portal:problem:404")
    assert (wrong.status_code, wrong.mimetype) == (405, "application/problem+json")


def test_who_shows_no_key_is_soon_refused(app: Flask, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bearer, "UNKNOWN", Ration("api:unknown", 2, timedelta(minutes=1)))
    assert [ask(URL, {}).status_code for _three in range(3)] == [401, 401, 429]
    assert ask(URL, {}, key_for(app)).status_code == 422, "whoever shows one is not kept out"
    homes = [{"REMOTE_ADDR": f"2001:db8::{each}"} for each in (1, 2, 3)]
    assert [ask(URL, {}, environ_overrides=each).status_code for each in homes] == [401, 401, 429], "of one line"


def test_all_keys_together_have_a_measure_too(app: Flask, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bearer, "IN_ALL", Ration("api:all", 1, timedelta(minutes=1)))
    assert [ask(URL, {}, key_for(app)).status_code for _two in range(2)] == [422, 429]
