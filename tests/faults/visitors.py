"""People in every channel, over real HTTP: they press a button again when no answer came, and note every answer."""

import itertools
import random
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from typing import Any

from werkzeug.test import EnvironBuilder

from portal.domain.actor import BEIJING
from tests.access.seeds import photograph
from tests.faults.served_portal import CITIZENS, RECOVERY_CODES
from tests.people import PASSWORD, SyntheticPerson, person

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
NUMBER = re.compile(r"/(\d{12})(?:[/?]|$)")
PATIENCE = 180.0
LONG = 15.0
"""Whoever has waited so long, over several outages, gets their answer before the next one begins."""
SIGN_INS = 2 * CITIZENS + 4
"""Before the work begins: each citizen and the clerk beside them, the hospital, three desks."""
_CODES = itertools.cycle(RECOVERY_CODES)
Form = Mapping[str, Any]


@dataclass(frozen=True)
class Acknowledged:
    """An act somebody was told is done."""

    kind: str
    number: str
    person: SyntheticPerson | None = None


BUSY = "现在传文件的人多"
"""Said where files of others are being checked: send it again, as a person would."""


class NoAnswer(Exception):
    """The connection broke, or the portal said that it cannot; nobody knows whether it was done."""


class Crowd:
    """Everybody in every channel; each visitor is a thread."""

    def __init__(self, port: Callable[[], int], seed: int) -> None:
        self.port = port
        self.noted: list[Acknowledged] = []
        self.faults: list[BaseException] = []
        self.refusals: list[str] = []
        self.signed_in = 0
        self._serials = itertools.count(1000 + seed % 1000 * 1000)
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._waiting: dict[int, float] = {}
        self._threads: list[threading.Thread] = []

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """All channels are busy for as long as the block lasts."""
        visits = [
            *((lambda serial=serial: self._files_for_others(serial)) for serial in range(1, CITIZENS + 1)),
            self._issues_referrals,
            lambda: self._takes_in("phone", "phone", "emergency"),
            lambda: self._takes_in("fax", "fax", "emergency"),
            lambda: self._takes_in("desk", "window", "long-term"),
        ]
        threads = self._threads = [threading.Thread(target=self._watched, args=[visit]) for visit in visits]
        for thread in threads:
            thread.start()
        try:
            self._wait(lambda: self.signed_in >= SIGN_INS, "not everybody could sign in")  # a code is good for one try
            yield
        finally:
            self.stop()
            assert not any(thread.is_alive() for thread in threads), "a visitor still waits for an answer"
        if self.faults:
            raise self.faults[0]

    def stop(self) -> None:
        """Everybody finishes what they are at, and goes."""
        self._stop.set()
        for thread in self._threads:
            thread.join(2 * PATIENCE)

    def _watched(self, visit: Callable[[], None]) -> None:
        try:
            visit()
        except BaseException as fault:  # a visitor's own mistake must fail the part, not end silently
            self.faults.append(fault)
            self._stop.set()

    def note(self, kind: str, number: str, who: SyntheticPerson | None = None) -> None:
        """Somebody was told that this is done."""
        with self._lock:
            self.noted.append(Acknowledged(kind, number, who))

    def note_sign_in(self) -> None:
        """One more browser is ready."""
        with self._lock:
            self.signed_in += 1

    def wait_until_acknowledged(self, more: int) -> None:
        """Come back when so many more were told that something is done: a load is as long as its work, not a time."""
        enough = len(self.noted) + more
        self._wait(lambda: len(self.noted) >= enough, "nothing was acknowledged any more")

    def wait_until_nobody_waits_long(self) -> None:
        """Come back when whoever was cut off again and again has an answer.

        With an outage as soon as anybody was told something, a slow machine would starve whoever has most to send.
        """
        self._wait(lambda: all(time.monotonic() - since < LONG for since in list(self._waiting.values())), "no answer")

    @contextmanager
    def waits(self, path: str) -> Iterator[Callable[[], None]]:
        """Somebody wants an answer; what is given waits a moment before they try again, at last in vain."""
        since = self._waiting[threading.get_ident()] = time.monotonic()

        def a_moment() -> None:
            assert time.monotonic() - since < PATIENCE, f"no answer to {path} for {PATIENCE:.0f} s"
            time.sleep(0.05)

        yield a_moment
        del self._waiting[threading.get_ident()]

    def _wait(self, is_so: Callable[[], bool], otherwise: str) -> None:
        end = time.monotonic() + PATIENCE
        while not is_so() and not self.faults:
            assert time.monotonic() < end, otherwise
            time.sleep(0.02)

    def somebody(self) -> SyntheticPerson:
        """A person nobody has filed for yet."""
        with self._lock:
            serial = next(self._serials)
        return person(serial, "病人")

    def _files_for_others(self, serial: int) -> None:
        agent, browser = person(serial, "申报"), Browser(self)
        browser.sign_in(agent.phone)
        desk = Browser(self)
        desk.sign_in("desk")
        while not self._stop.is_set():
            self.files_once(browser, desk, serial)

    def files_once(self, browser: "Browser", desk: "Browser", serial: int) -> None:
        """One filing from its first page to its approval, with two papers."""
        agent, who = person(serial, "申报"), self.somebody()
        number = browser.sends("/apply/wenshang/long-term", {"key": secrets.token_hex(16)})
        self.note("opened", number)
        browser.sends(f"/apply/draft/{number}/who", filed_by(agent, who))
        self.note("typed", number, who)
        browser.sends(f"/apply/draft/{number}/where", WHERE())
        documents = {"residence_proof-files": [photo(), photo()]}
        browser.sends(f"/me/filings/{number}/documents/residence_proof/add", documents)
        self.note("paper", number)
        browser.sends(f"/apply/draft/{number}/check", {"signed_name": agent.name, "agrees": "y"})
        self.note("submitted", number, who)
        seen = {"version": "2", "unchecked_reason": "窗口已经看过", **day_parts("begins_on", today())}
        desk.sends(f"/clerk/filings/{number}/approve", seen, again=409)
        self.note("approved", number, who)

    def _issues_referrals(self) -> None:
        browser = Browser(self)
        browser.sign_in("hospital")
        while not self._stop.is_set():
            who = self.somebody()
            number = browser.sends("/hospital/issue", slip_for(who))
            self.note("submitted", number, who)
            self.note("paper", number)

    def _takes_in(self, clerk: str, channel: str, slug: str) -> None:
        browser = Browser(self)
        browser.sign_in(clerk)
        while not self._stop.is_set():
            who = self.somebody()
            number = browser.sends(f"/clerk/intake/{channel}/{slug}", answers_at(channel, who))
            self.note("submitted", number, who)
            if channel == "fax":
                self.note("paper", number)


@dataclass
class Browser:
    """One signed-in browser that does not give up."""

    crowd: Crowd
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    _dice: random.Random = field(default_factory=random.Random)

    def sign_in(self, login: str) -> None:
        """As on the page; the session outlives the server's process."""
        answer = self._sends_from("/login", {"login": login, "password": PASSWORD})
        if answer.location.startswith("/second-factor"):
            answer = self._sends_from("/second-factor", {"code": next(_CODES)})
        assert answer.status == 303, f"{login}: {answer.status}"
        self.token = found(TOKEN, self._insists("GET", "/account", {}).body)
        self.crowd.note_sign_in()

    def _sends_from(self, path: str, form: Form) -> "Answer":
        """Open a page and send its form."""
        self.token = found(TOKEN, self._insists("GET", path, {}).body)
        return self._insists("POST", path, form)

    def sends(self, path: str, form: Form, again: int = 303) -> str:
        """Send a form until an answer comes; gives the number of the filing it leads to.

        `again` is what may be answered to a repetition whose first answer was lost.
        """
        tries, answer = 0, None
        with self.crowd.waits(path) as a_moment:
            while answer is None:
                tries += 1
                with suppress(NoAnswer):
                    answer = self.asks("POST", path, form)
                if answer is None or (answer.status == 422 and BUSY in answer.body):
                    answer = None
                    a_moment()
        allowed = {303, again} if tries > 1 else {303}
        assert answer.status in allowed, f"{path}: {answer.status} {answer.body[-3000:]}"
        return found(NUMBER, answer.location or path)

    def _insists(self, method: str, path: str, form: Form) -> "Answer":
        with self.crowd.waits(path) as a_moment:
            while True:
                try:
                    return self.asks(method, path, form)
                except NoAnswer:
                    a_moment()

    def asks(self, method: str, path: str, form: Form) -> "Answer":
        """One request; raises `NoAnswer`."""
        body, headers = encoded({**form, "csrf_token": self.token}) if method == "POST" else (b"", {})
        carried = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = HTTPConnection("127.0.0.1", self.crowd.port(), timeout=30)
        try:
            connection.request(method, path, body, {**headers, "Cookie": carried})
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        except (OSError, HTTPException) as fault:
            raise NoAnswer from fault
        finally:
            connection.close()
        if response.status >= 500:
            self.crowd.refusals.append(text)
            raise NoAnswer
        for given in response.headers.get_all("Set-Cookie", ()):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(given).items()}
        return Answer(response.status, response.headers.get("Location", ""), text)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    body: str


def found(pattern: re.Pattern[str], text: str) -> str:
    """The first group, which must be there."""
    match = pattern.search(text)
    assert match is not None, f"no {pattern.pattern} in {text[:500]}"
    return match[1]


def encoded(form: Form) -> tuple[bytes, dict[str, str]]:
    """The bytes of a form, with its files where it has some."""
    from io import BytesIO

    values = {
        name: [(BytesIO(item[0]), item[1]) if isinstance(item, tuple) else item for item in value]
        if isinstance(value, list)
        else value
        for name, value in form.items()
    }
    has_files = any(isinstance(value, list) for value in form.values())
    kind = "multipart/form-data" if has_files else "application/x-www-form-urlencoded"
    builder = EnvironBuilder(method="POST", data=values, content_type=kind)
    environ = builder.get_environ()
    body = environ["wsgi.input"].read()
    return body, {"Content-Type": environ["CONTENT_TYPE"], "Content-Length": str(len(body))}


def photo() -> tuple[bytes, str]:
    """A small photograph of a colour of its own."""
    return photograph(f"#{secrets.token_hex(3)}")


def day_parts(name: str, day: date) -> dict[str, str]:
    """A day as it is typed."""
    return {f"{name}-year": str(day.year), f"{name}-month": str(day.month), f"{name}-day": str(day.day)}


def today() -> date:
    """In Beijing, where the rules count."""
    return datetime.now(BEIJING).date()


def WHERE() -> dict[str, str]:  # noqa: N802 - a form like the others, of today
    """To Shanghai for a year."""
    return {"treatment_place": "310000", "stay_months": "12", **day_parts("begins_on", today())}


def of(who: SyntheticPerson) -> dict[str, str]:
    """Whoever is insured."""
    return {"name": who.name, "id_number": who.id_number, "scheme": "employee", "insured_place": "370830"}


def filed_by(agent: SyntheticPerson, who: SyntheticPerson) -> dict[str, str]:
    """An agent files for somebody."""
    return {
        **of(who),
        "whom": "other",
        "kind": "long_term_resident",
        "agent_name": agent.name,
        "agent_id_number": agent.id_number,
        "agent_phone": agent.phone,
        "agent_relation": "女儿",
        "contact_phone": who.phone,
    }


def slip_for(who: SyntheticPerson) -> dict[str, Any]:
    """A hospital's referral."""
    return {
        **of(who),
        **day_parts("issued_on", today()),
        "contact_phone": who.phone,
        "key": secrets.token_hex(16),
        "diagnosis_name": "冠心病",
        "condition": "胸闷三个月",
        "reason": "本院不能做",
        "treatment_place": "310000",
        "doctor": "测试医生",
        "chief": "测试主任",
        "is_agreed": "y",
        "consents": "y",
        "is_sealed": "yes",
        "slip": [photo()],
    }


def answers_at(channel: str, who: SyntheticPerson) -> dict[str, Any]:
    """What a clerk keys for that channel."""
    if channel == "window":
        more: dict[str, Any] = {"kind": "long_term_resident", **WHERE(), "seen_residence_proof": "y"}
    else:
        more = {
            **day_parts("admitted_on", today() - timedelta(days=1)),
            "treatment_place": "310000",
            "emergency": "yes",
            "inpatient": "yes",
            "networked": "yes",
        }
    if channel == "phone":
        more |= {"caller_name": "来电人", "caller_phone": "13900000060", "caller_relation": "女儿"}
    if channel == "fax":
        more |= {"scan_emergency_record": [photo()], "sealed_emergency_record": "yes"}
    return {**of(who), **more, "consents": "y", "key": secrets.token_hex(16), "contact_phone": who.phone}
