"""How long `portal serve` takes from its start to its first page, as times the import of Flask."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROUNDS = 5
ADDRESS = re.compile(r"http://[^:]+:(\d+)")


def measured() -> list[float]:
    """The ratio of each round, by the clock: somebody waits for it. All is compiled before, as pip leaves a portal."""
    with tempfile.TemporaryDirectory() as folder:
        given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        kept = {"PORTAL_DATA_DIR": str(Path(folder) / "var"), "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled")}
        environment = {**given, **kept}
        command(environment, "init")
        _until_answered(environment)
        _import_of_flask(environment)
        return [_until_answered(environment) / _import_of_flask(environment) for _round in range(ROUNDS)]


def command(environment: dict[str, str], *words: str) -> None:
    """Run a command of the portal to its end."""
    subprocess.run([sys.executable, "-m", "portal.cli", *words], env=environment, check=True, capture_output=True)


def _import_of_flask(environment: dict[str, str]) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import flask"], env=environment, check=True)
    return time.perf_counter() - begun


def _until_answered(environment: dict[str, str]) -> float:
    begun = time.perf_counter()
    words = [sys.executable, "-m", "portal.cli", "serve", "--port", "0"]
    with subprocess.Popen(
        words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as serving:
        try:
            assert serving.stdout is not None
            address = next(found[0] for line in serving.stdout if (found := ADDRESS.search(line)))
            with urllib.request.urlopen(f"{address}/healthz", timeout=60) as answer:
                assert answer.status == 200
            return time.perf_counter() - begun
        finally:
            serving.send_signal(signal.SIGTERM)
