"""Templates draw and hardly decide: what is shown, and in which words, comes ready from the presenters."""

import re

from jinja2 import Environment

from portal.web.resources import resource_folder

MOST_BRANCHES = 8
"""Of a hundred lines."""
TEMPLATES = sorted(resource_folder("templates").rglob("*.html"))


def branches(source: str) -> int:
    """Every `if` and `elif`, as a tag, inside an expression, or as the filter of a loop."""
    return sum(kind == "name" and word in ("if", "elif") for _line, kind, word in Environment().lex(source))


def test_templates_hardly_branch() -> None:
    sources = [path.read_text() for path in TEMPLATES]
    lines = sum(len(source.splitlines()) for source in sources)
    assert 100 * sum(map(branches, sources)) / lines <= MOST_BRANCHES


def test_no_browser_offers_to_the_next_what_somebody_typed() -> None:
    """What is typed into a plain control is remembered for others unless it says otherwise."""
    typed = [
        each for path in TEMPLATES for each in re.findall(r"<(?:input|textarea)\b[^>]*class=[^>]*>", path.read_text())
    ]
    assert len(typed) > 5
    assert [each for each in typed if "autocomplete=" not in each and 'type="file"' not in each] == []


def test_every_kind_of_branch_is_counted() -> None:
    source = '{% if a %}{{ "b" if c else "d" }}{% elif e %}if{% endif %}{% for x in y if x %}{% endfor %}{# if #}'
    assert branches(source) == 4
