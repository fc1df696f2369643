"""Signs of a proxy that the settings do not name: the server sees them, the check-up tells of them."""

from pathlib import Path

FORWARDED = frozenset(
    {
        "HTTP_FORWARDED",
        "HTTP_X_FORWARDED_BY",
        "HTTP_X_FORWARDED_FOR",
        "HTTP_X_FORWARDED_HOST",
        "HTTP_X_FORWARDED_PORT",
        "HTTP_X_FORWARDED_PROTO",
    }
)
"""What a proxy adds to a request, as WSGI has it; from an address that is not named it is thrown away."""


class ProxySighting:
    """An empty file in the data folder, for the server and the check-up are two processes."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "proxy-not-named"

    def note(self) -> bool:
        """A request came through such a proxy; whether that is new, to all processes of the server."""
        try:
            self._path.touch(0o600, exist_ok=False)
        except FileExistsError:
            return False
        return True

    def forget(self) -> None:
        """A server begins, perhaps with other settings."""
        self._path.unlink(missing_ok=True)

    def was_made(self) -> bool:
        """Whether one was seen since the server began."""
        return self._path.exists()
