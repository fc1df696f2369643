"""A treating hospital asks whether somebody is covered: both exact, counted, seen by the person (threat E2)."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.portal_events import PortalEventKind
from portal.models import AccessLog, PortalEvent, db
from portal.services import coverage, history, scoping
from portal.services.throttling import Ration
from portal.web import bearer
from portal.web.presenters.looks import looks
from tests.people import acting, person
from tests.web.institutions import COVERED, Ask, account, cover, key_for
from tests.web.living import LivingPortal

URL = "/api/v1/in-force"
ABOUT = {"id_number": COVERED.id_number, "name": COVERED.name, "on": "2026-09-20"}


def test_name_and_number_both_answer_with_type_place_and_days_and_never_a_number(app: Flask, ask: Ask) -> None:
    number = cover(app)
    answer = ask(URL, ABOUT, key_for(app))
    assert answer.status_code == 200
    assert answer.json == {
        "in_force": True,
        "filings": [
            {
                "filing_type": "long_term_resident",
                "treatment_place": "310000",
                "treatment_place_name": "上海市",
                "begins_on": "2026-09-14",
                "ends_on": None,
            }
        ],
    }
    assert number not in answer.text


@pytest.mark.parametrize(
    "other",
    [
        {"name": "别人"},
        {"id_number": person(71).id_number},
        {"on": "2026-09-13"},
        {"treatment_place": "320100"},
        {"name": person(71).name, "id_number": person(71).id_number},
    ],
    ids=lambda other: "+".join(other),
)
def test_whatever_does_not_fit_is_answered_alike(app: Flask, ask: Ask, other: dict[str, str]) -> None:
    cover(app)
    answer = ask(URL, ABOUT | other, key_for(app))
    assert (answer.status_code, answer.json) == (200, {"in_force": False, "filings": []})


def test_the_filings_of_another_county_are_nobodys_here(app: Flask, ask: Ask) -> None:
    cover(app)
    assert ask(URL, ABOUT, key_for(app, "fushun-boss")).json["in_force"] is False


def test_a_question_is_a_look_that_the_person_sees_once_a_day(app: Flask, ask: Ask) -> None:
    number = cover(app)
    key = key_for(app, institution="华山测试医院")
    for _twice in range(2):
        ask(URL, ABOUT, key)
    with app.app_context():
        filing = scoping.filing_by_number(acting(account("clerk")).actor, number)
        seen = [row for row in history.looks_at(filing) if row.what == "in_force"]
        assert len(seen) == 1
        with app.test_request_context():
            [line] = looks(seen, str)
    assert line.endswith("华山测试医院（系统对接）：问了这一天有没有有效的备案，为了结算")


def test_a_wrong_name_leaves_no_look_at_somebody_elses_filing(app: Flask, ask: Ask) -> None:
    cover(app)
    ask(URL, ABOUT | {"name": "别人"}, key_for(app))
    with app.app_context():
        assert db.session.scalars(select(AccessLog).where(AccessLog.what == "in_force")).all() == []


def test_many_misses_are_an_event_for_the_supervisors(app: Flask, ask: Ask) -> None:
    key = key_for(app)
    for serial in range(coverage.ALARMS[0] + 1):
        ask(URL, {"name": "某某", "id_number": person(100 + serial).id_number, "on": "2026-09-20"}, key)
    with app.app_context():
        [event] = db.session.scalars(select(PortalEvent).where(PortalEvent.kind == PortalEventKind.KEY_MISSES)).all()
        assert (event.county, event.detail.tries) == ("wenshang", coverage.ALARMS[0])


def test_the_days_quota_is_counted_before_anything_is_looked_at(
    app: Flask, ask: Ask, living: LivingPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coverage, "QUOTA", Ration("in_force", 2, timedelta(days=1)))
    cover(app)
    key = key_for(app)
    assert [ask(URL, ABOUT, key).status_code for _three in range(3)] == [200, 200, 429]
    answer = ask(URL, ABOUT, key)
    assert (answer.headers["Retry-After"], answer.json["type"]) == ("86400", "urn:portal:problem:ration_used")
    assert answer.json["detail"] == "请求太多，请过 86400 秒再试"
    assert ask(URL, ABOUT, key_for(app)).status_code == 200, "another institution's is its own"
    living.clock.pass_by(timedelta(days=1))
    assert ask(URL, ABOUT, key).status_code == 200


def test_a_key_may_ask_so_often_a_minute(app: Flask, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bearer, "OF_A_KEY", Ration("api", 1, timedelta(minutes=1)))
    key = key_for(app)
    assert ask(URL, ABOUT, key).status_code == 200
    answer = ask(URL, b"no json at all", key)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60"), "before its body was looked at"


WRONG: list[tuple[Any, str, str]] = [
    ({"name": "某某", "on": "2026-09-20"}, "/id_number", "缺少这一项，请补上"),
    (ABOUT | {"id_number": "123"}, "/id_number", "身份证号要写十八位：前十七位是数字，最后一位是数字或 X"),
    (ABOUT | {"id_number": 370830199001010013}, "/id_number", "要写成文字，放在引号里"),
    (ABOUT | {"on": "2026-02-30"}, "/on", "没有 2026-02-30 这一天或这个时刻，请核对"),
    (ABOUT | {"on": "二〇二六年"}, "/on", "日期要写成“年-月-日”，例如 2026-10-01"),
    (ABOUT | {"name": "某\x00"}, "/name", "里面有看不见的特殊字符，请重新输入"),
    (ABOUT | {"name": ["某"]}, "/name", "要写成文字，放在引号里"),
    (
        ABOUT | {"phone": "1"},
        "/phone",
        "这一项不认识，请删掉或改正；这里可以写 id_number、name、on、treatment_place",
    ),
    (b'{"name": "a", "name": "b"}', "/name", "同一个键写了两次，请只留一个"),
    (b"[]", "", "要写成 JSON 对象，放在花括号里"),
    (b"[" * 50_000, "", "括号套得太深，请检查"),
    (b'{"name": ' + b"[" * 20 + b"]" * 20 + b"}", "", "括号套得太深，请检查"),
    (b'{"name": "\\ud800"}', "/name", "里面有看不见的特殊字符，请重新输入"),
    (b"\xff\xfe", "", "不是 UTF-8 编码的文字，请另存为 UTF-8"),
    (b"", "", "不是正确的 JSON：第 1 行第 1 个字符附近有误"),
]


@pytest.mark.parametrize(("body", "pointer", "detail"), WRONG, ids=range(len(WRONG)))
def test_what_is_wrong_is_named_with_its_place_and_the_mend(
    app: Flask, ask: Ask, body: Any, pointer: str, detail: str
) -> None:
    """Issue: JSON of the wrong shape is a clear word."""
    answer = ask(URL, body, key_for(app), content_type="application/json")
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert {"pointer": pointer, "detail": detail} in answer.json["errors"]


def test_everything_wrong_is_said_at_once_and_in_english_where_that_is_asked_for(app: Flask, ask: Ask) -> None:
    answer = ask(URL, {"on": 3}, key_for(app), headers={"Accept-Language": "en-GB, zh;q=0.5"})
    assert answer.json["title"] == "Something needs to be corrected"
    assert {fault["pointer"] for fault in answer.json["errors"]} == {"/on", "/id_number", "/name"}
    assert answer.json["errors"][0]["detail"].isascii()


def test_what_is_too_large_and_what_is_no_json_is_not_even_read(app: Flask, ask: Ask) -> None:
    key = key_for(app)
    assert ask(URL, b" " * 70_000, key, content_type="application/json").status_code == 413
    answer = ask(URL, b"name=a", key, content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, answer.mimetype) == (415, "application/problem+json")
