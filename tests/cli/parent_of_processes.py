"""A kernel for the parent of server processes: nothing is forked, and its clock goes on only when somebody waits."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import NamedTuple

Step = Callable[[], None]
MOST = 1000
"""Beginnings, or waits, after which a test has gone wrong."""
FOREVER = 1e6
"""The instant by which every script has ended."""


class ParentAct(NamedTuple):
    """What the parent did, to which process, when."""

    what: str
    pid: int
    at: float


@dataclass
class ScriptedKernel:
    """Processes that live and die as the script says; it stands where `os`, `signal` and `time` stand in the module."""

    now: float = 0.0
    script: list[tuple[float, Step]] = field(default_factory=list)
    acts: list[ParentAct] = field(default_factory=list)
    living: set[int] = field(default_factory=set)
    dead: list[int] = field(default_factory=list)
    pending: set[int] = field(default_factory=set)
    hanging: set[int] = field(default_factory=set)
    waits: int = 0
    has_memory: bool = True
    dies_at_once: bool = False

    def __getattr__(self, name: str) -> object:
        return getattr(signal if name.startswith(("SIG", "Sig")) else os, name)

    def at(self, instant: float, step: Step) -> None:
        """Have that done then."""
        self.script.append((instant, step))
        self.script.sort(key=lambda each: each[0])

    def order(self, number: int) -> None:
        """Send the parent a signal."""
        self.pending.add(number)

    def die(self, pid: int) -> None:
        """That process ends, and its parent is notified."""
        self.living.remove(pid)
        self.dead.append(pid)
        self.pending.add(signal.SIGCHLD)

    def acts_of(self, what: str) -> list[tuple[int, float]]:
        """Those of one kind: the process and when."""
        return [(act.pid, act.at) for act in self.acts if act.what == what]

    def fork(self) -> int:
        """A new process, numbered from 1 in order."""
        if not self.has_memory:
            self.acts.append(ParentAct("no memory", 0, self.now))
            raise OSError(12, "Cannot allocate memory")
        pid = len(self.acts_of("begin")) + 1
        assert pid < MOST, "it begins without an end"
        self.acts.append(ParentAct("begin", pid, self.now))
        self.living.add(pid)
        if self.dies_at_once:
            self.die(pid)
        return pid

    def kill(self, pid: int, number: int) -> None:
        """A signal to a process: it ends, unless it hangs and may."""
        self.acts.append(ParentAct(signal.Signals(number).name, pid, self.now))
        if pid in self.living and (pid not in self.hanging or number == signal.SIGKILL):
            self.die(pid)

    def waitpid(self, _pid: int, _how: int) -> tuple[int, int]:
        """One that died, as the kernel tells of them."""
        if self.dead:
            return self.dead.pop(0), 0
        if not self.living:
            raise ChildProcessError
        return 0, 0

    def sigtimedwait(self, numbers: set[int], seconds: float) -> SimpleNamespace | None:
        """The next signal of these, lowest first; time goes on to the script's next step, or to the end of the wait."""
        self.waits += 1
        assert self.waits < MOST, "it waits for what it never does"
        latest = self.now + seconds
        while not (here := sorted(self.pending & numbers)):
            if not self.script or self.script[0][0] > latest:
                assert self.script or latest < FOREVER, "nothing will ever end this"
                self.now = latest
                return None
            instant, step = self.script.pop(0)
            self.now = max(self.now, instant)
            step()
        self.pending.remove(here[0])
        return SimpleNamespace(si_signo=here[0])

    def sigwait(self, numbers: set[int]) -> int:
        """The same without an end."""
        found = self.sigtimedwait(numbers, float("inf"))
        assert found is not None
        return int(found.si_signo)

    def monotonic(self) -> float:
        """Its clock."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """As `time.sleep`: no signal is taken meanwhile."""
        self.now += seconds
        while self.script and self.script[0][0] <= self.now:
            self.script.pop(0)[1]()

    def signal(self, _number: int, _handler: object) -> None:
        """Nothing is handled here."""

    def pthread_sigmask(self, _how: int, _numbers: object) -> set[int]:
        """Nothing is held back here."""
        return set()
