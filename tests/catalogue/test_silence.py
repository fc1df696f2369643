"""A guide that says nothing of its edition, its channels, its office, or of all the rest."""

from datetime import date
from pathlib import Path

import pytest

from portal.catalogue.county import County
from portal.catalogue.fact_names import FACT_NAMES, HANGS_ON, MAY_BE_LEFT_OUT, OF_A_CHANNEL
from portal.catalogue.loader import load_county
from portal.catalogue.repository import Catalogue
from portal.domain.item import Item
from portal.domain.sourced import FactState
from portal.domain.vocabulary import OPEN_IN_SILENCE, Channel

DONGGANG = (Path(__file__).parents[1] / "counties" / "371102-donggang.toml").read_text("utf-8")


def county_after(old: str = "", new: str = "") -> County:
    assert old in DONGGANG
    loaded = load_county(DONGGANG.replace(old, new, 1), "x.toml")
    assert loaded.county is not None, loaded.faults
    return loaded.county


def faults_after(old: str, new: str) -> list[str]:
    assert old in DONGGANG
    return [fault.split(": ")[1] for fault in load_county(DONGGANG.replace(old, new, 1), "x.toml").faults]


def first_after(old: str = "", new: str = "") -> Item:
    return county_after(old, new).items[0]


def test_edition_that_is_not_stated_has_been_in_force_ever() -> None:
    assert (first_after().in_force_from, first_after().version) == (date.min, "未注明")
    day = 'edition = { not_stated = true, applied = 2026-11-01, confirm_by = "中心", why = "没有写" }'
    assert first_after("edition = { not_stated = true }", day).version == "2026-11-01"
    stated = 'edition = { value = 2026-01-01, source = "D:1", quote = "虚构" }'
    assert first_after("edition = { not_stated = true }", stated).version == "2026-01-01"
    assert faults_after("edition = { not_stated = true }\n", "") == ["edition"]


def test_channels_that_are_not_stated_are_open_and_said_to_be_so() -> None:
    item = first_after()
    assert (item.channels, item.open_channels) == ((), OPEN_IN_SILENCE)
    assert item.channel(Channel.HOSPITAL) is None
    assert item.channel(Channel.PHONE) is not None
    applied = 'channel = { not_stated = true, applied = ["window"], confirm_by = "中心", why = "没有写" }'
    assert first_after("channel = { not_stated = true }", applied).open_channels == (Channel.WINDOW,)
    assert faults_after("channel = { not_stated = true }\n", "") == ["item.long-term.channel"]


def test_office_that_is_not_stated() -> None:
    assert first_after().offices == ()
    row = DONGGANG[DONGGANG.index("[[office]]") : DONGGANG.index("[[item]]")]
    silent = DONGGANG.replace(row, "").replace("insures =", "office = { not_stated = true }\ninsures =")
    loaded = load_county(silent.replace('offices = ["centre"]', "offices = { not_stated = true }"), "x.toml")
    assert loaded.faults == ()
    assert loaded.county is not None
    assert loaded.county.offices == ()
    assert loaded.county.contact_for(loaded.county.items[1]).name == "东港区医疗保障服务中心"


def test_the_rest_is_silent_by_the_word_of_whoever_read_the_guide() -> None:
    rest = first_after().rest_of_facts
    assert rest is not None
    assert (rest.read_by, rest.read_on) == ("测试员", date(2026, 11, 20))
    assert set(rest.names) == set(FACT_NAMES) - {"conditions"} - set(HANGS_ON)


@pytest.mark.parametrize(
    ("old", "new", "paths"),
    [
        ('read_by = "测试员"\nread_on = 2026-11-20\n', "", ["read_by", "read_on"]),
        ('read_by = "测试员"\n', "", ["read_by"]),
        ('read_by = "测试员"', 'read_by = ""', ["read_by"]),
        ("read_on = 2026-11-20", 'read_on = "上周"', ["read_on"]),
        ('silent = "rest"', 'silent = "others"', ["read_by", "read_on", "silent"]),
    ],
)
def test_the_rest_without_a_reader_is_a_fault(old: str, new: str, paths: list[str]) -> None:
    found = [path for path in faults_after(old, new) if ".facts." not in path]
    assert found == [f"item.long-term.{path}" for path in paths]


def test_files_of_the_program_do_without_the_rest() -> None:
    assert [item.id for item in Catalogue.load().items() if item.rest_of_facts is not None] == []


def test_what_was_looked_for_is_silent_and_the_rest_is_unset() -> None:
    """Nothing is printed of a fact that nobody has looked for."""
    facts = first_after().facts
    assert list(facts) == list(FACT_NAMES)
    assert facts["conditions"].value == "在外地住满六个月"
    read_for = {name for name in FACT_NAMES if facts[name].state is FactState.NOT_STATED}
    assert read_for == set(FACT_NAMES) - {"conditions"} - set(HANGS_ON)
    second = county_after().items[1].facts
    assert {fact.state for name, fact in second.items() if name not in {*HANGS_ON, *OF_A_CHANNEL}} <= {
        FactState.NOT_STATED, FactState.STATED,
    }  # fmt: skip
    listed = first_after(REST, f"silent = {MUST_LIST!r}".replace("'", '"')).facts
    unset = {name for name in FACT_NAMES if listed[name].state is FactState.UNSET}
    assert unset == MAY_BE_LEFT_OUT | set(HANGS_ON)


@pytest.mark.parametrize(
    ("stated", "state"),
    [
        ("", FactState.UNSET),
        ('post = { value = false, source = "D:1", quote = "虚构" }', FactState.UNSET),
        ('post = { value = true, source = "D:1", quote = "虚构" }', FactState.NOT_STATED),
    ],
)
def test_what_hangs_on_something_is_silent_only_where_that_is_there(stated: str, state: FactState) -> None:
    facts = first_after("[item.facts]\n", f"[item.facts]\n{stated}\n").facts
    assert facts["post_paid_by"].state is state


def test_number_of_a_fax_is_silent_only_where_one_may_fax() -> None:
    row = 'channel = [{ channel = "%s", source = "D:1", quote = "虚构" }]'
    for channel, state in (("fax", FactState.NOT_STATED), ("window", FactState.UNSET)):
        assert first_after("channel = { not_stated = true }", row % channel).facts["fax_number"].state is state


REST = 'silent = "rest"\nread_by = "测试员"\nread_on = 2026-11-20'
MUST_LIST = [name for name in FACT_NAMES if name not in {*MAY_BE_LEFT_OUT, *HANGS_ON, "conditions"}]


@pytest.mark.parametrize(
    ("silent", "paths"),
    [
        (MUST_LIST[1:], [f"facts.{MUST_LIST[0]}"]),
        ([*MUST_LIST, "conditions"], ["facts.conditions"]),  # stated and silent
        ([*MUST_LIST, "price"], ["facts.price"]),
        ([*MUST_LIST, "material"], ["material"]),  # there are some
        ([*MUST_LIST, "legal_basis"], []),
    ],
)
def test_a_list_of_what_is_silent_is_held_against_what_is_written(silent: list[str], paths: list[str]) -> None:
    written = f"silent = {silent!r}".replace("'", '"')
    assert faults_after(REST, written) == [f"item.long-term.{path}" for path in paths]


def test_who_read_the_guide_stands_only_beside_the_rest() -> None:
    written = f"silent = {MUST_LIST!r}".replace("'", '"')
    assert faults_after('silent = "rest"', written) == ["item.long-term.read_by", "item.long-term.read_on"]


def test_sections_that_are_silent_are_named_by_their_fields() -> None:
    item = first_after()
    assert {"legal_bases", "questions", "progress"} <= item.silent
    assert item.silent.isdisjoint({"materials", "conditions"})
    listed = [*MUST_LIST, "legal_basis"]
    item = first_after(REST, f"silent = {listed!r}".replace("'", '"'))
    assert item.silent & {"legal_bases", "questions"} == {"legal_bases"}
