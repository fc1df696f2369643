"""The description says what the interface does, all of it: schemathesis asks what it allows and much it does not."""

import os
from datetime import timedelta

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS as CHECKS_THERE_ARE
from schemathesis.checks import load_all_checks

from portal.services import coverage
from portal.services.throttling import Ration
from portal.web import bearer
from tests.web.institutions import Ask, key_for

pytestmark = pytest.mark.slow

URL = "/api/v1/openapi.json"
MUCH = Ration("api", 10**6, timedelta(minutes=1))
CASES = int(os.environ.get("PORTAL_INTERFACE_CASES", "25"))
"""How often each operation is asked; `make sweep` asks for many more."""
load_all_checks()
CHECKS = CHECKS_THERE_ARE.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
    ]
)


@pytest.fixture
def unrationed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still here, so no minute and no day would ever end."""
    for module, name in ((bearer, "OF_A_KEY"), (bearer, "IN_ALL"), (bearer, "UNKNOWN"), (coverage, "QUOTA")):
        monkeypatch.setattr(module, name, MUCH)


@pytest.mark.usefixtures("unrationed")
def test_no_answer_is_outside_the_description(app: Flask) -> None:
    """Whether a hospital's key asks or that of another institution: each is asked for the same, made up once."""
    described = schemathesis.openapi.from_wsgi(URL, app)
    keys, tried = [key_for(app), key_for(app, hospital="tcm")], 0
    for found in described.get_all_operations():
        operation = found.ok()
        for mode in GenerationMode if operation.body else (GenerationMode.POSITIVE,):
            everything_answered(operation.as_strategy(generation_mode=mode), keys)
        tried += 1
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/v1/") and rule.rule != URL]
    assert tried == len(rules), "schemathesis asks for everything but the description itself"


def everything_answered(cases: SearchStrategy[Case], keys: list[str]) -> None:
    """Ask so often, and compare what is answered with what is described."""

    @settings(max_examples=CASES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def ask_for(case: Case) -> None:
        for key in keys:
            answer = case.call(headers={"Authorization": f"Bearer {key}"})
            case.validate_response(answer, checks=CHECKS)

    ask_for()


def test_it_is_in_the_language_that_is_asked_for(ask: Ask) -> None:
    chinese, english = (ask(URL, method="GET", headers={"Accept-Language": each}) for each in ("zh-CN", "en"))
    assert chinese.json["info"]["title"] == "异地就医备案：系统接口"
    assert english.json["info"]["title"] == "Out-of-area filing: interface for other systems"
    assert english.json["paths"].keys() == chinese.json["paths"].keys()
