"""What the measurements do as a visitor: find a port, sign in, ask for a page and time it."""

import re
import secrets
import socket
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPResponse
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


def visited(port: int, path: str, cookie: str) -> tuple[str, str]:
    """The cookies a browser holds after that page, and the page."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    return _held(cookie, answer), answer.read().decode()


def opened(port: int, path: str, cookie: str) -> tuple[str, str]:
    """The cookie and the token with which the form of that page may be sent."""
    cookie, page = visited(port, path, cookie)
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)
    assert token is not None
    return cookie, token[1]


def filled(answers: Mapping[str, str], field: str, photograph: bytes) -> tuple[bytes, str]:
    """A form with a photograph as a browser sends it: the body, and what kind it is."""
    boundary = secrets.token_hex()
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in answers.items()
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{field}.jpg"\r\n'
    parts += [f"{head}Content-Type: image/jpeg\r\n\r\n".encode(), photograph, f"\r\n--{boundary}--\r\n".encode()]
    return b"".join(parts), f"multipart/form-data; boundary={boundary}"


def _send(port: int, path: str, cookie: str, form: Mapping[str, str]) -> tuple[str, str]:
    """Open a page and send its form; the cookie then, and where it leads, if anywhere."""
    cookie, token = opened(port, path, cookie)
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, urlencode({**form, "csrf_token": token}), headers)
    answer = connection.getresponse()
    answer.read()
    return _held(cookie, answer), answer.getheader("Location", "")


def _held(cookie: str, answer: HTTPResponse) -> str:
    jar = SimpleCookie(cookie)
    for given in answer.headers.get_all("Set-Cookie", []):
        jar.load(given)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())
