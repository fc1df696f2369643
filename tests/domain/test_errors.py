"""A refusal says its code, its field and what fills its blanks; several faults are raised as one."""

import pytest

from portal.domain.errors import DomainError, Invalid, NotFound, SeveralInvalid, raise_all

ONE, OTHER = Invalid("reason_needed", "reason", cap=3), Invalid("answer_needed", "answer")


def test_a_refusal_says_its_code_and_what_fills_its_blanks() -> None:
    refusal = DomainError("agent_cap", cap=3)
    assert (refusal.code, refusal.values, str(refusal)) == ("agent_cap", {"cap": 3}, "agent_cap")
    assert (ONE.code, ONE.field, ONE.values) == ("reason_needed", "reason", {"cap": 3})
    assert Invalid("nothing_changed").field == ""


def test_what_is_missing_and_what_is_foreign_say_the_same() -> None:
    assert (NotFound().code, NotFound().values) == ("not_found", {})


def test_nothing_to_mend_raises_nothing() -> None:
    raise_all([])
    raise_all(iter(()))


def test_one_fault_is_raised_as_itself() -> None:
    with pytest.raises(Invalid) as refused:
        raise_all([ONE])
    assert refused.value is ONE


def test_several_are_raised_together_in_their_order() -> None:
    with pytest.raises(SeveralInvalid) as refused:
        raise_all(iter([ONE, OTHER]))
    assert refused.value.faults == (ONE, OTHER)
    assert str(refused.value) == "reason_needed, answer_needed"
