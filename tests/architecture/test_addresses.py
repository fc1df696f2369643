"""Addresses are built from their routes: none is written out in the web's Python or in a template."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import portal.web
from portal.web.resources import resource_folder

WEB = Path(portal.web.__path__[0])
TEMPLATES = resource_folder("templates")
ADDRESS = re.compile("/[a-z]")
SERVES_WHAT_IT_NAMES = "assets.py"
"""The addresses of files hold the digest of their content, so the module that makes them serves them."""
IN_TEMPLATES = re.compile(
    r"""(?:href|action|src|data-hx-get|data-hx-post)="(?:/|\{\{[^}]*\}\}[/?])"""  # an attribute
    r"""|(?<![\w=])["'](?:/[a-z][a-z/-]*|/)["']"""  # a string of an expression
)


def _declared(tree: ast.AST) -> Iterator[ast.AST]:
    """Where a route is declared its address has to stand."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Attribute) and call.func.attr in ("get", "post", "route"):
            yield from (inner for part in call.args for inner in ast.walk(part))
        yield from (inner for word in call.keywords if word.arg == "url_prefix" for inner in ast.walk(word.value))


def _in_python(source: str) -> list[str]:
    """Strings, and parts of formatted ones, that begin as an address does."""
    tree = ast.parse(source)
    declared = {id(node) for node in _declared(tree)}
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [str(node.value) for node in strings if ADDRESS.match(str(node.value)) and id(node) not in declared]


def test_no_address_is_written_out_in_the_webs_python() -> None:
    found = {path.relative_to(WEB).as_posix(): _in_python(path.read_text()) for path in WEB.rglob("*.py")}
    assert {name: strings for name, strings in found.items() if strings and name != SERVES_WHAT_IT_NAMES} == {}


def test_no_address_is_written_out_in_a_template() -> None:
    found = {path.relative_to(TEMPLATES).as_posix(): IN_TEMPLATES.findall(path.read_text()) for path in _templates()}
    assert {name: strings for name, strings in found.items() if strings} == {}


def _templates() -> Iterator[Path]:
    return TEMPLATES.rglob("*.html")


@pytest.mark.parametrize("source", ['see_other("/me")', 'f"/me/filings/{number}"', 'f"{url}/supply"'])
def test_an_address_in_python_would_be_found(source: str) -> None:
    assert _in_python(source)


@pytest.mark.parametrize("source", ['@blueprint.get("/me")\ndef page(): pass', 'path.split("/")', '"text/html"'])
def test_what_is_no_address_is_let_be(source: str) -> None:
    assert not _in_python(source)


@pytest.mark.parametrize(
    "source",
    ['<a href="/me">', '<form action="{{ page.url }}/told">', '{{ back_link("/clerk/", _("x")) }}', "{{ f('/') }}"],
)
def test_an_address_in_a_template_would_be_found(source: str) -> None:
    assert IN_TEMPLATES.search(source)
