"""The lint bites: a page with one fault is told that fault and nothing else."""

import pytest
from flask.testing import FlaskClient

from tests.page import Page
from tests.page_lint import faults_of_page
from tests.trees import parse

SOUND = '<!doctype html><html lang="zh-CN"><head><title>题</title></head><body><main><h1>题</h1>{}</main></body></html>'


def faults(markup: str) -> list[str]:
    tree, forgiven = parse(markup)
    return forgiven + faults_of_page(tree)


def test_sound_page_has_no_faults() -> None:
    assert (
        faults(SOUND.format('<form method="get" action="/x"><label for="a">甲</label><input id="a" name="a"></form>'))
        == []
    )


@pytest.mark.parametrize(
    ("piece", "fault"),
    [
        ("<p>a</div>", "end-tag-too-early"),
        ('<p id="a">a</p><p id="a">b</p>', "stands 2 times"),
        ('<form action="/x"></form>', "no method"),
        ('<form method="get"></form>', "no action"),
        ('<form method="post" action="/x"></form>', "csrf_token"),
        ('<form method="get" action="/x"><input name="a"></form>', "has no label"),
        ('<form method="get" action="/x"><input aria-label="a"></form>', "has no name"),
        ('<form method="get" action="/x"><label>a<input type="file" name="a"></label></form>', "multipart"),
        ("<fieldset><p>a</p></fieldset>", "no legend"),
        ("<script>1</script>", "inside the page"),
        ('<script src="/a.js"></script>', "no integrity"),
        ("<style>a{}</style>", "inside the page"),
        ('<p style="color:red">a</p>', "inside the page"),
        ('<p onclick="a()">a</p>', "inside the page"),
        ('<a href="javascript:a()">a</a>', "inside the page"),
        ('<p aria-describedby="">a</p>', "empty aria-describedby"),
        ('<p aria-describedby="none">a</p>', "points at no"),
        ('<a href="#none">a</a>', "points nowhere"),
        ('<a href="/"></a>', "says nothing"),
        ('<img src="/a.png">', "no alt"),
        ("<h3>a</h3>", "skips a level"),
        ("<h1>b</h1>", "one <h1>"),
        ("<p>None</p>", "value of Python"),
        ('<a href="/" hx-get="/">a</a>', "uses hx-*"),
        ('<p data-hx-get="/">a</p>', "only with JavaScript"),
        ("<p>110105194912310021</p>", "an ID number"),
        ('<a href="/?q=11010519491231002x">a</a>', "an ID number"),
    ],
)
def test_each_rule_finds_its_fault(piece: str, fault: str) -> None:
    found = faults(SOUND.format(piece))
    assert len(found) == 1
    assert fault in found[0]


def test_head_must_name_language_and_agree_with_the_heading() -> None:
    assert "lang" in faults(SOUND.format("").replace("zh-CN", "fr"))[0]
    assert "do not agree" in faults(SOUND.format("").replace("<title>题", "<title>别的"))[0]
    assert faults(SOUND.format("").replace("main>", "div>")) == ["one <main> is needed"]


def test_a_parameter_that_the_page_does_not_read_is_a_fault_of_the_address(client: FlaskClient) -> None:
    Page.open(client, "/style-guide/?as=clerk")
    with pytest.raises(AssertionError, match=r"does not read \['like'\]"):
        Page.open(client, "/style-guide/?as=clerk&like=this")


LISTED = '<table><caption>表</caption><tbody><tr><td>{}</td></tr></tbody></table><input aria-label="a" {}>'


def test_a_shape_seen_before_is_read_as_before_and_its_words_anew() -> None:
    """The second reading is libxml2's; what a page says, and which box is ticked, is this page's own."""
    for word, box in (("一", "checked"), ("二", "checked"), ("三&amp;", 'checked name="x"'), ("四", "disabled")):
        tree, forgiven = parse(SOUND.format(LISTED.format(word, box)))
        assert forgiven == []
        assert next(tree.iter("td")).text == word.replace("&amp;", "&")
        assert next(tree.iter("input")).attrib.items() >= {(box.partition(" ")[0], "")}


@pytest.mark.parametrize("broken", ["<tr><td>a</td></tr>&nosuch;", "<tr><td>a</td></tr><p>b</p>"])
def test_what_must_be_forgiven_is_found_although_the_like_of_it_was_sound(broken: str) -> None:
    sound = SOUND.format("<table><tbody><tr><td>a</td></tr></tbody></table>")
    for _time in range(2):
        assert parse(sound)[1] == []
    assert parse(sound.replace("<tr><td>a</td></tr>", broken))[1]
