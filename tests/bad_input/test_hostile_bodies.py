"""A body that is hardly a form, to every route that takes one: a sentence, never a fault, and nothing done.

Each route gets a third of them here, each another one; all get all in the sweep (`tests/whole.py`)."""

from collections.abc import Iterator

import pytest

from tests.access.requesting import address
from tests.access.table import ROUTES
from tests.access.world import World
from tests.bad_input.sending import ANSWERS, FORM
from tests.whole import sample

pytestmark = pytest.mark.slow
MULTIPART = "multipart/form-data; boundary=x"


def part(head: str, content: str = "zz") -> str:
    return f"--x\r\n{head}\r\n\r\n{content}\r\n"


def bodies(token: str) -> Iterator[tuple[str, str, bytes]]:
    """What it is, its media type, and the body, mostly with the right token in it."""
    known = part('Content-Disposition: form-data; name="csrf_token"', token)
    for head in (
        "Content-Disposition: form-data",
        "Content-Disposition: attachment",
        'Content-Disposition: form-data; filename="a"',
        'Content-Disposition: form-data; name=""',
        'Content-Disposition: form-data; name=""; filename=""',
        "Content-Disposition: form-data; name*=utf-8''%ff",
        "Content-Disposition: form-data; name=\"a\"; filename*=utf-8''%00",
        'Content-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=utf-16',
        'Content-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=nonsense',
        'Content-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64',
        "X-Nothing: at all",
    ):
        yield head, MULTIPART, f"{known}{part(head)}--x--".encode()
    yield "no end", MULTIPART, f"{known}--x\r\nContent-Disposition: form-data".encode()
    yield "no boundary", "multipart/form-data", known.encode()
    yield "empty boundary", "multipart/form-data; boundary=", known.encode()
    yield "long boundary", f"multipart/form-data; boundary={'x' * 5000}", known.encode()
    yield "another boundary", "multipart/form-data; boundary=y", known.encode()
    yield "nothing at all", MULTIPART, b""
    yield "mixed", "multipart/mixed; boundary=x", known.encode()
    yield "no name", FORM, f"csrf_token={token}&=zz&&=".encode()
    yield "half an escape", FORM, f"csrf_token={token}&a=%e4%bd&%&%zz=1".encode()
    yield "another encoding", f"{FORM}; charset=utf-16", f"csrf_token={token}".encode("utf-16")
    yield "json", "application/json", b'{"csrf_token": ["a"]}'
    yield "no media type", "", f"csrf_token={token}".encode()
    yield "odd media type", "a/b/c;;=", b"zz"


def test_every_form_with_a_body_that_is_hardly_one(world: World) -> None:
    forms, wrong = [route for route in ROUTES if route.method == "POST"], []
    for turn, form in enumerate(forms):
        actor = min(form.owners or form.audience)
        for what, media_type, body in sample(list(bodies(world.csrf_token(actor))), 3, turn):
            answer = world.ask_raw(actor, address(world, form), body, media_type)
            if answer.status_code not in ANSWERS["header"]:
                wrong.append(f"{form.endpoint}, {what}: {answer.status_code}")
            world.roll_back()
    assert len(forms) > 50
    assert wrong == []
