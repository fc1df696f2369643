"""A progress bar on a terminal, for work of more than two seconds; nothing elsewhere."""

import sys
import time

_WIDTH = 30
_PATIENCE = 2.0
_STEP = 0.1


class Bar:
    """Told how far the work is; draws at most ten times a second, and only once the work has taken its time."""

    def __init__(self) -> None:
        self._begun = self._drawn_at = time.monotonic()
        self._has_drawn = False

    def __call__(self, what: str, done: int, total: int) -> None:
        """So much of `total` is done."""
        now = time.monotonic()
        if not sys.stderr.isatty() or now - self._begun < _PATIENCE or now - self._drawn_at < _STEP:
            return
        self._drawn_at, self._has_drawn = now, True
        filled = done * _WIDTH // total if total else 0
        print(f"\r{what} [{'#' * filled:.<{_WIDTH}}] {done}/{total}\033[K", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Leave the terminal's line to whatever comes next."""
        if self._has_drawn:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    @property
    def seconds(self) -> float:
        """How long the work has taken so far."""
        return time.monotonic() - self._begun
