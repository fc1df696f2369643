"""The people of the demo, of whom measurements need a million."""

from datetime import date

from portal.demo.people import demo_person
from portal.domain.identity import fault_of


def test_people_of_different_numbers_are_different_people() -> None:
    met = [demo_person(7 + lap * 63_000).id_number for lap in range(20)]
    assert len(set(met)) == len(met)
    assert [fault_of(each, date(2026, 1, 1)) for each in met] == [None] * len(met)
