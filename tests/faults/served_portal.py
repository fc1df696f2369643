"""An installation with a few accounts, on either engine, and its `portal serve`."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

from flask import Flask

from portal.adapters.file_store import FileStore
from portal.app import create_app
from portal.catalogue.repository import Catalogue
from portal.config import Settings
from portal.domain.actor import SYSTEM, Context
from portal.models import db, schema
from portal.models.crypto import load_keyring
from portal.models.transaction import transaction
from portal.services import hospitals, installation, second_factors
from tests.faults.forked import ForkedServer
from tests.people import citizen, hospital_staff, person, staff

PORTAL = (sys.executable, "-m", "portal.cli")
CITIZENS = 2
RECOVERY_CODES = tuple(f"{serial:012d}" for serial in range(2000))
"""By these the members of staff sign in: the codes of a telephone count once in half a minute."""
STARTED = re.compile(r"http://[^:]+:(\d+)")


@dataclass
class ServedPortal:
    """Where the portal keeps its things, and the process that serves them."""

    data: Path
    database_url: str = ""
    port: int = 0
    starts: int = 0
    server: "subprocess.Popen[str] | ForkedServer | None" = field(default=None, repr=False)
    prefix: tuple[str, ...] = ()
    """Words in front of the command, such as those of a tracer."""
    program: tuple[str, ...] = PORTAL
    more: Mapping[str, str] = field(default_factory=dict)
    """Further variables of its environment."""

    @property
    def settings(self) -> Settings:
        """As the served portal reads them."""
        return Settings(data_dir=self.data, database_url=self.database_url)

    @property
    def environment(self) -> dict[str, str]:
        """Of the portal's commands."""
        given = {"PORTAL_DATA_DIR": str(self.data), "PORTAL_DATABASE_URL": self.database_url}
        return {**os.environ, **given, **self.more, "PYTHONUNBUFFERED": "1"}

    @property
    def files(self) -> FileStore:
        """The papers on disk, with the key beside them."""
        return FileStore(self.data / "papers", load_keyring(self.settings.key_path, may_create=False))

    @contextmanager
    def application(self) -> Iterator[Flask]:
        """The portal in this process, to look into its database."""
        app = create_app(self.settings)
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()

    def prepare(self) -> None:
        """Make the schema and the accounts."""
        with self.application():
            schema.upgrade(db.engine)
            hospitals.sync(Catalogue.load())
            installation.claim(Context(SYSTEM, datetime.now(UTC)), "real")
            for serial in range(CITIZENS):
                citizen(person(serial + 1, "申报"))
            for user in (hospital_staff("hospital"), *(staff(name) for name in ("desk", "phone", "fax"))):
                with transaction():
                    second_factors.write_recovery_codes(user, RECOVERY_CODES)

    def start(self) -> None:
        """Serve, on the same port as before, and come back when it listens; ours to end with `kill` or `stop`."""
        words, log = ("serve", "--port", str(self.port)), self.data / "serve.log"
        if self.prefix or self.program != PORTAL:
            self.server = self._traced(words, log)
        else:
            self.server = ForkedServer(words, self.environment, log)
        assert self.server.stdout is not None
        started = STARTED.search(self.server.stdout.readline())
        assert started is not None, f"portal serve did not start: {(self.data / 'serve.log').read_text()[-2000:]}"
        self.port = int(started[1])
        self.starts += 1

    def _traced(self, words: tuple[str, ...], log: Path) -> "subprocess.Popen[str]":
        """Begun by a command: whoever traces it, or gives it another disk, does so from its first call on."""
        command = [*self.prefix, *self.program, *words]
        with log.open("a") as file:
            return subprocess.Popen(
                command, env=self.environment, stdout=subprocess.PIPE, stderr=file, text=True, start_new_session=True
            )

    def end(self, number: int) -> None:
        """Send the whole family a signal and wait for the server's end."""
        assert self.server is not None
        assert self.server.stdout is not None
        os.killpg(self.server.pid, number)
        self.server.wait(60)
        self.server.stdout.close()
        self.server = None

    def kill(self) -> None:
        """As the kernel does when memory runs out, or somebody pulls the plug of the process."""
        self.end(signal.SIGKILL)

    def stop(self) -> None:
        """As the service manager does."""
        self.end(signal.SIGTERM)

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Served for as long as the block lasts, however often it is killed and started meanwhile."""
        self.start()
        try:
            yield
        finally:
            if self.server is not None:
                self.kill()

    def wait_until_it_answers(self, seconds: float = 30) -> None:
        """Come back when /readyz says so."""
        end = time.monotonic() + seconds
        while True:
            try:
                connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/readyz")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                pass
            finally:
                connection.close()
            assert time.monotonic() < end, "the portal is not ready again"
            time.sleep(0.05)
