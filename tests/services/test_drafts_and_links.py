"""What the citizen's pages ask of the services beside the life of a filing."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.actor import STRANGER, Context
from portal.domain.claims import Claims, laid_over
from portal.domain.errors import Invalid, NotFound
from portal.domain.vocabulary import Channel, FilingStatus, Outcome
from portal.services import (
    accounts,
    claims,
    documents,
    filings,
    history,
    intake,
    own_filings,
    progress,
    review,
    sessions,
)
from portal.services.cases import Case
from portal.services.documents import MOST_DOCUMENTS, StoredFile
from tests.people import NOW, acting, citizen, long_stay, person, staff


def pages(count: int) -> list[StoredFile]:
    """Kept files, each like no other."""
    return [StoredFile(f"key-{n}", "image/jpeg", 1000, 1, f"{n:064d}") for n in range(count)]


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


def test_photographs_are_kept_all_or_none(services: Flask) -> None:
    ctx = acting(citizen(person(1)))
    draft = filings.open_draft(ctx, "wenshang.long-term", long_stay(person(1)))
    with pytest.raises(Invalid):
        documents.attach_all(ctx, draft.number, "residence_proof", pages(MOST_DOCUMENTS + 1), None)
    assert claims.live_documents(draft) == []
    assert len(documents.attach_all(ctx, draft.number, "residence_proof", pages(2), None)) == 2


def test_own_filings_come_newest_first_and_go_on_after_a_number(services: Flask) -> None:
    ctx = acting(citizen(person(1)))
    numbers = [filings.open_draft(ctx, "wenshang.long-term", Claims()).number for _ in range(3)]
    assert [row.number for row in own_filings.page(ctx)] == numbers[::-1]
    assert [row.number for row in own_filings.page(ctx, numbers[1])] == numbers[:1]
    assert own_filings.page(acting(citizen(person(2)))) == []
    draft = own_filings.draft_of(ctx, "wenshang.long-term")
    assert draft is not None
    assert draft.number == numbers[2]
    assert own_filings.draft_of(ctx, "wenshang.referral") is None


def test_an_upload_link_completes_the_filing_once(services: Flask) -> None:
    clerk = staff("clerk")
    entered = intake.enter(acting(clerk, Channel.WINDOW), "wenshang.long-term", long_stay(person(1)), "key")
    returned = review.request_correction(acting(clerk), entered.filing.number, entered.filing.version, [])
    secret = progress.upload_link(acting(clerk), returned.number)
    stranger = Context(STRANGER, NOW)
    progress.add_by_link(stranger, secret, "residence_proof", pages(2), None)
    assert progress.finish_link(stranger, secret).filing.status is FilingStatus.SUBMITTED
    assert history.events_of(returned)[-1].kind == "corrected"
    with pytest.raises(NotFound):
        progress.finish_link(stranger, secret)


def test_signing_out_everywhere_ends_every_session(services: Flask) -> None:
    user = citizen(person(1))
    token = sessions.begin(acting(user), user)
    limits = sessions.SessionLimits(timedelta(minutes=30), timedelta(minutes=15), timedelta(hours=8))
    assert sessions.resume(acting(user), token, limits) == user
    accounts.sign_out_everywhere(acting(user))
    assert sessions.resume(acting(user), token, limits) is None
