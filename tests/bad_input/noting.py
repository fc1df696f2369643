"""A request that notes which parameters are asked of it, so that whatever a view reads is found without a list."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, ClassVar

from flask import Flask, Request
from werkzeug.datastructures import EnvironHeaders, ImmutableMultiDict

from tests.unread import NotedArgs

Noted = dict[str, set[str]]
"""Names by their place: query, form, file, cookie, header."""


class NotedHeaders(EnvironHeaders):
    """The head of a request, with what somebody read of it."""

    def __init__(self, environ: dict[str, Any], read: set[str]) -> None:
        super().__init__(environ)
        self._read = read

    def _get_key(self, name: str) -> str:
        self._read.add(name)
        return super()._get_key(name)


class NotingRequest(Request):
    """Notes what is asked of its address, its form, its cookies and its head."""

    noted: ClassVar[Noted]

    def __init__(self, environ: dict[str, Any], *more: Any, **others: Any) -> None:
        super().__init__(environ, *more, **others)
        self.headers = NotedHeaders(environ, self.noted["header"])

    @cached_property
    def args(self) -> NotedArgs:  # type: ignore[override]
        return self._noting(super().args, "query")

    @cached_property
    def cookies(self) -> NotedArgs:  # type: ignore[override]
        return self._noting(super().cookies, "cookie")

    def _load_form_data(self) -> None:
        if "form" not in self.__dict__:
            super()._load_form_data()
            self.__dict__["form"] = self._noting(self.__dict__["form"], "form")
            self.__dict__["files"] = self._noting(self.__dict__["files"], "file")

    def _noting(self, given: ImmutableMultiDict[str, Any], place: str) -> NotedArgs:
        noting = NotedArgs(given)
        noting.read = self.noted[place]
        return noting


@contextmanager
def noting(app: Flask) -> Iterator[Noted]:
    """Within, what requests of the application are asked for is noted."""
    NotingRequest.noted = defaultdict(set)
    app.request_class = NotingRequest
    try:
        yield NotingRequest.noted
    finally:
        app.request_class = Request
