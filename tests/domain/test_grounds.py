"""What every item asks rests on a sentence of the guide: each finding on one of its own."""

from dataclasses import fields

import pytest

from portal.domain.grounds import GROUND_OF, Ground, Grounds
from portal.domain.sourced import Citation

SENTENCES = {each.name: Ground(Citation("S", "指南", line, each.name)) for line, each in enumerate(fields(Grounds), 1)}

RESTS_ON = {
    "insured_elsewhere": "insured_here",
    "insured_place_retired": "insured_here",
    "not_insured": "insured",
    "kind_not_served": "kinds",
    "treatment_place_unknown": "out_of_area",
    "treatment_place_retired": "out_of_area",
    "treated_inside_pooling_area": "out_of_area",
    "treatment_place_too_wide": "out_of_area",
}


@pytest.mark.parametrize(("code", "name"), RESTS_ON.items())
def test_each_finding_rests_on_its_sentence_and_on_no_other(code: str, name: str) -> None:
    cited = Grounds(**SENTENCES).of(code)
    assert cited is not None
    assert cited.quote == name
    assert Grounds(**{each: ground for each, ground in SENTENCES.items() if each != name}).of(code) is None


def test_no_finding_is_left_out() -> None:
    assert GROUND_OF == RESTS_ON
    with pytest.raises(KeyError):
        Grounds().of("filed_late")
