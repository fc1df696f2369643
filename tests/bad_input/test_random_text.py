"""Any text in any field: never a crash, and a refusal changes nothing."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.access.requesting import address, filled
from tests.access.table import ROUTES
from tests.access.world import World

pytestmark = pytest.mark.slow
ENDPOINTS = (
    "account.register",
    "apply_who.save_who",
    "apply_where.save_where",
    "apply_where.look",
    "apply_check.send",
    "hospital.issue",
    "hospital.search",
    "clerk_queue.search",
    "clerk_intake.preview",
    "clerk_correction.note_call",
    "following.by_number",
    "me.add_by_number",
    "admin.overrides",
)
some_text = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=st.characters(codec="utf-8", categories=["Nd", "Nl", "No"]), max_size=20),
    st.text(alphabet="0123456789Xx-+./ 年月日", max_size=20),
    st.sampled_from(["yes", "no", "employee", "370830", "310000", "\u202e", "\ufeff", "\x00", "\U0001f469\u200d"]),
)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_any_text_in_any_field_is_no_crash(world: World, endpoint: str) -> None:
    route = next(d for d in ROUTES if d.endpoint == endpoint and d.method == "POST")
    url, actor, form = address(world, route), sorted(route.owners)[0], filled(world, route)
    typed = sorted(name for name, value in form.items() if isinstance(value, str))

    @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(st.sampled_from(typed), some_text, min_size=1, max_size=4))
    def send(changes: dict[str, str]) -> None:
        sends: dict[str, Any] = form | changes
        answer = world.send(actor, url, sends)
        assert answer.status_code in {200, 303, 400, 422, 429}, f"{answer.status_code} for {changes!r}"
        if answer.status_code in {400, 422} and "number" not in typed:
            assert world.is_untouched()
        world.roll_back()

    send()


@pytest.mark.parametrize(
    "address_of",
    [
        "/start?{}={}",
        "/clerk/?{}={}",
        "/hospital/?{}={}",
        "/admin/trail?{}={}",
        "/me?{}={}",
        "/disclosure?county=wenshang&{}={}",
        "/login?{}={}",
        "/?{}={}",
    ],
)
def test_any_text_in_an_address_is_no_crash(world: World, address_of: str) -> None:
    names = ("county", "after", "before", "status", "item", "channel", "overdue", "list", "day", "kind", "actor")
    names += ("show", "next", "asked", "situation", "scheme", "admitted_on", "admitted_on-year", "whom", "then")
    values = ("", "x", "-1", "9" * 400, "2026-02-31.1", "0001-01-01.1", "9999-12-31.9", "00010101T000000.000000Z-1")
    values += ("%00", "%ED%A0%80", "%FF", "//evil.example", "https://evil.example", "%0d%0aX-Evil:1", "..%2f", "²")
    actor = {"/clerk": "clerk", "/hosp": "hospital", "/admi": "supervisor", "/me?{": "owner"}.get(
        address_of[:5] if not address_of.startswith("/clerk") else "/clerk", "stranger"
    )
    for place, name in enumerate(names):
        for value in values[place % 2 :: 2]:
            answer = world.ask(actor, "GET", address_of.format(name, value))
            assert answer.status_code in {200, 303, 400, 404, 422}, f"{name}={value}: {answer.status_code}"
            assert "evil.example" not in answer.headers.get("Location", "")
            assert "X-Evil" not in answer.headers
    assert world.is_untouched()


@pytest.mark.parametrize(
    "piece", ["%00", "%ED%A0%80", "%FF", "1" * 5000, "..%2f..%2fetc", "%0d%0aX-Evil:1", "²", "x y"]
)
def test_any_text_in_a_path_is_no_crash(world: World, piece: str) -> None:
    for actor, path in (
        ("owner", "/me/filings/{}"),
        ("owner", "/apply/draft/{}/who"),
        ("owner", "/me/filings/{}/documents/{}/1.png"),
        ("stranger", "/apply/{}/{}"),
        ("stranger", "/guides/{}/{}"),
        ("stranger", "/p/{}"),
        ("stranger", "/upload/{}"),
        ("stranger", "/assets/{}/{}"),
        ("clerk", "/clerk/filings/{}"),
        ("clerk", "/clerk/filings/{}/papers/{}/pages/1"),
        ("clerk", "/clerk/intake/{}/{}"),
        ("hospital", "/hospital/filings/{}"),
        ("supervisor", "/admin/accounts/{}"),
        ("supervisor", "/admin/hospitals/{}"),
    ):
        answer = world.ask(actor, "GET", path.format(piece, piece))
        assert answer.status_code in {400, 404}, f"{path}: {answer.status_code}"
        assert "X-Evil" not in answer.headers
