"""A portal in which one filing stands in every channel and state, and eleven browsers ask for all."""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import event
from werkzeug.test import TestResponse

from portal.models import LoginSession, User, db
from portal.models.sealed import token_index
from portal.services import own_sessions, sessions
from tests.access.seeds import Seeds, sow
from tests.people import NOW, acting, session_of
from tests.web.living import LivingPortal

ACTORS = (
    "stranger",
    "owner",
    "other_citizen",
    "hospital",
    "other_hospital",
    "employer",
    "other_employer",
    "clerk",
    "other_clerk",
    "supervisor",
    "other_supervisor",
)
MEMBERS = ("hospital", "employer", "clerk", "supervisor")
"""Who has a second factor; each has a browser in which the password alone was given, and one where it is long ago."""
TOKEN_OF_A_FORM: dict[str, object] = {"csrf_token": "csrf"}
NEVER_A_CHANGE = {"login_sessions": ("seen_at",), "terminals": ("seen_at",)}
"""Columns that a GET may write: no other GET writes (docs/architecture.md)."""
WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")
ONLY_LOGS = ("access_log", "fax_looks", "trail_links")
NO_LOOKS = {"portal_events": "WHERE kind <> 'fax_seen'"}
"""A fax is looked at before it is of any filing: that line is an event."""


class World(LivingPortal):
    """The seeded portal; its state can be rolled back after each write."""

    def __init__(self, data_dir: Path, template: Path) -> None:
        super().__init__(data_dir, template)
        with self.app.app_context():
            self.seeds: Seeds = sow()
            self.cookies = {name: self.cookie_of(user) for name, user in self.seeds.users.items()}
            for name, user in self.seeds.users.items():  # everybody has signed in on another device too
                token = session_of(user)
                row = db.session.get_one(LoginSession, token_index("session", token))
                self.seeds.names[f"{name}.session"] = own_sessions.key_of(row)
            for name in MEMBERS:
                user = self.seeds.users[name]
                self.cookies[f"halfway_{name}"] = self._signed(
                    TOKEN_OF_A_FORM | {"halfway": sessions.begin(acting(user), user)}
                )
                long_ago = sessions.begin(acting(user), user, NOW - sessions.CONFIRMED_FOR - timedelta(seconds=1))
                self.cookies[f"unconfirmed_{name}"] = self._signed(
                    TOKEN_OF_A_FORM | {"_user_id": long_ago, "_fresh": True}
                )
            self._ids = {name: user.id for name, user in self.seeds.users.items()}
        self.cookies["stranger"] = self._signed({"csrf_token": "of a stranger"})
        self._first_cookies = dict(self.cookies)
        self._client: FlaskClient = self.app.test_client(use_cookies=False)
        self._written: set[str] = set()
        with self.app.app_context():
            event.listen(db.engine, "before_cursor_execute", self._note)
        self.snapshot.keep()
        self._tables = self._read_tables()
        self._untouched = {table: self._digest_of(table) for table in self._tables}

    def _note(self, _connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if found := WRITES.match(statement):
            self._written.add(found[1])

    def roll_back(self) -> None:
        """Bring the first rows back, if anybody wrote, and to each browser the cookie it signed in with."""
        super().roll_back()
        self._written.clear()
        self.cookies = dict(self._first_cookies)

    def user(self, name: str) -> User:
        """The account of an actor as it is now; within the application's context."""
        found: User = db.session.get_one(User, self._ids[name], populate_existing=True)
        return found

    def cookie_of(self, user: User) -> str:
        """The cookie of a browser in which that account has just signed in."""
        return self._signed({"_user_id": session_of(user), "_fresh": True, "csrf_token": "csrf"})

    def _signed(self, session: Mapping[str, object]) -> str:
        serializer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        return str(serializer.dumps(dict(session)))

    def csrf_token(self, actor: str) -> str:
        """What a form drawn for that browser carries."""
        raw = "of a stranger" if actor == "stranger" else "csrf"
        return str(URLSafeTimedSerializer(self.app.secret_key or "", salt="wtf-csrf-token").dumps(raw))

    def ask(
        self,
        actor: str,
        method: str,
        url: str,
        form: Mapping[str, Any] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        token: str | None = None,
    ) -> TestResponse:
        """One request of that browser; `token` is the CSRF token sent with a form (none: it is left out)."""
        data = None if form is None else {name: _fresh(value) for name, value in form.items()}
        if token is not None:
            data = {**(data or {}), "csrf_token": token}
        sent = {"Cookie": f"portal_session={self.cookies[actor]}", **(headers or {})}
        answer = self._client.open(url, method=method, data=data, headers=sent)
        answer.request.environ["wsgi.input"].close()  # the test client leaves a large body open
        return answer

    def send(self, actor: str, url: str, form: Mapping[str, Any], **headers: str) -> TestResponse:
        """POST a form as that browser would, with its token."""
        return self.ask(actor, "POST", url, form, headers=headers, token=self.csrf_token(actor))

    def ask_raw(
        self,
        actor: str,
        url: str,
        body: bytes,
        media_type: str,
        headers: Mapping[str, str] | None = None,
        method: str = "POST",
        **environ: Any,
    ) -> TestResponse:
        """Send bytes as they are, as no browser would."""
        sent = {"Cookie": f"portal_session={self.cookies[actor]}", **(headers or {})}
        return self._client.open(
            url, method=method, data=body, content_type=media_type, headers=sent, environ_overrides=environ
        )

    def digest(self) -> str:
        """One value for everything the database holds, less the last-seen times and the log of looks."""
        return hashlib.sha256("".join(self._digest_of(table) for table in self._tables).encode()).hexdigest()

    def _digest_of(self, table: str) -> str:
        columns, which = ", ".join(self._tables[table]), NO_LOOKS.get(table, "")
        total = hashlib.sha256(table.encode())
        for row in self.snapshot.file.execute(f"SELECT {columns} FROM {table} {which} ORDER BY rowid"):
            total.update(repr(row).encode())
        return total.hexdigest()

    def is_untouched(self) -> bool:
        """Whether the database still is as it was seeded; cheap while nobody wrote but in the log of looks."""
        only_looked = bool(self._written) and self._written.issubset(ONLY_LOGS)
        if only_looked or not self.snapshot.was_written:
            return True
        written_first = sorted(self._tables, key=lambda table: table not in self._written)
        return all(self._digest_of(table) == self._untouched[table] for table in written_first)

    @property
    def was_looked_at(self) -> bool:
        """Whether a look was written down since the last roll back."""
        return "access_log" in self._written

    @contextmanager
    def rolled_back(self) -> Iterator[None]:
        """Whatever is written within is gone afterwards."""
        try:
            yield
        finally:
            self.roll_back()

    def kept_files(self) -> int:
        """How many files lie in the paper store, half written ones too; each of its folders is asked."""
        return _files_in(self.data_dir / "papers")

    def _read_tables(self) -> dict[str, list[str]]:
        names = [row[0] for row in self.snapshot.file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [
                row[1]
                for row in self.snapshot.file.execute(f"PRAGMA table_info({name})")
                if row[1] not in NEVER_A_CHANGE.get(name, ())
            ]
            for name in sorted(names)
            if not name.startswith("sqlite_") and name not in ONLY_LOGS
        }


def _files_in(folder: str | Path) -> int:
    """Asked for thousands of times; a walk would ask the disk of each folder twice."""
    with os.scandir(folder) as entries:
        return sum(_files_in(each.path) if each.is_dir(follow_symlinks=False) else 1 for each in entries)


def _fresh(value: Any) -> Any:
    """A file is sent as a new stream each time."""
    if isinstance(value, tuple):
        return (BytesIO(value[0]), value[1])
    return [_fresh(each) for each in value] if isinstance(value, list) else value


TOKEN = re.compile(rb'name="csrf_token"[^>]*value="[^"]*"')


def without_address(response: TestResponse, *addressed: str) -> bytes:
    """The body of an answer, less the one-time tokens and the echo of the address that was asked for."""
    body = TOKEN.sub(b"", response.data)
    for text in addressed:
        body = body.replace(text.encode(), b"X")
    return body
