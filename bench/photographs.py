"""What photographs cost: one made anew as times its decoding, and how long a page waits beside eight of them.

A page is the sign-in page, asked for by nobody in particular; the photographs are sent at the same moment by eight
people of hospitals, each again until it is taken, as the page that refuses one asks for.
"""

import io
import multiprocessing
import random
import tempfile
import time
from collections.abc import Sequence
from http.client import HTTPConnection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import quantiles

from PIL import Image

from bench.processes import serving
from bench.uploads import noise, sized
from bench.visitor import filled, opened, probe
from portal.adapters.document_cleaning import clean_document, estimate_document
from portal.app import create_app
from portal.config import Settings
from portal.models import db, schema
from portal.services import hospitals
from portal.services.rulebook import rulebook
from tests.people import hospital_staff
from tests.web.living import cookie_of

ROUNDS, SENDERS, PROCESSES = 5, 8, 2
SIZE, BYTES = (4032, 3024), 5 * 1024 * 1024
PAUSE, AGAIN = 0.02, 0.3
ALONE = 60
ISSUE = "/hospital/issue"


def costs() -> list[float]:
    """The ratio of each round: judged and made anew, to decoded."""
    body = photograph()
    return [_spent(lambda: _made_anew(body)) / _spent(lambda: _decoded(body)) for _round in range(ROUNDS)]


def photograph() -> bytes:
    """Twelve million dots as a telephone keeps them."""
    random.seed(1)
    return sized(noise(SIZE), "JPEG", BYTES)


def _made_anew(body: bytes) -> None:
    estimate_document(body, 50)
    clean_document(body, 50)


def _decoded(body: bytes) -> None:
    Image.open(io.BytesIO(body)).load()


def _spent(act: object) -> float:
    begun = time.process_time()
    for _time in range(3):
        act()  # type: ignore[operator]
    return time.process_time() - begun


def waits() -> list[float]:
    """The ratio of each round: the page's p99 beside the photographs, to its p99 alone."""
    body = photograph()
    with tempfile.TemporaryDirectory() as folder:
        cookies = people(Path(folder))
        with serving(Path(folder), PROCESSES) as served:
            port = served.port
            _beside(port, cookies, body)  # the first starts the checker
            return [
                _beside(port, cookies, body) / _p99([_waited(port) for _one in range(ALONE)])
                for _round in range(ROUNDS)
            ]


def people(folder: Path) -> list[str]:
    """The cookies of eight who signed in at a hospital."""
    app = create_app(Settings(data_dir=folder))
    with app.app_context():
        schema.upgrade(db.engine)
        hospitals.sync(rulebook.catalogue)
        people = [hospital_staff(f"sender-{number}") for number in range(SENDERS)]
        cookies = [f"portal_session={cookie_of(app, each)}" for each in people]
        db.session.remove()
        db.engine.dispose()
    return cookies


def _beside(port: int, cookies: Sequence[str], body: bytes) -> float:
    """The page's p99 until the last photograph was answered."""
    together = multiprocessing.get_context("fork")
    ready = together.Barrier(len(cookies) + 1)
    senders = [together.Process(target=_send, args=(port, cookie, body, ready)) for cookie in cookies]
    for sender in senders:
        sender.start()
    ready.wait()
    found = []
    while any(sender.is_alive() for sender in senders):
        found.append(_waited(port))
    assert [sender.exitcode for sender in senders] == [0] * len(senders)
    return _p99(found)


def _waited(port: int) -> float:
    time.sleep(PAUSE)
    return probe(port, "/login", patience=60)


def _p99(found: Sequence[float]) -> float:
    return quantiles(found, n=100, method="inclusive")[98]


def _send(port: int, cookie: str, body: bytes, ready: Barrier) -> None:
    """Until it is taken; the form lacks its answers, so that nothing but the photograph is worked on."""
    cookie, token = opened(port, ISSUE, cookie)
    ready.wait()
    while "还没有收" in (page := _sent(port, cookie, token, body)):
        time.sleep(AGAIN)
    assert "slip.jpg" not in page, "the photograph was refused"


def _sent(port: int, cookie: str, token: str, body: bytes) -> str:
    form, kind = filled({"csrf_token": token}, "slip", body)
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("POST", ISSUE, form, {"Cookie": cookie, "Content-Type": kind})
    answer = connection.getresponse()
    page = answer.read().decode()
    assert answer.status == 422, answer.status
    return page
