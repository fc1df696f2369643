"""Every field of every form is given what no field wants; the answer is a sentence, and nothing is changed."""

import unicodedata
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from werkzeug.test import TestResponse

from tests.access.requesting import address
from tests.access.table import ROUTES
from tests.access.world import World
from tests.bad_input.forms import Found, every_form, read, sent_from
from tests.bad_input.sending import WRITES_WHEN_IT_REFUSES
from tests.whole import sample

pytestmark = pytest.mark.slow
ANSWERS = frozenset({200, 204, 303, 307, 400, 404, 409, 413, 422, 429})
LONG = "好" * 34_000  # a little more than 100 KB
IN_PARTS = {"Content-Type": "multipart/form-data"}
"""How what is long is sent: in an address's writing it would be three times as long, and refused sooner."""
HOSTILE = {
    "nothing": "",
    "blanks": "  \u3000 ",
    "too much": LONG,
    "control characters": "a\x01\x07\x1b[31m\x7f",
    "turned letters": "\u202e倒\u2066",
    "markup": "<script>alert(1)</script>\"'>",
    "a template": "{{7*7}}%(name)s{0}%n",
    "a query": "' OR 1=1 --",
    "a path": "../../../etc/passwd",
    "a huge number": "9" * 400,
    "no number": "NaN",
    "a negative number": "-1",
    "other digits": "²٣",
    "an unknown code": "no_such_code",
    "JSON": '{"a":["\\ud800"]}',
}
CHOSEN = ("nothing", "an unknown code", "a huge number")
"""Enough for what is chosen from a list and not typed."""
NOT_TEXT = {"NUL": b"a%00b", "a lone surrogate": b"%ED%A0%80", "half a character": b"%E5%A5", "overlong": b"%C0%80"}
ALWAYS, EACH_TIME = ("nothing", "too much", "a huge number"), 4
MANY = 5
"""From so many typed fields on, most of what they do not want is given to all of them in one request."""
TYPED = frozenset({"text", "tel", "number", "textarea", "password"})
NAMES = sorted({(route.endpoint, route.at.get("act", "")) for route in ROUTES if route.method == "POST"})


@pytest.fixture(scope="module")
def forms(world: World) -> dict[tuple[str, str], Found]:
    """Every form by its endpoint, found once."""
    return {(form.route.endpoint, form.route.at.get("act", "")): form for form in every_form(world)}


def test_every_form_of_every_page_is_in_the_table(world: World) -> None:
    known = {address(world, route) for route in ROUTES if route.method == "POST"}
    router = world.app.url_map.bind("")
    named = {(d.endpoint, d.at.get("act")) for d in ROUTES if d.method == "POST"}
    for url, (actor, page, _form) in sent_from(world).items():
        endpoint, values = router.match(url, method="POST")
        assert url in known or (endpoint, values.get("act")) in named, f"{actor} sees {url} on {page}"


@pytest.fixture(params=NAMES, ids=lambda name: "-".join(filter(None, name)))
def form(request: pytest.FixtureRequest, forms: dict[tuple[str, str], Found]) -> Found:
    """One form after another."""
    return forms[request.param]


def turn_of(form: Found) -> int:
    """Forms that stand side by side begin with another case each; the sweep gives all to all (`tests/whole.py`)."""
    return NAMES.index((form.route.endpoint, form.route.at.get("act", "")))


def wants_not(form: Found) -> Iterator[tuple[str, dict[str, str]]]:
    """What to send instead, with its name; of what is not given to each field alone, every field takes its turn."""
    typed = [name for name, kind in form.fields.items() if kind in TYPED]
    has_many = len(typed) >= MANY
    if has_many:
        yield from ((f"all fields with {what}", dict.fromkeys(typed, HOSTILE[what])) for what in HOSTILE)
    alone = ("nothing",) if has_many else ALWAYS
    rest, each_time = [what for what in HOSTILE if what not in alone], 2 if has_many else EACH_TIME
    for place, (name, kind) in enumerate(form.fields.items()):
        in_turn = [rest[(place * each_time + n) % len(rest)] for n in range(each_time)]
        for what in {"file": ()}.get(kind, (*alone, *in_turn) if kind in TYPED else CHOSEN):
            yield f"{name} ({kind}) with {what}", {name: HOSTILE[what]}


def test_each_field_with_what_it_does_not_want(world: World, form: Found) -> None:
    for what, changes in sample(list(wants_not(form)), 2, turn_of(form)):
        sends = form.sends | changes
        before = world.kept_files()
        answer = world.send(
            form.actor, address(world, form.route), sends, **(IN_PARTS if LONG in sends.values() else {})
        )
        where = f"{form.route.endpoint} {what}"
        assert_refused_and_unchanged(world, answer, before, where)
        if answer.status_code == 422:
            assert_typed_is_kept(form, answer, sends, where)
        world.roll_back()


def assert_refused_and_unchanged(world: World, answer: TestResponse, documents: int, where: str) -> None:
    """No crash; a refusal is said on top, leads to its field, and leaves everything as it was."""
    assert answer.status_code in ANSWERS, f"{where}: {answer.status_code}"
    if answer.status_code in {200, 303, 307}:
        return
    if answer.status_code != 429 and where.partition(" ")[0] not in WRITES_WHEN_IT_REFUSES:
        assert world.is_untouched(), f"{where}: refused, and yet something is written"
    assert world.kept_files() == documents, f"{where}: refused, and yet a file is kept"
    assert "Traceback" not in answer.text
    assert "<script>alert" not in answer.text
    if answer.status_code == 422:
        page = read(answer.text)
        main = answer.text.partition("<main")[2] or answer.text  # HTMX and small parts have no main
        assert page.has_summary or "notice-bad" in main or 'role="alert"' in main, (
            f"{where}: 422 without a sentence on top"
        )
        for link in page.summary_links:
            assert link.removeprefix("#") in page.ids, f"{where}: the summary leads to {link}, which is not there"


def assert_typed_is_kept(form: Found, answer: TestResponse, sends: dict[str, object], where: str) -> None:
    """What was typed stands in the page again, passwords and files excepted."""
    wanted = address_path(answer)
    again = next((each for each in read(answer.text).forms if each.action.partition("?")[0] in ("", wanted)), None)
    if again is None:
        return  # the fresh screen of an act that has no fields
    for name, value in sends.items():
        kind = again.kinds.get(name, "")
        if kind not in {"text", "tel", "textarea"} or not isinstance(value, str) or len(value) > 1000:
            continue
        kept = again.values[name][0].replace("\r\n", "\n").strip()
        assert _same(kept, value), f"{where}: {name} was {value!r} and now is {kept!r}"


def _same(kept: str, typed: str) -> bool:
    """Blanks, full-width digits and invisible signs may be tidied."""

    def tidy(text: str) -> str:
        plain = unicodedata.normalize("NFKC", text)
        return "".join(
            c for c in plain if not c.isspace() and unicodedata.category(c) not in {"Cc", "Cf"} and c not in "-()"
        )

    return tidy(kept)[:18].upper() == tidy(typed)[:18].upper()


def address_path(answer: TestResponse) -> str:
    """The path that was asked."""
    return answer.request.path


def test_each_field_with_what_is_no_text(world: World, form: Found) -> None:
    url = address(world, form.route)
    plain = {name: value for name, value in form.sends.items() if form.fields.get(name) != "file"}
    for place, name in enumerate(sample(list(form.fields), 3, turn_of(form))):
        for what, raw in NOT_TEXT.items():
            if place and what != "a lone surrogate":
                continue
            others = {each: value for each, value in plain.items() if each != name}
            others["csrf_token"] = world.csrf_token(form.actor)
            body = urlencode(others, doseq=True).encode() + b"&" + quote(name).encode() + b"=" + raw
            answer = world.ask_raw(form.actor, url, body, "application/x-www-form-urlencoded")
            assert answer.status_code in ANSWERS, f"{form.route.endpoint} {name} with {what}: {answer.status_code}"
            if what == "NUL":
                assert answer.status_code == 400, f"{form.route.endpoint} {name}"
                assert world.is_untouched()
            world.roll_back()


def test_fields_twice_or_as_lists_or_not_at_all(world: World, form: Found) -> None:
    url = address(world, form.route)
    plain = {name: value for name, value in form.sends.items() if form.fields.get(name) != "file"}
    bodies = [{f"{name}[]": value for name, value in plain.items()} | {f"{name}.x": "1" for name in plain}]
    bodies += [{name: [value, "no_such_code", ""] for name, value in plain.items()}]
    bodies += [{name: ["", "no_such_code", value] for name, value in plain.items()}]
    without = sample(list(plain), 3, turn_of(form))
    bodies += [{each: value for each, value in plain.items() if each != name} for name in without]
    for body in bodies:
        answer = world.send(form.actor, url, body)
        assert answer.status_code in ANSWERS, f"{form.route.endpoint} with {list(body)}: {answer.status_code}"
        world.roll_back()


def test_a_body_of_another_kind(world: World, form: Found) -> None:
    """The view is given an empty form each time, what came is read before it: a route is sent a third of them."""
    url, token = address(world, form.route), world.csrf_token(form.actor)
    bodies = (
        (b'{"name": ["\\ud800"]}', "application/json"),
        (b"--x\r\nnot a part", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (b"\xff\xfe\x00", "text/plain"),
        (b"&" * 100_000, "application/x-www-form-urlencoded"),
        (b"=&==&%&%zz=%zz", "application/x-www-form-urlencoded"),
        (b"a=" + b"x" * 600_000, "application/x-www-form-urlencoded"),
    )
    for body, media_type in sample(bodies, 3, turn_of(form)):
        answer = world.ask_raw(form.actor, url, body, media_type, {"X-CSRFToken": token})
        assert answer.status_code in ANSWERS, f"{form.route.endpoint} with {media_type}: {answer.status_code}"
        assert not (answer.status_code == 413 and not world.is_untouched())
        world.roll_back()
