"""The client of docs/recipes/a-client.md, as it stands there, asks a served portal."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from tests.web.institutions import COVERED, cover, key_for

ROOT = Path(__file__).parents[3]
[CLIENT] = re.findall(r"```python\n(.*?)```", (ROOT / "docs/recipes/a-client.md").read_text("utf-8"), re.DOTALL)
ABOUT = {"id_number": COVERED.id_number, "name": COVERED.name, "on": "2026-09-20"}


@pytest.fixture
def url(app: Flask) -> Iterator[str]:
    """Where the portal is served."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def run(url: str, key: str, about: dict[str, str]) -> tuple[int, str]:
    """What the client says."""
    environment = {"PORTAL_URL": url, "PORTAL_KEY": key, "ABOUT": json.dumps(about), "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run([sys.executable, "-c", CLIENT], env=environment, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout or ran.stderr


def test_fifteen_lines_are_enough(app: Flask, url: str) -> None:
    assert len([line for line in CLIENT.splitlines() if line.strip()]) == 15 - 1
    cover(app)
    key = key_for(app)
    assert run(url, key, ABOUT) == (0, "covered\n")
    assert run(url, key, ABOUT | {"name": "别人"}) == (0, "not covered\n")
    wrong = run(url, key, ABOUT | {"id_number": "1"})
    assert (wrong[0], "/id_number: 身份证号要写十八位" in wrong[1]) == (1, True)
    assert run(url, f"{key}A", ABOUT)[1].startswith("请求里没有密钥，或者密钥不对")
