"""Claims by their key paths."""

from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from portal.domain.claims import NOT_LISTED, Claims, answer_at, says_nothing, with_answer


def paths() -> list[str]:
    """Every key path there is."""
    empty = Claims()
    found = []
    for each in fields(Claims):
        part = getattr(empty, each.name)
        found += [f"{each.name}.{inner.name}" for inner in fields(part)] if is_dataclass(part) else [each.name]
    return found


@pytest.mark.parametrize("path", paths())
def test_an_answer_is_read_where_it_was_laid_and_nothing_else_changes(path: str) -> None:
    claims = with_answer(Claims(), path, "x")
    assert answer_at(claims, path) == "x"
    assert not says_nothing(claims)
    assert with_answer(claims, path, None) == Claims()


def test_nobody_said_anything_at_first() -> None:
    assert says_nothing(Claims())
    assert says_nothing(with_answer(Claims(), "admission.on", date(2026, 1, 1)).person)


@pytest.mark.parametrize(
    ("path", "why"), [("person", "person is a part of the claims"), ("person.age", "'age'"), ("nobody", "'nobody'")]
)
def test_what_no_claim_has_is_a_fault_of_the_program(path: str, why: str) -> None:
    with pytest.raises(AttributeError, match=why):
        answer_at(Claims(), path)


def test_a_hospital_off_the_list_is_the_code_that_rows_hold_already() -> None:
    assert NOT_LISTED == "not-listed"
