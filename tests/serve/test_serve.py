"""`portal serve` as a process: it answers, logs without telling, believes one proxy, and stops by finishing."""

import contextlib
import json
import re
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.modes import open_to_others
from tests.processes import portal
from tests.serve.running import Running, prepare, serving

pytestmark = pytest.mark.slow
SLOW_BODY = 600_000


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("serve") / "var"


@pytest.fixture(scope="module")
def environment(data: Path) -> dict[str, str]:
    return prepare(data)


@pytest.fixture(scope="module")
def server(environment: dict[str, str]) -> Iterator[Running]:
    """The one that serves whoever reads no log and stops nothing."""
    with serving(environment) as running:
        yield running


@pytest.fixture
def mortal(environment: dict[str, str]) -> Iterator[Running]:
    """One for a single test: its log is read from the beginning, or it is stopped."""
    with serving(environment) as running:
        yield running


def ask(server: Running, path: str, method: str = "GET", body: str | None = None, **headers: str) -> HTTPResponse:
    """One request on a connection of its own; the answer is read."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def wait_for(server: Running, count: int) -> list[dict[str, object]]:
    """The log's request lines once there are so many."""
    waited = threading.Event()
    for _turn in range(600):
        if len(server.requests()) >= count:
            break
        waited.wait(0.05)
    return server.requests()


def test_it_lives_and_is_ready_and_its_files_are_nobody_elses(server: Running, data: Path) -> None:
    with urlopen(f"{server.url}/healthz") as alive, urlopen(f"{server.url}/readyz") as ready:
        assert (alive.read(), ready.read()) == (b"ok\n", b"ready\n")
    assert (list(data.glob("*-wal")) != [], open_to_others(data)) == (True, [])


def test_a_request_is_one_line_that_names_the_route_and_nobody(mortal: Running) -> None:
    secret = "tok3n-of-somebody"
    answer = ask(mortal, f"/p/{secret}?name=%E5%BC%A0%E4%B8%89", X_Forwarded_For="203.0.113.9")
    (line,) = wait_for(mortal, 1)
    assert line["request"] == answer.headers["X-Request-Id"]
    assert (line["route"], line["method"], line["status"], line["role"]) == ("/p/<token>", "GET", 404, "-")
    assert isinstance(line["milliseconds"], float)
    everything = "".join(mortal.log)
    for word in (secret, "张三", "%E5%BC%A0", "203.0.113.9", "127.0.0.1"):
        assert word not in everything


def test_every_line_of_the_log_is_json(mortal: Running) -> None:
    ask(mortal, "/none")
    ask(mortal, "/login", "POST", "login=x", Content_Type="application/x-www-form-urlencoded")
    assert wait_for(mortal, 2)
    mortal.stop()
    for line in mortal.log:
        assert set(json.loads(line)) >= {"time", "level", "logger", "event"}


def test_a_proxy_is_believed_only_where_it_is_named(data: Path, environment: dict[str, str]) -> None:
    forged = {"X_Forwarded_Host": "evil.example", "X_Forwarded_Proto": "https"}
    with serving(environment) as direct:
        assert ask(direct, "/login", **forged).status == 200  # ignored
    with serving({**environment, "PORTAL_TRUSTED_PROXY": "127.0.0.1"}) as behind:
        assert ask(behind, "/login", **forged).status == 400  # believed, and no name of ours
        assert ask(behind, "/login", X_Forwarded_Host="localhost").status == 200
    with serving({**environment, "PORTAL_TRUSTED_PROXY": "192.0.2.1"}) as elsewhere:
        assert ask(elsewhere, "/login", **forged).status == 200


def test_a_proxy_that_is_not_named_is_told_of_once_and_found_by_the_doctor(
    data: Path, environment: dict[str, str]
) -> None:
    with serving(environment) as running:
        ask(running, "/login")
        assert proxy_in(data) == "✓ 前面的代理：没有看到代理。"
        for _turn in range(3):
            ask(running, "/login", X_Forwarded_For="203.0.113.9")
        wait_for(running, 4)
        warnings = [line for line in map(json.loads, running.log) if line["logger"] == "portal.serve"]
    assert [line["level"] for line in warnings] == ["warning"]
    assert "203.0.113.9" not in "".join(running.log)
    assert proxy_in(data).startswith("! 前面的代理：有请求是代理转来的")
    with serving({**environment, "PORTAL_TRUSTED_PROXY": "127.0.0.1"}) as named:
        ask(named, "/login", X_Forwarded_For="203.0.113.9")
    assert proxy_in(data) == "✓ 前面的代理：没有看到代理。"


def proxy_in(data: Path) -> str:
    """What `portal doctor` says of the proxy."""
    doctor = portal(data, "doctor")
    return next(line for line in doctor.stdout.splitlines() if "代理" in line)


def test_start_up_says_that_https_needs_a_named_proxy(environment: dict[str, str]) -> None:
    public = {**environment, "PORTAL_BASE_URL": "https://portal.example"}
    for settings, is_noticed in ((public, True), ({**public, "PORTAL_TRUSTED_PROXY": "127.0.0.1"}, False)):
        with serving(settings) as running:
            running.send(signal.SIGTERM)
            assert ("PORTAL_TRUSTED_PROXY" in running.words.read()) == is_noticed


def test_guesses_are_counted_by_the_address_the_proxy_tells(environment: dict[str, str]) -> None:
    with serving({**environment, "PORTAL_TRUSTED_PROXY": "127.0.0.1"}) as behind:
        for turn in range(51):
            status = guess(behind, f"13800000{turn:03d}", "198.51.100.7")
        assert status == 429
        assert guess(behind, "13800000999", "198.51.100.8") == 422


def guess(server: Running, login: str, address: str) -> int:
    """A wrong sign-in from that address; the status of the answer."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    forwarded = {"X-Forwarded-For": address}
    connection.request("GET", "/login", headers=forwarded)
    page = connection.getresponse()
    cookie = str(page.getheader("Set-Cookie")).partition(";")[0]
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page.read().decode())
    assert token is not None
    headers = {**forwarded, "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/login", f"login={login}&password=wrong-wrong&csrf_token={token[1]}", headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


@contextmanager
def half_sent(server: Running) -> Iterator[socket.socket]:
    """A request whose body is still on its way."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
        line.sendall(
            b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + f"Content-Length: {SLOW_BODY}\r\n\r\n".encode()
            + b"a" * (SLOW_BODY - 10)
        )
        yield line


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_answers_what_it_was_asked_and_ends_well(mortal: Running, number: int) -> None:
    ask(mortal, "/healthz")
    with half_sent(mortal) as line:
        mortal.send(number)
        refused = threading.Event()
        for _turn in range(1500):
            try:
                socket.create_connection(("127.0.0.1", mortal.port), timeout=5).close()
            except ConnectionRefusedError:
                refused.set()
                break
            refused.wait(0.02)
        assert refused.is_set()
        line.sendall(b"a" * 10)
        answer = line.recv(65536)
        assert answer.startswith(b"HTTP/1.1 4")  # a form without its token, answered all the same
    assert mortal.ended() == 0


def test_whoever_never_finishes_asking_does_not_keep_it(mortal: Running) -> None:
    with half_sent(mortal) as line, socket.create_connection(("127.0.0.1", mortal.port), timeout=30):
        assert mortal.stop() == 0
        with contextlib.suppress(ConnectionResetError):
            assert line.recv(10) == b""


def test_two_hundred_slow_clients_keep_nobody_out(server: Running) -> None:
    slow = [socket.create_connection(("127.0.0.1", server.port), timeout=30) for _turn in range(200)]
    for number, line in enumerate(slow):
        line.sendall(
            b"GET /login HTTP/1.1\r\nHost: " if number % 2 else b"POST /login HTTP/1.1\r\nContent-Length: 9\r\n\r\na"
        )
    assert ask(server, "/login").status == 200
    for line in slow:
        line.close()


def test_figures_are_served_apart_and_tell_of_nobody(environment: dict[str, str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with serving({**environment, "PORTAL_METRICS_PORT": str(port)}) as server:
        ask(server, "/p/some-token")
        ask(server, "/login", "BREW")
        with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            figures, heads = answer.read().decode(), [answer.headers]
        heads.append(ask(server, "/login").headers)
        assert ask(server, "/metrics").status == 404
    assert 'portal_requests_total{method="GET",route="/p/<token>",status="4xx"} 1.0' in figures
    assert 'method="other"' in figures
    for name in ("portal_outbox_waiting 0.0", "portal_outbox_given_up 0.0", "portal_free_bytes"):
        assert name in figures
    assert "some-token" not in figures
    assert not [name for head in heads for name in head if name in ("Server", "Via", "X-Powered-By")]
    assert "python_info" not in figures


def test_a_taken_port_is_said_in_a_sentence(server: Running, environment: dict[str, str]) -> None:
    with pytest.raises(AssertionError) as refused, serving(environment, "--port", str(server.port)):
        pass
    assert "请换一个端口" in str(refused.value)


def test_what_waits_on_the_disk_for_the_rest_of_a_request_is_not_in_plain(server: Running) -> None:
    head = b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as client:
        client.sendall(head + b"PLAIN" * 200_000)
        waited, found = threading.Event(), b""
        for _turn in range(600):
            found = b"".join(body for pid in server.answering() for body in temporary_files(pid))
            if len(found) > SLOW_BODY:
                break
            waited.wait(0.05)
        assert len(found) > SLOW_BODY
        assert b"PLAIN" not in found


def temporary_files(pid: int) -> Iterator[bytes]:
    """What stands in the files of a process that have no name."""
    for each in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            if each.readlink().name.endswith("(deleted)"):
                yield each.read_bytes()
