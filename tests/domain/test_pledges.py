"""By when somebody looks whether a signed promise was kept."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.item import Material
from portal.domain.pledges import check_day
from portal.domain.sourced import SILENT, stated
from tests.domain.determination.bare import BARE, CITED, TODAY

ITEM = replace(
    BARE,
    materials=(
        Material("residence_proof", "居住证明", CITED, commitment_days=stated(30, CITED)),
        Material("posting_proof", "工作证明", CITED, commitment_days=stated(10, CITED)),
        Material("identity", "身份证", CITED, commitment_days=SILENT),  # type: ignore[arg-type]
    ),
)


@pytest.mark.parametrize(
    ("kinds", "day"),
    [
        ((), None),
        (("identity",), None),
        (("referral_slip",), None),  # the item asks for none
        (("residence_proof",), date(2026, 10, 14)),
        (("residence_proof", "posting_proof"), date(2026, 9, 24)),  # the first of them
        (("identity", "referral_slip", "residence_proof"), date(2026, 10, 14)),
    ],
)
def test_the_first_day_the_guide_names_counts(kinds: tuple[str, ...], day: date | None) -> None:
    assert check_day(ITEM, kinds, TODAY) == day
