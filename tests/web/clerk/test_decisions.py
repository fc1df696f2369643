"""An act that needs a word of explanation has its button, what is said once it is done, and a row of who may do it."""

import inspect

import pytest
from flask import Flask

from portal.web.clerk.decisions import ACTS
from portal.web.presenters import acts
from portal.web.presenters.record import done_sentence
from tests.access.table import ROUTES

TRIED = {case.at.get("act") for case in ROUTES if case.endpoint == "clerk_deciding.do"}


@pytest.mark.parametrize("name", ACTS)
def test_act_is_known_everywhere(app: Flask, name: str) -> None:
    with app.test_request_context():
        done = done_sentence(ACTS[name].done)
    lacking = {
        f'portal/web/presenters/acts.py has no button for act="{name}"': f'act="{name}"' in inspect.getsource(acts),
        f"portal/web/presenters/record.py does not say that it was {ACTS[name].done}": bool(done),
        f'tests/access/table.py does not say who may clerk_deciding.do act="{name}"': name in TRIED,
    }
    assert not [place for place, knows in lacking.items() if not knows]
