"""Parameters of an address that no page read: a list asked for by a name it does not know shows another list."""

from collections.abc import Iterator
from typing import Any

from flask import Flask, Response, g, request
from flask.testing import FlaskClient
from werkzeug.datastructures import ImmutableMultiDict

UNREAD = "unread_parameters"


class NotedArgs(ImmutableMultiDict[str, str]):
    """The parameters of one address, with those that somebody read."""

    def __init__(self, pairs: ImmutableMultiDict[str, str]) -> None:
        super().__init__(pairs)
        self.read: set[str] = pairs.read if isinstance(pairs, NotedArgs) else set()

    def __getitem__(self, key: str) -> str:
        self.read.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.read.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, *args: Any, **how: Any) -> Any:
        """One value."""
        self.read.add(key)
        return super().get(key, *args, **how)

    def getlist(self, key: str, *args: Any, **how: Any) -> list[Any]:
        """All values."""
        self.read.add(key)
        return super().getlist(key, *args, **how)

    def lists(self) -> Iterator[tuple[str, list[str]]]:
        """A copy of everything, as a form takes it."""
        self.read |= set(self.keys())
        return super().lists()


def note_unread(app: Flask) -> None:
    """Keep the parameters that a page leaves unread; the hook comes after those that only look at what was sent."""

    @app.before_request
    def begin() -> None:
        g.noted = request.args = NotedArgs(request.args)

    @app.after_request
    def end(response: Response) -> Response:
        if request.method == "GET" and response.status_code == 200:
            app.extensions.setdefault(UNREAD, set()).update(set(g.noted.keys()) - g.noted.read)
        return response


def unread(client: FlaskClient) -> set[str]:
    """What has been left unread since one asked last."""
    left: set[str] = client.application.extensions.pop(UNREAD, set())
    return left
