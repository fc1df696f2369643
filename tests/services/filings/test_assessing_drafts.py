"""What the rules say of a draft before it is sent."""

from flask import Flask

from portal.domain.claims import laid_over
from portal.domain.vocabulary import Outcome
from portal.services import (
    filings,
)
from portal.services.cases import Case
from tests.people import acting, citizen, long_stay, person


def test_foreseeing_answers_for_what_is_typed_and_keeps_nothing(services: Flask) -> None:
    ctx = acting(citizen(person(1)))
    draft = filings.open_draft(ctx, "wenshang.long-term", long_stay(person(1)))
    assert Case(ctx, draft).foreseen().outcome is Outcome.CORRECT
    assert Case(ctx, draft).foreseen({"treatment_place": "370800"}).outcome is Outcome.REFUSE
    assert draft.claims.treatment_place == "310000"


def test_the_form_the_portal_fills_is_not_owed(services: Flask) -> None:
    ctx = acting(citizen(person(1)))
    typed = laid_over(long_stay(person(1)), {"person.insured_place": "411324"})
    draft = filings.open_draft(ctx, "zhenping.long-term-resident", typed)
    assert Case(ctx, draft).foreseen().owed == ("identity",)
