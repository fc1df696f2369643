"""What is remembered for every request is what Flask would say at each of them."""

import pytest
from flask import Flask, session, url_for
from flask_wtf.csrf import generate_csrf, validate_csrf
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.routing import MapAdapter
from wtforms import ValidationError

from portal.web.remembering import RememberingFlask, RememberingSessions, csrf_token


def plain_endpoints(app: Flask) -> list[str]:
    return sorted(rule.endpoint for rule in app.url_map.iter_rules() if not rule.arguments)


def test_a_route_without_blanks_has_one_address(app: Flask) -> None:
    endpoints = plain_endpoints(app)
    assert len(endpoints) > 20
    assert len(endpoints) == len(set(endpoints))


def test_a_remembered_address_is_flasks_own(app: Flask) -> None:
    for method in ("GET", "POST"):
        with app.test_request_context("/somewhere", method=method):
            for endpoint in plain_endpoints(app):
                assert [url_for(endpoint), url_for(endpoint, next=None)] == [Flask.url_for(app, endpoint)] * 2


def test_what_is_filled_in_is_not_remembered(app: Flask) -> None:
    with app.test_request_context():
        urls = [url_for("account.login", next=wanted) for wanted in ("/me", None, "/admin/")]
    assert urls == ["/login?next=/me", "/login", "/login?next=/admin/"]


def test_what_is_filled_into_an_address_is_flasks_own(app: Flask) -> None:
    filled = {"number": "123456789015", "uid": "a b/c?ü", "sheet": 2}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.arguments and rule.arguments <= filled.keys():
                values = {name: filled[name] for name in rule.arguments}
                for more in ({}, {"next": "/me"}, {"_anchor": "checks"}, {"_external": True}):
                    assert url_for(rule.endpoint, **values, **more) == Flask.url_for(
                        app, rule.endpoint, **values, **more
                    )


def test_what_needs_no_escaping_is_filled_in_as_flask_does(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"number": "123456789015", "uid": "0123456789abcdef", "channel": "fax", "county": "wenshang", "token": "x7"}
    with app.test_request_context():
        rules = [rule for rule in app.url_map.iter_rules() if rule.arguments and rule.arguments <= names.keys()]
        for rule in [*rules, *rules]:
            values = {name: names[name] for name in rule.arguments}
            assert url_for(rule.endpoint, **values) == Flask.url_for(app, rule.endpoint, **values)
        monkeypatch.setattr(MapAdapter, "build", None)  # a screen has forty of them, and each cost a twentieth of it
        for rule in rules:
            if "filing_number" in rule.rule:
                assert url_for(rule.endpoint, **{name: names[name] for name in rule.arguments})
    assert len(rules) > 20


def test_the_token_of_forms_is_the_sessions_own_and_flask_wtf_takes_it(app: Flask) -> None:
    with app.test_request_context():
        first = csrf_token()  # the session gets its token
        seed = session["csrf_token"]
    for _time in range(2):
        with app.test_request_context():
            session["csrf_token"] = seed
            assert csrf_token() == generate_csrf()
            validate_csrf(csrf_token())
            validate_csrf(first)
    with app.test_request_context():
        session["csrf_token"] = "another"
        with pytest.raises(ValidationError):
            validate_csrf(first)


def test_a_portal_under_a_prefix_has_addresses_of_its_own(app: Flask) -> None:
    addresses = []
    for base in ("http://localhost/", "http://localhost/portal", "http://localhost/"):
        with app.test_request_context(base_url=base):
            addresses.append(url_for("account.login"))
    assert addresses == ["/login", "/portal/login", "/login"]


def test_an_address_for_others_stays_whole(app: Flask) -> None:
    with app.test_request_context(base_url="http://localhost/"):
        url_for("account.login")
        assert url_for("account.login", _external=True) == "http://localhost/login"


def signer_of(app: Flask) -> URLSafeTimedSerializer:
    found = RememberingSessions().get_signing_serializer(app)
    assert found is not None
    return found


def test_a_new_key_signs_at_once_and_the_old_one_still_opens() -> None:
    app = RememberingFlask("keys")
    assert RememberingSessions().get_signing_serializer(app) is None
    app.secret_key = "first"
    cookie = signer_of(app).dumps({"a": 1})
    assert signer_of(app).loads(cookie) == {"a": 1}
    app.secret_key, app.config["SECRET_KEY_FALLBACKS"] = "second", ["first"]
    assert signer_of(app).loads(cookie) == {"a": 1}
    newer = signer_of(app).dumps({"a": 2})
    app.config["SECRET_KEY_FALLBACKS"] = None
    assert signer_of(app).loads(newer) == {"a": 2}
    with pytest.raises(BadSignature):
        signer_of(app).loads(cookie)
