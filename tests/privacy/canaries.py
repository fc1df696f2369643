"""Two thousand canaries in a portal that is really served: `python -m tests.privacy.canaries 2000`.

Each files, is referred, or is taken in by telephone or fax; is searched for, looked at and mistyped. Then every file
the portal wrote (database, its log, papers, backup, temporary files), its own log, its figures and every address it
gave are read for any word of any of them, in every spelling. On PostgreSQL a tenth as many, with its data folder.
"""

import secrets
import socket
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from portal.domain.vocabulary import Role
from portal.models import Filing, User, db
from portal.models.sealed import person_index
from tests.faults.served_portal import ServedPortal
from tests.faults.visitors import WHERE, Browser, Crowd, Form, answers_at, of, slip_for
from tests.people import SyntheticPerson, citizen, id_number, session_of
from tests.postgresql import own_server
from tests.privacy.canary import spellings
from tests.processes import portal

MOST = 2000
NAME, ROAD, ILLNESS, PHONE, BORN = "凤凰金丝雀", "鸟语花香路", "罕见金丝雀热", "1397707", "1947"
MAILBOX = "goldfinch-on-the-wing"
STEMS = (NAME, ROAD, ILLNESS, MAILBOX, f"{PHONE}0", f"{PHONE}1", f"990000{BORN}")
"""What the words of each canary begin with; nothing else in a portal does."""
SHORTEST = 8
"""Bytes a spelling needs so that it is no accident among a hundred million."""
FIGURES = "零一二三四五六七八九"


def canary(serial: int) -> SyntheticPerson:
    """The canary of that number."""
    assert serial < MOST, "their numbers begin otherwise from there on, and would be looked for in vain"
    name = NAME + "".join(FIGURES[int(figure)] for figure in f"{serial:04d}")
    born = f"{BORN}02{serial // 1000 + 1:02d}"
    return SyntheticPerson(name, id_number(serial % 1000, born), f"{PHONE}{serial:04d}")


def wanted() -> set[bytes]:
    """Every spelling of every stem."""
    return {each for stem in STEMS for each in spellings(stem, SHORTEST)}


@dataclass
class Findings:
    """Where words were found, and how much was read for them."""

    places: list[str] = field(default_factory=list)
    read: int = 0

    def search(self, place: str, body: bytes) -> None:
        """Look for every spelling."""
        self.read += len(body)
        self.places += [f"{place}: {each!r}" for each in wanted() if each in body]

    def search_folder(self, folder: Path) -> None:
        """Every file of it, by its name too."""
        for path in sorted(folder.rglob("*")):
            self.search("a file's name", str(path).encode())
            if path.is_file():
                self.search(str(path.relative_to(folder)), path.read_bytes())


class Aviary:
    """A served portal that the canaries fly through; `app` is the same portal in this process."""

    def __init__(self, app: Flask, port: int) -> None:
        self._crowd = Crowd(lambda: port, 0)
        self._now = app.extensions["portal_clock"]
        self._sessions = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        self._token = str(URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token").dumps("csrf"))
        self.addresses: list[str] = []
        self._stranger = self._browser({})
        staff = db.session.scalars(select(User).where(User.role != Role.CITIZEN))
        self._staff = {user.username: self._of(user) for user in staff}

    def fly(self, serial: int) -> None:
        """Everything that one of them does and has done to it."""
        who = canary(serial)
        channel = {0: "hospital", 1: "phone", 2: "fax"}.get(serial % 10, "online")
        number = self._files(who) if channel == "online" else self._is_taken_in(channel, who)
        words = (who.name, who.phone, who.id_number, number)[serial // 10 % 4]
        self._asks(self._staff["desk"], "POST", "/clerk/", {"words": words})
        self._asks(self._staff["desk"], "GET", f"/clerk/filings/{number}")
        for last_four in (f"{serial:04d}", who.id_number[-4:]):
            self._asks(self._stranger, "POST", "/progress", {"number": number, "last_four": last_four})
        if serial % 20 == 0:
            self._asks(self._stranger, "POST", "/login", {"login": who.phone, "password": f"{who.name}{who.phone}"})

    def _files(self, who: SyntheticPerson) -> str:
        browser = self._of(citizen(who))
        mailbox = f"{MAILBOX}{who.phone[-4:]}@example.cn"
        self._asks(browser, "POST", "/account/messages", {"language": "en", "mailbox": mailbox})
        number = self._sends(browser, "/apply/wenshang/long-term", {"key": secrets.token_hex(16)})
        typed = {**of(who), "whom": "self", "kind": "long_term_resident", "contact_phone": who.phone}
        base = f"/apply/draft/{number}"
        self._asks(browser, "POST", f"{base}/who", typed | {"id_number": who.id_number[:-1] + "?"})
        self._sends(browser, f"{base}/who", typed | {"contact_address": f"{ROAD}{who.phone[-4:]}号"})
        self._sends(browser, f"{base}/where", WHERE())
        self._sends(browser, f"{base}/check", {"signed_name": who.name, "agrees": "y"})
        self._asks(browser, "GET", f"/me/filings/{number}")
        return number

    def _is_taken_in(self, channel: str, who: SyntheticPerson) -> str:
        if channel == "hospital":
            form = slip_for(who) | {"diagnosis_name": f"{ILLNESS}{who.phone[-4:]}型", "doctor": who.name}
            return self._sends(self._staff["hospital"], "/hospital/issue", form)
        form = answers_at(channel, who) | ({"caller_phone": who.phone} if channel == "phone" else {})
        return self._sends(self._staff[channel], f"/clerk/intake/{channel}/emergency", form)

    def _asks(self, browser: Browser, method: str, path: str, form: Form | None = None) -> None:
        self.addresses += [path, browser.asks(method, path, form or {}).location]

    def _sends(self, browser: Browser, path: str, form: Form) -> str:
        number = browser.sends(path, form)
        self.addresses += [path, number]
        return number

    def _of(self, user: User) -> Browser:
        """A browser in which that account has just signed in."""
        return self._browser({"_user_id": session_of(user, self._now()), "_fresh": True})

    def _browser(self, session: dict[str, object]) -> Browser:
        cookie = str(self._sessions.dumps({**session, "csrf_token": "csrf"}))
        return Browser(self._crowd, {"portal_session": cookie}, self._token)


def fly_through(folder: Path, count: int, database_url: str = "") -> Findings:
    """So many canaries through a portal in that folder, and what was found of them."""
    data, temporary, depot = (folder / name for name in ("var", "tmp", "backups"))
    for each in (data, temporary):
        each.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        figures_at = free.getsockname()[1]
    more = {"PORTAL_METRICS_PORT": str(figures_at), "TMPDIR": str(temporary)}
    place = ServedPortal(data, database_url, more=more)
    place.prepare()
    findings = Findings()
    with place.serving(), place.application() as app:
        aviary = Aviary(app, place.port)
        for serial in range(count):
            aviary.fly(serial)
        for command in (["worker", "--until-empty"], ["backup", str(depot)]):
            ran = portal(data, *command, PORTAL_DATABASE_URL=database_url, **more)
            assert ran.returncode == 0, ran.stderr
            findings.search(command[0], (ran.stdout + ran.stderr).encode())
        with urlopen(f"http://127.0.0.1:{figures_at}/metrics") as answer:
            findings.search("figures", answer.read())
        findings.search("addresses", "\n".join(aviary.addresses).encode())
        findings.search_folder(folder)  # while it is served: its log and whatever waits lie there as they do at work
        there = {index for (index,) in db.session.execute(select(Filing.person_index))}
        assert there == {person_index(canary(serial).id_number) for serial in range(count)}, (
            "who is nowhere proves nothing"
        )
    return findings


def main() -> int:
    """Two thousand, or as many as the command line says."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MOST
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="canaries-") as folder, own_server() as server:
        for name, many, url in (("sqlite", count, ""), ("postgresql", count // 10, server.url)):
            home = Path(folder) / name
            home.mkdir()
            findings = fly_through(home, many, url)
            if url:
                findings.search_folder(server.home / "data")
            wrong += len(findings.places)
            for place in findings.places[:20]:
                print(f"FOUND {place}")
            print(f"{name}: canaries={many} bytes_read={findings.read} found={len(findings.places)}", flush=True)
    print(f"canaries: found={wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
