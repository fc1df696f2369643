"""The parent of the server's processes: what it does at each signal and each death, and that no pause makes it deaf."""

import gc
import signal
from functools import partial

import pytest

from portal.cli import server_processes
from portal.cli.server_processes import LONGEST_END, MAKE_WAY, SOONEST_AGAIN, ServerProcesses
from tests.cli.parent_of_processes import ScriptedKernel

MADE_WAY = MAKE_WAY.name


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> ScriptedKernel:
    made = ScriptedKernel()
    for module in ("os", "signal", "time"):
        monkeypatch.setattr(server_processes, module, made)
    monkeypatch.setattr(gc, "freeze", lambda: None)
    return made


def attended(kernel: ScriptedKernel, works: int, until: float, beside: int = 0) -> ServerProcesses:
    """As many processes, attended until SIGTERM comes."""
    kernel.at(until, partial(kernel.order, signal.SIGTERM))
    processes = ServerProcesses([lambda: None] * works, lambda: None, [lambda: None] * beside)
    processes.begin()
    processes.attend()
    return processes


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records]


def test_one_that_dies_at_once_is_begun_again_after_a_pause_and_no_sooner(kernel: ScriptedKernel) -> None:
    kernel.dies_at_once = True
    attended(kernel, works=1, until=3.5 * SOONEST_AGAIN)
    assert [at for _pid, at in kernel.acts_of("begin")] == [0.0, SOONEST_AGAIN, 2 * SOONEST_AGAIN, 3 * SOONEST_AGAIN]


def test_one_that_lived_longer_than_the_pause_is_replaced_without_one(kernel: ScriptedKernel) -> None:
    kernel.at(50.0, partial(kernel.die, 2))
    attended(kernel, works=2, until=60.0)
    assert kernel.acts_of("begin") == [(1, 0.0), (2, 0.0), (3, 50.0)]


@pytest.mark.parametrize("order", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("works", [1, 2, 3])
def test_an_end_is_obeyed_while_all_die_in_a_loop(kernel: ScriptedKernel, works: int, order: signal.Signals) -> None:
    kernel.dies_at_once = True
    kernel.at(2.5 * SOONEST_AGAIN, partial(kernel.order, order))
    attended(kernel, works, until=100.0)
    assert kernel.now == 2.5 * SOONEST_AGAIN
    assert kernel.dead == []


def test_a_renewal_is_obeyed_while_another_dies_in_a_loop(kernel: ScriptedKernel) -> None:
    """Those of one place die, the other is renewed meanwhile."""
    kernel.at(1.0, partial(setattr, kernel, "dies_at_once", True))
    kernel.at(1.0, partial(kernel.die, 1))
    kernel.at(3.2, partial(setattr, kernel, "dies_at_once", False))
    kernel.at(3.2, partial(kernel.order, signal.SIGHUP))
    attended(kernel, works=2, until=60.0)
    assert (2, 3.2) in kernel.acts_of(MADE_WAY)


def test_where_there_is_no_memory_for_one_the_others_go_on_and_it_is_tried_again(
    kernel: ScriptedKernel, caplog: pytest.LogCaptureFixture
) -> None:
    kernel.at(50.0, partial(setattr, kernel, "has_memory", False))
    kernel.at(50.0, partial(kernel.die, 1))
    kernel.at(52.5, partial(setattr, kernel, "has_memory", True))
    attended(kernel, works=2, until=60.0)
    assert [at for _pid, at in kernel.acts_of("no memory")] == [50.0, 51.0, 52.0]
    assert kernel.acts_of("begin") == [(1, 0.0), (2, 0.0), (3, 53.0)]
    assert lines(caplog).count("a server process could not be begun") == 3
    assert kernel.acts_of("SIGTERM") == [(2, 60.0), (3, 60.0)]


def test_where_there_is_no_memory_for_a_successor_the_old_one_stays_until_there_is(kernel: ScriptedKernel) -> None:
    kernel.at(50.0, partial(setattr, kernel, "has_memory", False))
    kernel.at(50.0, partial(kernel.order, signal.SIGHUP))
    kernel.at(51.5, partial(setattr, kernel, "has_memory", True))
    attended(kernel, works=1, until=60.0)
    assert kernel.acts_of("begin") == [(1, 0.0), (2, 52.0)]
    assert kernel.acts_of(MADE_WAY) == [(1, 52.0)]


def test_the_new_one_is_begun_before_the_old_one_goes(kernel: ScriptedKernel) -> None:
    kernel.at(50.0, partial(kernel.order, signal.SIGHUP))
    attended(kernel, works=1, until=60.0)
    acts = [(act.what, act.pid) for act in kernel.acts if act.at == 50.0]
    assert acts == [("begin", 2), (MADE_WAY, 1)]


def test_one_is_renewed_at_a_time(kernel: ScriptedKernel) -> None:
    """The next when the one before has gone, and those beside never."""
    kernel.hanging = {2, 3, 4}
    kernel.at(50.0, partial(kernel.order, signal.SIGHUP))
    for turn, at in enumerate((51.0, 52.0, 53.0)):
        kernel.at(at, lambda turn=turn: kernel.die(kernel.acts_of(MADE_WAY)[turn][0]))
    attended(kernel, works=3, until=60.0, beside=1)
    assert kernel.acts_of("begin")[4:] == [(5, 50.0), (6, 51.0), (7, 52.0)]
    assert sorted(pid for pid, _at in kernel.acts_of(MADE_WAY)) == [2, 3, 4]
    assert [at for _pid, at in kernel.acts_of(MADE_WAY)] == [50.0, 51.0, 52.0]


def test_one_that_hangs_is_killed_and_the_others_are_renewed(
    kernel: ScriptedKernel, caplog: pytest.LogCaptureFixture
) -> None:
    kernel.hanging = {2}
    kernel.at(50.0, partial(kernel.order, signal.SIGHUP))
    attended(kernel, works=2, until=500.0)
    assert kernel.acts_of("SIGKILL") == [(2, 50.0 + LONGEST_END)]
    assert [act for act in kernel.acts if act.at == 50.0 + LONGEST_END and act.what != "SIGKILL"] == [
        ("begin", 4, 50.0 + LONGEST_END),
        (MADE_WAY, 1, 50.0 + LONGEST_END),
    ]
    assert lines(caplog) == ["a server process did not end in time and is killed"]


def test_one_that_hangs_at_the_end_is_killed_when_all_had_their_time(kernel: ScriptedKernel) -> None:
    kernel.hanging = {1}
    attended(kernel, works=2, until=50.0)
    assert kernel.acts_of("SIGKILL") == [(1, 50.0 + LONGEST_END)]
    assert (kernel.now, kernel.living) == (50.0 + LONGEST_END, set())


def test_no_two_that_live_have_one_seat_and_who_follows_a_dead_one_has_theirs(
    kernel: ScriptedKernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often they die and are renewed, there is one seat more than places."""
    seats: dict[int, int] = {}
    made = server_processes._Process

    def noted(place: int, seat: int, begun: float) -> server_processes._Process:
        assert seat not in {seats[pid] for pid in kernel.living if pid in seats}
        seats[len(kernel.acts_of("begin"))] = seat
        return made(place, seat, begun)

    monkeypatch.setattr(server_processes, "_Process", noted)
    kernel.at(40.0, partial(kernel.die, 1))
    for turn in range(10):
        kernel.at(50.0 + turn, partial(kernel.order, signal.SIGHUP))
    attended(kernel, works=2, until=100.0)
    assert (len(seats), seats[3], set(seats.values())) == (23, seats[1], {0, 1, 2})
