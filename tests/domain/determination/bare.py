"""An item that states nothing, and a plain filing: what a test adds to either is all there is to find."""

from dataclasses import replace
from datetime import date
from typing import Any

from portal.adapters.work_calendar import load_calendar
from portal.catalogue.repository import Catalogue
from portal.domain.check import Check, Verdict
from portal.domain.determination import Determination, determine
from portal.domain.facts_json import parse_facts
from portal.domain.grounds import Grounds
from portal.domain.item import AgentTerms, ItemChannel
from portal.domain.sourced import Citation
from portal.domain.vocabulary import Channel

CALENDAR, CATALOGUE = load_calendar(), Catalogue.load()
CITED, OTHER = Citation("S", "指南", 7, "字"), Citation("S", "指南", 8, "字")
NAMED = next(item for item in CATALOGUE.items() if item.id == "wenshang.long-term")
BARE = replace(
    NAMED,
    citation=Citation("S", "指南", 1, "名称"),
    channels=(ItemChannel(Channel.ONLINE, CITED),),
    conditions=(),
    materials=(),
    agents=AgentTerms(),
    grounds=Grounds(),
    deadline=None,
    effects=(),
    validity=None,
    effective=None,
)
NAME = BARE.citation.basis
WHO = {"name": "孔测试", "id_number": "370830195503070018", "scheme": "employee", "insured_place": "370830"}
GIVEN = {
    "item": NAMED.id,
    "channel": "online",
    "filed_at": "2026-09-14T10:00:00+08:00",
    "person": WHO,
    "treatment_place": "310000",
}
FACTS = parse_facts(GIVEN, CATALOGUE.document_kinds)
TODAY, ADMITTED = date(2026, 9, 14), date(2026, 9, 1)


def says(of: dict[str, Any], **item: Any) -> Determination:
    """The determination of the plain filing that says this besides, by the bare item that states this besides."""
    return determine(replace(FACTS, **of), replace(BARE, **item), CALENDAR)


def against(check: Check, **of: Any) -> list[Verdict]:
    """What one condition has against the plain filing that says this besides, whole."""
    return list(check.verdicts(replace(FACTS, **of), BARE.place))
