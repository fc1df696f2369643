"""What joins the portal with one child of its checker: a way to talk, and a way to learn how that child ended."""

import socket
from typing import Self

from portal.adapters.checker_messages import KILLED


class Connection:
    """A connection to a child of the checker, and one on which the checker says what became of that child."""

    def __init__(self, patience: float) -> None:
        self.child, self.of_child = socket.socketpair()
        self._fate, self.of_fate = socket.socketpair()
        for end in (self.child, self._fate):
            end.settimeout(patience)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self.close()

    def close(self) -> None:
        """Nobody listens any more."""
        for end in (self.child, self._fate):
            end.close()

    def was_killed(self) -> bool:
        """Whether somebody killed the child, which is gone; the file did not do it."""
        try:
            return self._fate.recv(1) == KILLED
        except TimeoutError:  # the checker itself hangs
            return True
