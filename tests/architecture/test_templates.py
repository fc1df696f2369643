"""Templates draw and hardly decide: what is shown, and in which words, comes ready from the presenters."""

import re

from jinja2 import Environment, nodes
from jinja2.meta import find_referenced_templates, find_undeclared_variables

from portal.web.resources import resource_folder

MOST_BRANCHES = 8
"""Of a hundred lines."""
SAME_FOR_EVERYONE = {"marked", "url_for", "language_of", "language_of_option", "asset"}
"""What a drawing may name that is kept for everyone: globals that know nothing of who asks."""
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


def kept_drawings() -> dict[str, set[str]]:
    """Each template that is drawn once for everyone, with every name it is given from outside."""
    found: dict[str, set[str]] = {}
    for path in TEMPLATES:
        for call in Environment().parse(path.read_text()).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "kept_part":
                (name,) = call.args
                assert isinstance(name, nodes.Const)
                found[name.value] = names_given(name.value) - {each.key for each in call.kwargs}
    return found


def names_given(template: str) -> set[str]:
    """The names a template and those it takes in read and never make."""
    parsed = Environment().parse((resource_folder("templates") / template).read_text())
    read = find_undeclared_variables(parsed)
    made = {each.name for each in parsed.find_all(nodes.Name) if each.ctx != "load"}
    for other in find_referenced_templates(parsed):
        assert other is not None
        read |= names_given(other)
    return read - made - {"_"}


def test_what_is_drawn_for_everyone_knows_nothing_of_who_asks() -> None:
    drawings = kept_drawings()
    assert "public/_guide.html" in drawings
    assert set().union(*drawings.values()) <= SAME_FOR_EVERYONE
