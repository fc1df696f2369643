"""Everything a check may say, read from its source."""

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator

from portal.domain.check import Check


def codes_of(check: type[Check]) -> Iterator[str]:
    """The code of each verdict it gives, itself or by a function of its module."""
    yield from _codes_in(check)
    for name, function in inspect.getmembers(sys.modules[check.__module__], inspect.isfunction):
        if function.__module__ == check.__module__ and f"{name}(" in inspect.getsource(check):
            yield from _codes_in(function)


def _codes_in(source: object) -> Iterator[str]:
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(source)))):  # type: ignore[arg-type]
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Verdict":
            code = node.args[0]
            assert isinstance(code, ast.Constant), "a code is written out where the verdict is given"
            yield str(code.value)
