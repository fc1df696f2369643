"""`portal serve` with several processes: all answer, who dies is replaced, who is told to go is followed first."""

import os
import re
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from unittest.mock import patch
from urllib.request import urlopen

import pytest

from portal.cli import serve
from portal.cli.server_processes import ServerProcesses, end_with
from tests.processes import WARM, answering, checker_of, children, portal, until
from tests.serve.running import Running, prepare, serving

pytestmark = pytest.mark.slow
COUNTED = re.compile(r'portal_requests_total\{method="GET",route="/healthz",status="2xx"\} ([0-9.]+)')


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return prepare(tmp_path_factory.mktemp("processes") / "var")


def is_there(pid: int) -> bool:
    """Whether that process lives, or waits to be buried."""
    return Path(f"/proc/{pid}").exists()


def alive(server: Running) -> bytes:
    """One request on a connection of its own."""
    with urlopen(f"{server.url}/healthz", timeout=60) as answer:
        body: bytes = answer.read()
    return body


@contextmanager
def asking_all_the_time(server: Running) -> Iterator[list[BaseException]]:
    """Requests without a pause while the block runs; gives what went wrong."""
    wrong: list[BaseException] = []
    stop = threading.Event()

    def go_on() -> None:
        while not stop.is_set():
            try:
                assert alive(server) == b"ok\n"
            except BaseException as fault:
                wrong.append(fault)

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield wrong
    finally:
        stop.set()
        thread.join(120)


def test_as_many_as_asked_for_answer_and_all_end_together(environment: dict[str, str]) -> None:
    with serving(environment, "--processes", "3") as server:
        answering = server.answering()
        assert (len(answering), alive(server)) == (3, b"ok\n")
        assert server.stop() == 0
        assert not [pid for pid in answering if is_there(pid)]


def test_without_a_number_there_is_one_for_each_core(environment: dict[str, str]) -> None:
    with serving(environment) as server:
        assert len(server.answering()) == len(os.sched_getaffinity(0))


def test_one_that_dies_is_replaced_and_named_in_the_log(environment: dict[str, str]) -> None:
    with serving(environment, "--processes", "2") as server:
        dead, other = server.answering()
        os.kill(dead, signal.SIGKILL)
        until(lambda: len(server.answering()) == 2 and dead not in server.answering(), "a new one")
        assert other in server.answering()
        assert alive(server) == b"ok\n"
        until(lambda: any("ended and is replaced" in line for line in server.log), "a line of the log")
        [line] = [line for line in server.log if "ended and is replaced" in line]
        assert (f'"process": {dead}' in line, '"status": -9' in line, '"level": "error"' in line) == (True, True, True)


def test_the_checker_they_share_is_replaced_is_not_renewed_and_ends_with_them(environment: dict[str, str]) -> None:
    with serving(environment, "--processes", "2") as server:
        dead = checker_of(server.pid)
        os.kill(dead, signal.SIGTERM)  # whoever finishes may still need it
        os.kill(dead, signal.SIGKILL)
        until(lambda: any("ended and is replaced" in line for line in server.log), "a line of the log")
        until(lambda: len(children(server.pid)) == 3 and len(server.answering()) == 2, "a new one")
        checker, before = checker_of(server.pid), set(server.answering())
        server.send(signal.SIGHUP)
        until(lambda: len(server.answering()) == 2 and not before & set(server.answering()), "two new ones")
        assert (checker_of(server.pid), checker == dead) == (checker, False)
        assert server.stop() == 0
        until(lambda: not is_there(checker), "the checker gone")


def test_renewed_one_by_one_and_nobody_waits_in_vain(environment: dict[str, str]) -> None:
    with serving(environment, "--processes", "2") as server, asking_all_the_time(server) as wrong:
        before = set(server.answering())
        for pid in before:
            os.kill(pid, signal.SIGHUP)  # as where a whole group is told: the order is the parent's alone
        assert [line for line in server.log if "ended and is replaced" in line] == []
        server.send(signal.SIGHUP)
        until(lambda: len(server.answering()) == 2 and not before & set(server.answering()), "two new ones")
        assert not [line for line in server.log if "ended and is replaced" in line]
    assert wrong == []


def test_without_their_parent_they_go_too(environment: dict[str, str]) -> None:
    with serving(environment, "--processes", "2") as server:
        answering = server.answering()
        server.stop(signal.SIGKILL)
        until(lambda: not any(is_there(pid) for pid in answering), "both gone")
        with socket.socket() as late:
            assert late.connect_ex(("127.0.0.1", server.port)) != 0


def test_a_process_whose_parent_was_killed_before_its_turn_goes_too() -> None:
    """On a busy machine the parent is gone before its child has run at all; no process has the number 0."""
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        end_with(parent=0)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGTERM


def _adopt(words: Connection) -> None:
    """Begin one process of one's own, be given one that ends at once, and attend."""
    processes = ServerProcesses([signal.pause], close=lambda: None)
    processes.begin()
    orphan = os.fork()
    if orphan == 0:
        os._exit(0)
    words.send(orphan)
    processes.attend()


def test_an_orphan_it_is_given_is_buried_and_nobody_else_ends() -> None:
    """The first process of a container is the parent of all whose own has died."""
    answers, words = WARM.Pipe(duplex=False)
    parent = WARM.Process(target=_adopt, args=(words,))
    parent.start()
    orphan = answers.recv()
    until(lambda: not is_there(orphan), "it buried")
    assert len(children(parent.pid or 0)) == 1
    parent.terminate()
    parent.join(60)
    assert parent.exitcode == 0


def _serve_told_to_renew_before_it_listens(environment: dict[str, str]) -> None:
    os.environ.update(environment)
    with patch("portal.logs.to_stderr", lambda: os.kill(os.getpid(), signal.SIGHUP)):
        sys.exit(serve.serve("127.0.0.1", 0, processes=1))


def test_told_to_renew_while_it_starts_it_starts(environment: dict[str, str]) -> None:
    """`systemctl reload` may come right after `systemctl start`."""
    parent = WARM.Process(target=_serve_told_to_renew_before_it_listens, args=(environment,))
    parent.start()
    until(lambda: parent.exitcode is not None or len(answering(parent.pid or 0)) == 1, "a beginning or an end")
    assert parent.exitcode is None
    parent.terminate()
    parent.join(60)
    assert parent.exitcode == 0


def test_figures_are_those_of_all_also_of_those_that_died_and_their_files_do_not_grow_in_number(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def counted() -> float:
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=60) as answer:
            found = COUNTED.search(answer.read().decode())
        return float(found[1]) if found else 0

    def counts(so_many: int) -> None:
        until(lambda: _answers(counted), "figures")
        assert counted() == so_many

    def files() -> int:
        return len(list(tmp_path.glob("portal-figures-*/*.db")))

    figured = {**environment, "PORTAL_METRICS_PORT": str(port), "TMPDIR": str(tmp_path)}
    with serving(figured, "--processes", "2") as server:
        for _turn in range(30):
            alive(server)
        counts(30)
        for turn in range(1, 4):
            for pid in server.answering():
                os.kill(pid, signal.SIGKILL)
            until(partial(_were_replaced, server, 3 * turn), "all replaced")
            for _turn in range(10):
                alive(server)
            counts(30 + 10 * turn)
        assert 0 < files() <= 2 * 3  # for each of three processes, what is counted and what is timed
        for turn in range(1, 3):
            before = set(server.answering())
            server.send(signal.SIGHUP)
            until(partial(_were_renewed, server, before), "all renewed")
            for _turn in range(10):
                alive(server)
            counts(60 + 10 * turn)
        assert files() <= 2 * 4  # and of the one more there is while one is renewed
        last = children(server.pid)
        server.stop(signal.SIGKILL)
        until(lambda: not any(is_there(pid) for pid in last), "all gone")
    with serving(figured):
        assert (files(), len(list(tmp_path.glob("portal-figures-*")))) == (0, 1)


def _were_replaced(server: Running, so_many: int) -> bool:
    return len([line for line in server.log if "is replaced" in line]) == so_many


def _were_renewed(server: Running, before: set[int]) -> bool:
    now = set(server.answering())
    return len(now) == len(before) and not before & now


def _answers(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except OSError:
        return False
    return True


@pytest.mark.parametrize("count", ["0", "-1", "65", "two", "二", "1.5"])
def test_a_number_that_cannot_be_meant_is_said_in_a_sentence(tmp_path: Path, count: str) -> None:
    refused = portal(tmp_path / "var", "serve", "--port", "0", f"--processes={count}")
    assert refused.returncode == 2
    assert "--processes" in refused.stderr
    assert "要写 1 到 64 的整数" in refused.stderr
