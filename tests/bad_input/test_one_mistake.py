"""The mistakes people make: each is said in a sentence beside its field, what was typed stays, nothing is saved."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from portal.domain.vocabulary import Mark
from portal.models import Document, Filing, db
from tests.access.requesting import address, filled
from tests.access.routes import RouteCase
from tests.access.table import ROUTES
from tests.access.world import World
from tests.bad_input.forms import read
from tests.people import person

RARE_NAMES = (
    "𠮷野𬱖",
    "བཀྲ་ཤིས་བསོད་ནམས",
    "ᠪᠠᠶᠠᠷ\u180eᠠ",
    "古丽巴哈尔·艾则孜",
    "گۈلباھار",
    "ꆈꌠ",
    "Nguyễn Văn An",
    "O’Brien",
)
WRONG_IDS = {
    "wrong check character": person(60).id_number[:17] + ("0" if person(60).id_number[17] != "0" else "1"),
    "31 February": "990000195502310010",
    "not yet born": "990000203001010015",
    "17 characters": person(60).id_number[:17],
    "19 characters": person(60).id_number + "1",
    "letters": "ABCDEFGHIJKLMNOPQR",
}
DAYS = {
    "31 February": ("2026", "2", "31"),
    "no 29 February": ("2027", "2", "29"),
    "month 13": ("2026", "13", "1"),
    "day 0": ("2026", "10", "0"),
    "two digits of the year": ("26", "10", "1"),
    "the year 9999": ("9999", "10", "1"),
    "half a date": ("2026", "10", ""),
    "words": ("今年", "十月", "初一"),
}
ID_FIELDS = (
    ("registration.register", "id_number"),
    ("apply_who.save_who", "id_number"),
    ("hospital.issue", "id_number"),
    ("hospital.correct", "id_number"),
    ("clerk_intake.enter", "id_number"),
)
DAY_FIELDS = (
    ("apply_where.save_where", "begins_on"),
    ("hospital.issue", "issued_on"),
    ("clerk_intake.enter", "admitted_on"),
    ("admin_hospitals.every", "designated_from"),
    ("admin_hospitals.dates", "designated_from"),
)
NAME_FIELDS = (
    ("registration.register", "name"),
    ("account.invitation", "name"),
    ("apply_who.save_who", "name"),
    ("hospital.issue", "name"),
    ("hospital.issue", "doctor"),
    ("clerk_intake.enter", "name"),
    ("clerk_intake.enter", "caller_name"),
)


def route(endpoint: str, act: str = "") -> RouteCase:
    """The form of an endpoint."""
    return next(d for d in ROUTES if d.endpoint == endpoint and d.method == "POST" and d.at.get("act", "") == act)


def sent(world: World, endpoint: str, changes: dict[str, Any], act: str = "") -> TestResponse:
    """The whole form with some of its values changed, by one who may send it."""
    found = route(endpoint, act)
    return world.send(sorted(found.owners)[0], address(world, found), filled(world, found) | changes)


def assert_refused_beside(world: World, answer: TestResponse, field: str) -> None:
    """422, the summary leads to the field, nothing is written."""
    assert answer.status_code == 422
    page = read(answer.text)
    assert any(link.startswith(f"#{field}") and link[1:] in page.ids for link in page.summary_links), page.summary_links
    assert f'id="{field}-error"' in answer.text
    assert world.is_untouched()


@pytest.mark.parametrize("number", WRONG_IDS.values(), ids=WRONG_IDS)
@pytest.mark.parametrize(("endpoint", "field"), ID_FIELDS)
def test_a_wrong_id_number_is_refused(world: World, endpoint: str, field: str, number: str) -> None:
    answer = sent(world, endpoint, {field: number})
    assert_refused_beside(world, answer, field)
    assert f'value="{number}"' in answer.text


@pytest.mark.parametrize(("endpoint", "field"), ID_FIELDS)
def test_full_width_digits_blanks_and_a_small_x_are_forgiven(world: World, endpoint: str, field: str) -> None:
    found = route(endpoint)
    number = filled(world, found)[field]
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c.lower() for c in number)
    assert sent(world, endpoint, {field: f" {wide[:6]} {wide[6:14]} {wide[14:]} "}).status_code == 303


@pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)
@pytest.mark.parametrize(("endpoint", "field"), DAY_FIELDS)
def test_a_day_that_is_none_is_refused(world: World, endpoint: str, field: str, day: tuple[str, str, str]) -> None:
    parts = {f"{field}-{part}": text for part, text in zip(("year", "month", "day"), day, strict=True)}
    answer = sent(world, endpoint, parts)
    assert_refused_beside(world, answer, field)
    again = next(f for f in read(answer.text).forms if f"{field}-year" in f.values)
    for name, text in parts.items():
        assert again.values[name][0] in (text, text.rstrip("年月日号"))


@pytest.mark.slow  # tests/domain/spelling/test_names.py knows the scripts, and the next test sends one all the way
@pytest.mark.parametrize("name", RARE_NAMES)
@pytest.mark.parametrize(("endpoint", "field"), NAME_FIELDS)
def test_a_name_in_any_script_is_taken(world: World, endpoint: str, field: str, name: str) -> None:
    assert sent(world, endpoint, {field: name}).status_code == 303


def test_a_rare_name_gets_its_papers_and_its_pages(world: World) -> None:
    rare = "𠮷" + "བཀྲ" + "ᠪᠠᠶᠠᠷ"
    number = sent(world, "hospital.issue", {"name": rare}).location.split("/")[3]
    case = world.ask("clerk", "GET", f"/clerk/filings/{number}")
    assert case.status_code == 200
    show = world.ask("hospital", "GET", f"/hospital/filings/{number}")
    assert rare in show.text
    with world.app.app_context():
        from portal.services import notices

        row = db.session.query(Filing).filter(Filing.number == number).one()
        uid = notices.of_filing(row)[0].uid
    page = world.ask("hospital", "GET", f"/hospital/filings/{number}/papers/{uid}")
    document = world.ask("hospital", "GET", f"/hospital/filings/{number}/papers/{uid}.pdf")
    assert (page.status_code, document.status_code, document.data[:5]) == (200, 200, b"%PDF-")


def test_discharged_before_admitted_is_refused(world: World) -> None:
    out = {"discharged_on-year": "2026", "discharged_on-month": "9", "discharged_on-day": "1"}
    answer = sent(world, "clerk_intake.enter", out)
    assert answer.status_code == 422
    assert read(answer.text).has_summary
    assert 'value="1"' in answer.text
    assert world.is_untouched()


def test_treatment_inside_the_insured_place_warns_in_every_channel(world: World) -> None:
    """Still it may be sent: a written refusal is the person's right; but nobody learns of it only afterwards."""
    inside = {"treatment_place": "370800"}
    for endpoint in ("apply_where.look", "clerk_intake.preview"):
        answer = sent(world, endpoint, inside)
        assert answer.status_code == 200
        assert "办不了" in answer.text or "不符合" in answer.text, endpoint
    answer = sent(world, "clerk_intake.enter", inside)
    assert answer.status_code == 422
    assert world.is_untouched()


@pytest.mark.parametrize("months", ["-1", "1201", "9" * 400, "1e3", "12.5", "十二"])
def test_a_number_of_months_that_is_none_is_refused(world: World, months: str) -> None:
    answer = sent(world, "apply_where.save_where", {"stay_months": months})
    assert_refused_beside(world, answer, "stay_months")


@pytest.mark.parametrize("pressed", ["", "no_such_mark", "SOUND", "unchecked "])
def test_an_unknown_mark_takes_no_mark_away(world: World, pressed: str) -> None:
    assert sent(world, "clerk_filing.mark", {}).status_code == 303
    answer = sent(world, "clerk_filing.mark", {"mark": pressed})
    assert answer.status_code in {400, 422}
    with world.app.app_context():
        document = db.session.query(Document).filter(Document.uid == world.seeds.names["sent.document"]).one()
        assert document.mark is Mark.SOUND


@pytest.mark.parametrize("answer_given", ["", "no_such_answer"])
def test_an_unknown_answer_is_not_recorded_as_not_insured(world: World, answer_given: str) -> None:
    answer = sent(world, "clerk_filing.insured", {"insured": answer_given})
    assert answer.status_code in {400, 422}
    assert world.is_untouched()


@pytest.mark.parametrize(
    ("endpoint", "field"),
    [
        ("apply_where.save_where", "treatment_place"),
        ("apply_who.save_who", "scheme"),
        ("hospital.issue", "treatment_place"),
        ("clerk_intake.enter", "treatment_place"),
        ("admin_accounts.invite", "role"),
        ("admin_accounts.invite", "office"),
        ("admin_accounts.invite", "hospital"),
    ],
)
def test_an_unknown_code_is_refused_in_words_that_say_what_to_do(world: World, endpoint: str, field: str) -> None:
    answer = sent(world, endpoint, {field: "no_such_code"})
    assert_refused_beside(world, answer, field)
    assert "请" in answer.text.partition('id="error-summary"')[2].partition("</div>")[0].partition("<ul>")[2]
