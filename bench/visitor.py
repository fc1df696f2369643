"""What the measurements do as a visitor: find a port, sign in, ask for a page and time it."""

import re
import socket
import time
from collections.abc import Mapping
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from pyotp import TOTP


def free_port() -> int:
    """A port of this machine nobody listens at."""
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return int(any_port.getsockname()[1])


def probe(port: int, path: str, cookie: str = "", patience: float = 5) -> float:
    """Ask for one page on a new connection; returns the seconds it took."""
    begun = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=patience)
    try:
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
    finally:
        connection.close()
    return time.perf_counter() - begun


def sign_in(port: int, login: str, password: str, secret: str) -> str:
    """Sign in as a member of staff does; returns the cookie."""
    cookie, _path = _send(port, "/login", "", {"login": login, "password": password})
    while True:  # a code counts once: after another sign-in a moment ago the next one is due
        given, path = _send(port, "/second-factor", cookie, {"code": TOTP(secret).now()})
        if path:
            return given
        time.sleep(5)


def opened(port: int, path: str, cookie: str) -> tuple[str, str]:
    """The cookie and the token with which the form of that page may be sent."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Cookie": cookie})
    page = connection.getresponse()
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page.read().decode())
    assert token is not None
    return _cookie(page.getheader("Set-Cookie", "")), token[1]


def _send(port: int, path: str, cookie: str, form: Mapping[str, str]) -> tuple[str, str]:
    """Open a page and send its form; the cookie then, and where it leads, if anywhere."""
    cookie, token = opened(port, path, cookie)
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, urlencode({**form, "csrf_token": token}), headers)
    answer = connection.getresponse()
    answer.read()
    return _cookie(answer.getheader("Set-Cookie", "")), answer.getheader("Location", "")


def _cookie(header: str) -> str:
    return "; ".join(f"{name}={morsel.value}" for name, morsel in SimpleCookie(header).items())
