"""Any text in any field: never a crash, and a refusal changes nothing (for addresses: test_every_parameter.py)."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.access.requesting import address, filled
from tests.access.table import ROUTES
from tests.access.world import World

pytestmark = pytest.mark.slow
ENDPOINTS = (
    "registration.register",
    "own_messages.choose",
    "apply_who.save_who",
    "apply_where.save_where",
    "apply_where.look",
    "apply_check.send",
    "hospital.issue",
    "hospital_search.find",
    "clerk_queue.search",
    "clerk_calls.find",
    "clerk_intake.preview",
    "clerk_correction.note_call",
    "following.by_number",
    "certificates.verify",
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
