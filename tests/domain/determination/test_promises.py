"""Whatever is claimed, a determination keeps its promises: one outcome, a basis for each weighing finding, no crash."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.adapters.work_calendar import load_calendar
from portal.catalogue.repository import Catalogue
from portal.domain.determination import determine
from portal.domain.fact_rules import FactFaults
from portal.domain.facts_json import parse_facts
from portal.domain.vocabulary import Channel, DocumentKind, FilingType, Outcome, Severity
from portal.wording import as_document

CALENDAR = load_calendar()
CATALOGUE = Catalogue.load()
ITEMS = {item.id: item for item in CATALOGUE.items()}
MAYBE = st.none() | st.booleans()
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31)).map(date.isoformat)
KINDS = [kind.value for kind in DocumentKind]
PERSON = st.fixed_dictionaries(
    {
        "name": st.just("孔测试"),
        "id_number": st.just("370830195503070018"),
        "scheme": st.sampled_from(["employee", "resident"]),
        "insured_place": st.sampled_from(["370830", "450206", "210400", "210422", "411324", "310000"]),
    },
    optional={"insured": MAYBE, "retired": MAYBE, "kind": st.sampled_from([None, *FilingType])},
)
FACTS = st.fixed_dictionaries(
    {
        "item": st.sampled_from(sorted(ITEMS)),
        "channel": st.sampled_from([channel.value for channel in Channel]),
        "filed_at": DAYS.map(lambda day: f"{day}T10:00:00+08:00"),
        "person": PERSON,
    },
    optional={
        "treatment_place": st.sampled_from([None, "310000", "370000", "370811", "450100", "210000", "411300"]),
        "household_moved": MAYBE,
        "begins_on": DAYS,
        "stay_months": st.integers(0, 24),
        "admission": st.none()
        | st.fixed_dictionaries({}, optional={"on": DAYS, "emergency": MAYBE, "inpatient": MAYBE, "networked": MAYBE}),
        "referral": st.none()
        | st.fixed_dictionaries(
            {}, optional={"institution": st.sampled_from(["汶上县中医院", "演示医院"]), "issued_on": DAYS}
        ),
        "documents": st.lists(
            st.sampled_from(KINDS) | st.fixed_dictionaries({"kind": st.sampled_from(KINDS)}, optional={"sealed": MAYBE})
        ),
        "commitments": st.lists(st.sampled_from(KINDS)),
        "agent": st.fixed_dictionaries(
            {"name": st.just("孔女儿"), "id_number": st.just("11010519491231002X")},
            optional={"persons_this_year": st.integers(0, 5)},
        ),
    },
)
RANK = [Severity.REFUSE, Severity.ASK, Severity.CORRECT]


@settings(max_examples=300, deadline=None)
@given(FACTS)
def test_determination_keeps_its_promises(data: dict[str, Any]) -> None:
    facts = parse_facts(data, CATALOGUE.document_kinds)
    item = ITEMS[facts.item]
    found = determine(facts, item, CALENDAR)
    severities = [finding.severity for finding in found.findings]
    assert found.outcome == next((each.value for each in RANK if each in severities), Outcome.APPROVE)
    assert bool(found.owed) == (Severity.CORRECT in severities)
    assert all(finding.basis for finding in found.findings)
    assert len(set(found.owed)) == len(found.owed)
    assert set(found.owed) <= {material.kind for material in item.materials}
    assert item.id not in found.alternatives
    assert found.due_on is None or found.due_on >= facts.filed_on
    assert bool(found.effects) <= (found.deadline_on is not None and facts.filed_on > found.deadline_on)
    assert found == determine(facts, item, CALENDAR)
    for language in ("zh", "en"):
        document = as_document(found, language)
        assert len(document) == 11
        assert "{" not in str([finding["message"] for finding in document["findings"]])  # type: ignore[attr-defined]


@settings(max_examples=150, deadline=None)
@given(FACTS)
def test_waiting_never_turns_a_lateness_back(data: dict[str, Any]) -> None:
    """Filing a day later never lifts the consequence of lateness."""
    facts = parse_facts(data, CATALOGUE.document_kinds)
    later = parse_facts(
        data | {"filed_at": f"{facts.filed_on + timedelta(days=1)}T10:00:00+08:00"}, CATALOGUE.document_kinds
    )
    item = ITEMS[facts.item]
    assert len(determine(facts, item, CALENDAR).effects) <= len(determine(later, item, CALENDAR).effects)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(FACTS, st.sampled_from(["item", "channel", "filed_at", "person", "admission", "documents", "agent", "x"]), JSON)
def test_any_value_anywhere_is_read_or_told(data: dict[str, Any], key: str, value: Any) -> None:
    paths: list[str] = []
    try:
        parse_facts(data | {key: value}, CATALOGUE.document_kinds)
    except FactFaults as raised:
        paths = [fault.path for fault in raised.faults]
    assert all(path.isprintable() and path.startswith(key) for path in paths)
