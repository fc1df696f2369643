"""Each thing a condition of an item may say comes out of a row of the tables here; a row that is missing is named."""

from collections.abc import Iterator

import pytest

from portal.adapters.work_calendar import load_calendar
from portal.catalogue.repository import Catalogue
from portal.domain.determination import determine
from portal.domain.eligibility import CHECKS
from portal.domain.facts_json import parse_facts
from portal.domain.item import Item
from tests.domain.verdicts import codes_of
from tests.rules import (
    people,
    test_fushun_referral_rules,
    test_fushun_retiree_rules,
    test_liujiang_rules,
    test_wenshang_emergency_rules,
    test_wenshang_long_term_rules,
    test_wenshang_referral_rules,
    test_zhenping_rules,
)
from tests.rules.cases import changed

CATALOGUE, CALENDAR = Catalogue.load(), load_calendar()
TABLES = (
    (people.FUSHUN_REFERRAL, test_fushun_referral_rules.ROWS),
    (people.FUSHUN_RETIREE, test_fushun_retiree_rules.ROWS),
    (people.LIUJIANG, test_liujiang_rules.ROWS),
    (people.WENSHANG_EMERGENCY, test_wenshang_emergency_rules.ROWS),
    (people.WENSHANG_LONG_TERM, test_wenshang_long_term_rules.ROWS),
    (people.WENSHANG_REFERRAL, test_wenshang_referral_rules.ROWS),
    (people.ZHENPING, test_zhenping_rules.ROWS),
)


def _codes_that_come_out(item: Item) -> Iterator[str]:
    for facts, rows in TABLES:
        for changes, _expected in (row.values for row in rows if facts["item"] == item.id):
            parsed = parse_facts(changed(facts, changes), CATALOGUE.document_kinds)
            yield from (finding.code for finding in determine(parsed, item, CALENDAR).findings)


@pytest.mark.parametrize("item", CATALOGUE.items(), ids=lambda item: item.id)
def test_everything_a_check_may_say_comes_out_of_a_row(item: Item) -> None:
    tried = set(_codes_that_come_out(item))
    untried = [
        f"no row of tests/rules for {item.id} makes {condition.name} say {code}"
        for condition in item.conditions
        if len(condition.readings) == 1  # readings that disagree say so, whatever each would say
        for code in codes_of(CHECKS[condition.name])
        if code not in tried
    ]
    assert not untried, "\n".join(untried)
