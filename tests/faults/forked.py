"""`portal serve` forked from the server that has it loaded: to be killed as often as one likes it has to start fast."""

import os
import sys
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path

from tests.processes import WARM, as_told


class ForkedServer:
    """It, with what a process begun by its command has: its number, what it says, its end; a session of its own."""

    def __init__(self, words: tuple[str, ...], environment: Mapping[str, str], log: Path) -> None:
        words_end, to_say = WARM.Pipe(duplex=False)
        self._process = WARM.Process(target=_serving, args=(words, dict(environment), to_say, log))
        self._process.start()
        to_say.close()
        with words_end:
            self.stdout = os.fdopen(os.dup(words_end.fileno()), encoding="utf-8")
        assert self._process.pid is not None
        self.pid = self._process.pid

    def wait(self, seconds: float) -> None:
        """Until its end."""
        self._process.join(seconds)
        assert self._process.exitcode is not None, "it does not end"


def _serving(words: tuple[str, ...], environment: Mapping[str, str], to_say: Connection, log: Path) -> None:
    os.setsid()
    as_told(environment)
    os.dup2(to_say.fileno(), 1)
    to_say.close()
    with log.open("a") as file:
        os.dup2(file.fileno(), 2)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", closefd=False) for number in (1, 2))

    from portal.cli import main

    main(list(words))
