"""Seats and places of the checker: one pool for all processes, given back by the kernel whatever dies."""

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing import get_context

import msgspec
import pytest

from portal.adapters.checker_connection import Connection
from portal.adapters.checker_messages import Cleaned, CleaningJob, Coming, Pictured, PictureJob, Refused, Stay
from portal.adapters.checker_pool import MOST_SEATS, PLACES, PLACES_OF_ONE, CheckerPool, Comer
from portal.adapters.sandbox import CheckerFull, Sandbox
from portal.adapters.seats import Seats
from tests.adapters import hostile
from tests.processes import children, until

pytestmark = pytest.mark.slow  # in the quick net test_seats.py counts the seats, test_sandbox.py replaces a checker
SECOND_PAGE = PictureJob("image/jpeg", page=2, width=10)
NO_SUCH_PAGE = Refused("no_such_page")
COMING = Coming(Stay.LONG, "one")


@pytest.fixture
def own() -> Iterator[Sandbox]:
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


@pytest.fixture
def shared() -> Iterator[tuple[Sandbox, list[int]]]:
    """A checker as `portal serve` has it: who watches over it begins it, and begins it again."""
    sandbox, begun = Sandbox(), []
    become = sandbox.share()

    def begin() -> None:
        begun.append(os.fork())
        if begun[-1] == 0:
            become()

    begin()
    sandbox.begin = begin  # type: ignore[attr-defined]
    yield sandbox, begun
    sandbox.close()
    os.waitpid(begun[-1], 0)


def in_another_process(act: object) -> None:
    """Run that in a forked process; what fails there fails here."""
    process = get_context("fork").Process(target=act)
    process.start()
    process.join()
    assert process.exitcode == 0


def test_places_are_counted_for_all_and_for_one_person(own: Sandbox) -> None:
    with ExitStack() as held:
        for _time in range(PLACES_OF_ONE):
            held.enter_context(own.place("one"))
        with pytest.raises(CheckerFull):
            held.enter_context(own.place("one"))
        for number in range(PLACES - PLACES_OF_ONE):
            held.enter_context(own.place(f"other {number}"))
        with pytest.raises(CheckerFull):
            held.enter_context(own.place("late"))
    with own.place("one"), own.place("late"):
        pass


class NotingPool(CheckerPool):
    """Which notes who would begin, and whose jobs never end."""

    def __init__(self, control: socket.socket, woken: int) -> None:
        super().__init__(control, woken, lambda _connection: None)
        self.begun: list[str] = []

    def _begin(self, seats: Seats[Comer], whose: str, comer: Comer) -> None:
        self.begun.append(whose)
        for end in comer:
            end.close()

    def end(self) -> None:
        """Nobody else begins."""
        self._selector.close()
        for seats in (self._long, self._short):
            for end in (each for line in seats._lines.values() for comer in line for each in comer):
                end.close()


@pytest.mark.parametrize(
    ("stay", "begun"), [(Stay.LONG, ["one", "other"]), (Stay.SHORT, ["one", "one", "one", "other"][:MOST_SEATS])]
)
def test_one_persons_files_are_made_anew_one_at_a_time_however_many_seats_are_free(
    monkeypatch: pytest.MonkeyPatch, stay: Stay, begun: list[str]
) -> None:
    """Pages somebody looks at are drawn together."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: range(64))
    control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    woken, wakes = os.pipe()
    pool = NotingPool(theirs, woken)
    with theirs, os.fdopen(woken), os.fdopen(wakes), ExitStack() as held:
        for whose in ("one", "one", "one", "other"):
            ours = held.enter_context(Connection(1.0))
            with ours.of_child as child, ours.of_fate as fate:
                both = [child.fileno(), fate.fileno()]
                socket.send_fds(control, [msgspec.json.encode(Coming(stay, whose))], both)
        control.close()
        pool.serve()
        pool.end()
    assert pool.begun == begun


def test_all_processes_share_the_places_of_one_person(shared: tuple[Sandbox, list[int]]) -> None:
    sandbox, _begun = shared

    def come() -> None:
        with pytest.raises(CheckerFull):
            sandbox.place("one").__enter__()
        with sandbox.place("other"):
            assert sandbox.run(SECOND_PAGE, b"", Pictured).answer == NO_SUCH_PAGE

    with sandbox.place("one"), sandbox.place("one"):
        in_another_process(come)


def test_a_killed_process_gives_its_place_back(shared: tuple[Sandbox, list[int]]) -> None:
    sandbox, _begun = shared

    def be_killed() -> None:
        for _time in range(PLACES_OF_ONE):
            sandbox.place("one").__enter__()
        os.kill(os.getpid(), signal.SIGKILL)

    process = get_context("fork").Process(target=be_killed)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    until_taken(sandbox)


def until_taken(sandbox: Sandbox) -> None:
    """The kernel tells the checker a moment after the death."""

    def can_be_taken() -> bool:
        try:
            with sandbox.place("one"):
                return True
        except CheckerFull:
            return False

    until(can_be_taken, "given back")


def test_what_comes_while_the_shared_checker_is_dead_is_done_by_the_next(shared: tuple[Sandbox, list[int]]) -> None:
    sandbox, begun = shared
    assert sandbox.run(SECOND_PAGE, b"", Pictured).answer == NO_SUCH_PAGE
    os.kill(begun[-1], signal.SIGKILL)
    os.waitpid(begun[-1], 0)
    answers = []
    waiting = threading.Thread(
        target=lambda: answers.append(sandbox.run(SECOND_PAGE, b"", Pictured).answer), daemon=True
    )
    waiting.start()
    waiting.join(0.3)
    assert waiting.is_alive()
    sandbox.begin()  # type: ignore[attr-defined]
    waiting.join(60)
    assert answers == [NO_SUCH_PAGE]


def test_a_signal_does_not_end_the_shared_checker_and_the_last_user_does(shared: tuple[Sandbox, list[int]]) -> None:
    sandbox, begun = shared
    assert sandbox.run(SECOND_PAGE, b"", Pictured).answer == NO_SUCH_PAGE
    os.kill(begun[-1], signal.SIGTERM)
    cleaned = sandbox.run(CleaningJob(50, 1.0), hostile.picture("JPEG"), Cleaned)
    assert cleaned.answer == Cleaned("image/jpeg", 1, 160, 120)
    sandbox.close()
    assert os.waitstatus_to_exitcode(os.waitpid(begun[-1], 0)[1]) == 0
    begun.append(os.posix_spawn("/bin/true", ["true"], {}))  # for the fixture to bury


def test_a_crashed_child_gives_its_seat_back(own: Sandbox) -> None:
    """More than there are seats, one after the other."""
    for _time in range(8):
        answer = own.run(CleaningJob(50, 1.0), b"\xff\xd8\xff nothing", Cleaned, "one").answer
        assert answer == Refused("damaged_image")


def test_a_child_has_nobody_elses_connection(own: Sandbox) -> None:
    """Where a file took its child over, it finds its own connection alone."""
    own.run(SECOND_PAGE, b"", Pictured)
    assert own._process is not None
    with ExitStack() as held:
        for number in range(5):
            held.enter_context(own.place(str(number)))
        with own._connect(COMING):
            until(lambda: len(children(own._process.pid)) == 1, "the child before it buried")
            (child,) = children(own._process.pid)
            assert len([file for file in os.listdir(f"/proc/{child}/fd") if int(file) > 2]) == 1
