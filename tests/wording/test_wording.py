"""Every code the rules can give has its sentence, and every sentence can be filled."""

import ast
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from string import Formatter

import pytest

from portal.catalogue.county import Agency, Office
from portal.catalogue.fact_names import FACT_NAMES
from portal.catalogue.item_tables import MAYBE, ROWS
from portal.catalogue.repository import Catalogue
from portal.domain import eligibility, vocabulary
from portal.domain.claims import NOT_LISTED
from portal.domain.determination import UNKNOWN_DAYS
from portal.domain.fact_rules import FactFault
from portal.domain.findings import Finding
from portal.domain.item import AgentTerms, Item
from portal.domain.vocabulary import Channel, FilingType, Severity
from portal.wording import conditions, fault_text, faults, finding_text, findings, name_of
from portal.wording.fact_labels import FACT_LABELS, fact_label
from portal.wording.labels import LABELS, label

DOMAIN = Path(eligibility.__file__).parent


def codes_given(*names: str) -> Iterator[str]:
    """Every text that stands as code where one of these is called."""
    checks = [path.stem for path in DOMAIN.glob("checks_of_*.py")]
    for module in (
        *checks,
        "alternatives",
        "eligibility",
        "materials",
        "determination",
        "term",
        "fact_reader",
        "facts",
        "identity",
    ):
        for node in ast.walk(ast.parse((DOMAIN / f"{module}.py").read_text("utf-8"))):
            if isinstance(node, ast.Call) and str(getattr(node.func, "id", getattr(node.func, "attr", ""))) in names:
                for argument in node.args[:2]:
                    parts = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
                    yield from (
                        part.value for part in parts if isinstance(part, ast.Constant) and "_" in str(part.value)
                    )


def test_every_finding_has_a_sentence_and_no_sentence_is_left_over() -> None:
    given = set(codes_given("Verdict", "Finding", "_finding")) | {"guide_contradicts"} | set(UNKNOWN_DAYS.values())
    assert given == set(findings.SENTENCES)


def test_every_fault_has_a_sentence() -> None:
    given = set(codes_given("fault")) - {"id_number", "stay_months", "discharged_on"}
    assert len(given) > 10
    assert given <= set(faults.SENTENCES)


def test_every_check_has_a_sentence() -> None:
    assert set(conditions.SENTENCES) - {"stay_at_least_in_principle"} == set(eligibility.CHECKS)


@pytest.mark.parametrize("sentences", [findings.SENTENCES, faults.SENTENCES], ids=["findings", "faults"])
def test_blanks_are_named(sentences: dict[str, str]) -> None:
    for sentence in sentences.values():
        assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(sentence))


def test_values_are_shown_in_plain_words() -> None:
    late = Finding("filed_late", Severity.WARN, "", {"day": date(2026, 10, 9)})
    offered = {"channel": Channel.FAX, "channels": (Channel.WINDOW,)}
    channel = Finding("channel_not_offered", Severity.REFUSE, "", offered)
    kind = Finding("kind_not_served", Severity.REFUSE, "", {"kind": FilingType.REFERRAL})
    assert "2026年10月9日" in finding_text(late)
    assert "“传真”" in finding_text(channel)
    assert "窗口" in finding_text(channel)
    assert "异地转诊人员" in finding_text(kind)


@pytest.mark.parametrize("code", ["insured_elsewhere", "treated_inside_pooling_area", "treatment_place_too_wide"])
def test_a_county_is_called_by_its_name_in_the_language_of_the_sentence(code: str) -> None:
    (county,) = (each for each in Catalogue.load().counties() if each.slug == "wenshang")
    finding = Finding(code, Severity.REFUSE, "", county.place.names)
    assert "汶上县" in finding_text(finding)
    assert "Wenshang" in finding_text(finding, "en")
    assert "汶上县" not in finding_text(finding, "en")


def test_braces_in_what_people_typed_are_left_alone() -> None:
    odd = {"institution": "{0}医院{x}", "hospitals": ("甲医院", "乙医院")}
    assert "{0}医院{x}" in finding_text(Finding("hospital_not_designated", Severity.REFUSE, "", odd))
    assert fault_text(FactFault("a", "too_large", (("most", 5),))) == "数字太大，最多写 5，请核对"


def test_a_hospital_not_on_the_list_is_a_code_until_it_is_said() -> None:
    finding = Finding("hospital_not_designated", Severity.REFUSE, "", {"institution": NOT_LISTED, "hospitals": ("甲",)})
    assert finding_text(finding).startswith("这家医院不在")
    assert finding_text(finding, "en").startswith("That hospital is not")


def test_every_member_shown_to_people_has_a_name_in_both_languages() -> None:
    shown = [
        vocabulary.Scheme,
        vocabulary.Channel,
        vocabulary.FilingType,
        vocabulary.DocumentKind,
        vocabulary.Outcome,
        vocabulary.Severity,
        vocabulary.FilingStatus,
        vocabulary.Role,
        vocabulary.Evidence,
        vocabulary.Mark,
        vocabulary.NoticeKind,
    ]
    for enumeration in shown:
        members: list[StrEnum] = list(enumeration)
        assert len({name_of(member) for member in members}) == len(members)
        assert all(name_of(member, "en").isascii() for member in members)


def test_every_section_of_an_item_has_a_label() -> None:
    plain = {"id", "version", "place", "citation", "name", "name_en", "filing_type", "kinds", "facts", "in_force_from"}
    plain |= {"grounds", "silent"}  # each is the source of a finding, never a section of the page
    plain |= {"unstated_channels", "rest_of_facts"}  # what the guide does not say is shown as not said
    assert {each.name for each in fields(Item)} - plain <= set(LABELS)
    assert set(FACT_LABELS) == set(FACT_NAMES)
    assert all(fact_label(name, "en").isascii() and not fact_label(name).isascii() for name in FACT_NAMES)
    assert all(label(name, "en").isascii() and not label(name).isascii() for name in LABELS)


@pytest.mark.parametrize("row", [*(cls for _field, cls in ROWS.values()), *MAYBE.values(), AgentTerms, Office, Agency])
def test_every_part_a_county_file_may_state_has_a_label(row: type) -> None:
    """`catalogue show` and the guide's page draw whatever a file states, not only what the program's own files do."""
    assert {each.name for each in fields(row)} - {"citation"} <= set(LABELS)
