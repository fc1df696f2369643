"""A case that a page showed goes on into the act that follows: what decides is read again, the rest is not."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.errors import Invalid, Stale
from portal.domain.mending import Informant
from portal.domain.vocabulary import Channel, FilingStatus, Mark, Outcome
from portal.models import Filing, User
from portal.services import amendments, claims, documents, marks, mending, referrals, review
from portal.services.cases import Case
from tests.people import acting, staff
from tests.services.cases.desk import Desk
from tests.services.filings.test_from_draft_to_end import page, submitted

ON_WHOSE_WORD = Informant("王", "本人", Channel.PHONE, "2026-09-14 10:00")


def returned() -> tuple[Context, User, Filing]:
    """What a clerk asked another proof for, and a question, seen by its person."""
    user, filing = submitted()
    clerk = acting(staff("clerk"))
    marks.mark(clerk, filing.number, claims.live_documents(filing)[0].uid, Mark.ILLEGIBLE)
    return clerk, user, review.request_correction(clerk, filing.number, filing.version, [], questions=["contact.phone"])


def looked_at(ctx: Context, filing: Filing) -> Case:
    """The case with everything of it read."""
    case = Case(ctx, filing)
    assert case.requested.questions == ("contact.phone",)
    assert case.owed == ("residence_proof",)
    return case


def test_what_came_meanwhile_counts(services: Flask) -> None:
    _clerk, user, filing = returned()
    ctx = acting(user)
    shown = looked_at(ctx, filing)
    documents.attach(ctx, filing.number, "residence_proof", page("c"), None)
    back = amendments.send_correction(ctx, shown, filing.version)
    assert back.status is FilingStatus.SUBMITTED


def test_what_went_meanwhile_is_missing(services: Flask) -> None:
    _clerk, user, filing = returned()
    ctx = acting(user, later=timedelta(minutes=1))
    added = documents.attach(ctx, filing.number, "residence_proof", page("c"), None)
    shown = Case(ctx, filing)
    assert shown.owed == ()
    documents.remove(ctx, filing.number, added.uid)
    with pytest.raises(Invalid) as refused:
        amendments.send_correction(ctx, shown, filing.version)
    assert (refused.value.code, refused.value.values) == ("documents_missing", {"count": 1})


def test_notice_of_meanwhile_takes_the_place_of_the_one_that_was_shown(services: Flask) -> None:
    clerk, user, filing = returned()
    ctx, seen = acting(user), filing.version
    shown = looked_at(ctx, filing)
    amendments.receive_correction(clerk, filing.number, filing.version)
    review.request_correction(clerk, filing.number, filing.version, [])
    now = Case(ctx, filing)
    assert now.go_on_from(shown).requested.questions == ()
    documents.attach(ctx, filing.number, "residence_proof", page("c"), None)
    with pytest.raises(Stale):
        amendments.send_correction(ctx, shown, seen, {"contact.phone": "13800000001"})


@pytest.mark.parametrize(("phone", "counts"), [("13800000001", False), ("13811112222", True)])
def test_answers_nobody_waits_for_are_not_dropped_in_silence(services: Flask, phone: str, counts: bool) -> None:
    clerk, user, filing = returned()
    ctx, seen = acting(user), filing.version
    shown = looked_at(ctx, filing)
    mending.mend(clerk, Case(clerk, filing), seen, {"contact.phone": "13811112222"}, ON_WHOSE_WORD)
    amendments.receive_correction(clerk, filing.number, filing.version)
    if counts:  # it is what the clerk wrote down
        assert amendments.send_correction(ctx, shown, seen, {"contact.phone": phone}).id == filing.id
        return
    with pytest.raises(Stale):
        amendments.send_correction(ctx, shown, seen, {"contact.phone": phone})


def test_hospital_that_was_taken_off_the_list_meanwhile_is_off_it(services: Flask) -> None:
    desk = Desk(1)
    desk.referred()
    desk.ask("referral_slip")
    shown = desk.case
    assert "汶上县中医院" in [hospital.name for hospital in shown.item.place.hospitals]
    assert shown.determination.outcome is not Outcome.REFUSE
    desk.be_taken_off_the_list()
    sent = referrals.send_back_corrected(desk.doctor, shown, desk.filing.version, {}, [desk.page("t")], True)
    assert (sent.status, sent.outcome) == (FilingStatus.SUBMITTED, Outcome.REFUSE)
