"""What a county's file and the language decide alone is made once, and never of another part."""

from dataclasses import dataclass, replace

from flask import Flask, url_for

from portal.web.kept import MOST, Itself, kept
from portal.web.language import gettext, in_language


@dataclass
class FilePart:
    name: str


def test_a_part_is_made_once_in_each_language(app: Flask) -> None:
    made: list[str] = []

    @kept
    def greeting(part: FilePart) -> str:
        made.append(part.name)
        return gettext("登录")

    part = FilePart("汶上县")
    with app.test_request_context():
        chinese = [greeting(part), greeting(part)]
        with in_language("en"):
            english = [greeting(part), greeting(part)]
    assert (chinese, english, len(made)) == (["登录"] * 2, ["Sign in"] * 2, 2)


def test_a_part_read_anew_is_another_one_however_alike(app: Flask) -> None:
    named = kept(lambda part: part.name)
    first, second = FilePart("汶上县"), FilePart("汶上县")
    with app.test_request_context():
        assert named(first) == named(second)
        second.name = "柳江区"
        assert (named(first), named(second)) == ("汶上县", "汶上县")
        assert named(FilePart("柳江区")) == "柳江区"


def test_a_thing_as_a_key_is_the_same_as_itself_alone() -> None:
    """Not as one of the same number either, which two things of a process have one after the other."""
    part = FilePart("汶上县")
    assert Itself(part) == Itself(part)
    assert len({Itself(part), Itself(part)}) == 1
    for other in (Itself(FilePart("汶上县")), Itself(replace(part)), part, None):
        assert Itself(part) != other


def test_what_is_kept_holds_its_part_so_that_no_other_takes_its_number(app: Flask) -> None:
    named = kept(lambda part: part.name)
    with app.test_request_context():
        assert [named(FilePart(str(serial))) for serial in range(MOST)] == [str(serial) for serial in range(MOST)]


def test_a_portal_under_a_folder_has_parts_of_its_own(app: Flask) -> None:
    """They hold addresses, and one that leads out of the folder leads nowhere."""
    drawn = kept(lambda part: url_for("account.login", next=part.name))
    part, shown = FilePart("me"), []
    for base in ("http://localhost/", "http://localhost/portal", "http://localhost/"):
        with app.test_request_context(base_url=base):
            shown.append(drawn(part))
    assert shown == ["/login?next=me", "/portal/login?next=me", "/login?next=me"]


def test_a_list_is_known_by_what_stands_on_it(app: Flask) -> None:
    made: list[tuple[str, ...]] = []

    @kept
    def drawn(names: tuple[str, ...]) -> int:
        made.append(names)
        return len(names)

    with app.test_request_context():
        assert [drawn(("甲",)), drawn(("甲",)), drawn(("甲", "乙"))] == [1, 1, 2]
    assert made == [("甲",), ("甲", "乙")]


def test_only_so_many_are_kept(app: Flask) -> None:
    made: list[str] = []
    named = kept(lambda part: made.append(part.name))
    first = FilePart("first")
    with app.test_request_context():
        for part in (first, *(FilePart(str(serial)) for serial in range(MOST)), first):
            named(part)
    assert made.count("first") == 2
