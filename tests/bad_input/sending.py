"""One hostile value in one parameter: how it is sent, and what the answer may be."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlencode

from werkzeug.test import TestResponse

from tests.access.world import World
from tests.bad_input.parameters import Parameter, path_with
from tests.bad_input.values import Hostile

FORM = "application/x-www-form-urlencoded"
ANSWERS = {
    "path": frozenset({200, 204, 303, 308, 400, 403, 404, 405, 409, 422}),
    "query": frozenset({200, 204, 303, 400, 404, 422}),
    "form": frozenset({200, 204, 303, 307, 400, 403, 404, 409, 422, 429}),
    "file": frozenset({200, 204, 303, 400, 404, 409, 422}),
    "header": frozenset({200, 204, 303, 307, 400, 403, 404, 409, 413, 422, 429}),
    "cookie": frozenset({200, 204, 303, 307, 400, 404, 409, 422, 429}),
}
"""What a hostile value may be answered with, by where it stands."""

DONE = frozenset({200, 204, 303, 307, 308})
WRITES_WHEN_IT_REFUSES = frozenset(
    {"account.login", "following.by_number", "following.by_qr", "following.by_link", "me.add_by_number"}
    | {"clerk_recovery.give", "recovery.forgotten", "account.change_password"}
    | {
        "closing.close",
        "own_data.download",
        "own_messages.prove",
        "own_phone.prove",
        "registration.prove",
        "second_factor.give",
    }
    | {"account.reset", "admin_resets.call_back"}
)
"""Failed tries are counted."""
LOCAL = re.compile(r"(?:https?://(?:127\.0\.0\.1|localhost)(?::\d+)?)?/(?![/\\])[^\r\n]*")


def send(world: World, parameter: Parameter, value: Hostile) -> TestResponse:
    """The request with this value in that place, all else as it should be; bytes as a server hands them over."""
    environ, body, media_type = dict[str, str](), b"", ""
    path, query = parameter.url, urlencode(parameter.query)
    form = dict(parameter.sends)
    if parameter.route.method == "POST":
        media_type = FORM
        body = urlencode({**form, "csrf_token": world.csrf_token(parameter.actor)}).encode()
    if parameter.place == "path":
        environ["PATH_INFO"] = path_with(world, parameter, value.unescaped)
    elif parameter.place == "query":
        others = urlencode([pair for pair in parameter.query if pair[0] != parameter.name])
        query = "&".join(filter(None, (others, value.beside(parameter.name))))
    elif parameter.place == "form":
        others = urlencode({**form, "csrf_token": world.csrf_token(parameter.actor)} | {parameter.name: ""})
        others = "&".join(pair for pair in others.split("&") if pair != urlencode({parameter.name: ""}))
        body = f"{others}&{value.beside(parameter.name)}".encode("latin-1")
    elif parameter.place == "header":
        environ[_environ_name(parameter.name)] = value.text
    elif parameter.place == "cookie":
        environ["HTTP_COOKIE"] = "; ".join(_cookies(world, parameter, value.text))
    else:
        files = {parameter.name: (b"no picture", unquote(value.raw))}
        return world.send(parameter.actor, path, form | files)
    environ["QUERY_STRING"] = query
    return world.ask_raw(parameter.actor, path, body, media_type, method=parameter.route.method, **environ)


def _environ_name(header: str) -> str:
    name = header.upper().replace("-", "_")
    return name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}"


def _cookies(world: World, parameter: Parameter, text: str) -> Iterator[str]:
    if parameter.name != "portal_session":
        yield f"portal_session={world.cookies[parameter.actor]}"
    yield f"{parameter.name}={text}"


def faults(world: World, parameter: Parameter, answer: TestResponse) -> Iterator[str]:
    """What is wrong with the answer; nothing when it is as it should be."""
    if answer.status_code not in ANSWERS[parameter.place]:
        yield f"answered {answer.status_code}"
    if _must_leave_all_as_it_was(parameter, answer) and not world.is_untouched():
        yield f"wrote something and answered {answer.status_code}"
    if answer.location and not LOCAL.fullmatch(answer.location):
        yield f"leads to {answer.location!r}"
    if "X-Evil" in answer.headers:
        yield "let a header in"
    if answer.mimetype == "text/html" and any(
        each in answer.text for each in ("Traceback", "<script>alert", "<img src=x")
    ):
        yield "shows what it should not"


def _must_leave_all_as_it_was(parameter: Parameter, answer: TestResponse) -> bool:
    if parameter.route.method == "GET":
        return True
    return answer.status_code not in DONE and parameter.route.endpoint not in WRITES_WHEN_IT_REFUSES
