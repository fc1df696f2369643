"""What was typed is mended: by a clerk on somebody's word, by the filer where a notice opened it; on both engines."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.actor import STRANGER, Context
from portal.domain.claims import AdmissionClaim, Answers, CallerClaim, Claims, ReferralClaim, laid_over
from portal.domain.errors import Invalid, NotAllowed, NotFound, SeveralInvalid, Stale
from portal.domain.fact_rules import FactFaults
from portal.domain.mending import Informant
from portal.domain.vocabulary import Channel, EventKind, FilingStatus, FilingType, NoticeKind, Outcome
from portal.models import AgentSlot, Filing, User, db
from portal.models.sealed import person_index, phone_index
from portal.services import (
    amendments,
    documents,
    filings,
    history,
    intake,
    issuing,
    mending,
    notices,
    progress,
    queues,
    referrals,
    review,
)
from portal.services.cases import Case
from tests.approving import approve
from tests.people import NOW, acting, citizen, hospital_staff, insured, long_stay, person, staff
from tests.races.test_races import settled
from tests.services.filings.test_from_draft_to_end import page, submitted

DAUGHTER = Informant("吴测试", "女儿", Channel.PHONE, "2026-09-14 10:05")


def rung_up(serial: int = 1, mistyped: int = 9, channel: Channel = Channel.PHONE) -> tuple[User, Filing]:
    """An emergency taken down on the telephone, under the ID number of somebody else; no number to reach the person."""
    clerk, who = staff(f"phone{serial}"), person(mistyped, "马测试")
    claimed = Claims(
        person=insured(who, kind=FilingType.EMERGENCY),
        treatment_place="310000",
        admission=AdmissionClaim(date(2026, 9, 13), emergency=True, inpatient=True, networked=True),
        caller=CallerClaim("吴测试", "13900000042", "女儿"),
    )
    ctx = acting(clerk, channel)
    return clerk, intake.enter(ctx, "wenshang.emergency", claimed, f"key-of-call-{serial}").filing


def test_a_wrong_digit_is_mended_and_everything_that_hangs_on_it_moves(services: Flask) -> None:
    clerk, filing = rung_up()
    ctx = acting(clerk)
    review.verify_person(ctx, filing.number)
    review.check_insured(ctx, filing.number, True)
    right = person(1).id_number
    mended = mending.mend(ctx, Case(ctx, filing), filing.version, {"person.id_number": right}, DAUGHTER)
    assert (mended.claims.person.id_number, mended.person_index) == (right, person_index(right))
    assert (mended.status, mended.version) == (FilingStatus.SUBMITTED, 3)
    assert [found.number for found in queues.search(ctx, right)] == [filing.number]
    assert queues.search(ctx, person(9).id_number) == []
    assert (mended.person_verified_at, mended.insured_found, mended.insured_checked_on) == (None, None, None)
    done = history.events_of(mended)[-1]
    assert (done.kind, done.detail.mending.paths) == (EventKind.MENDED, ("person.id_number",))
    assert done.detail.mending.before.person.id_number == person(9).id_number
    assert done.detail.mending.after.person.id_number == right
    assert done.detail.mending.informant == DAUGHTER
    assert right.encode() not in done.detail_sealed
    rung_up(2)  # the number that was taken wrongly is free again


def test_a_number_of_somebody_whose_case_is_open_is_refused_and_nothing_changes(services: Flask) -> None:
    """Where who stands at the window has proven theirs; what was taken down on the telephone keeps nobody out."""
    rung_up(1, mistyped=1, channel=Channel.WINDOW)
    clerk, filing = rung_up(2, mistyped=9, channel=Channel.WINDOW)
    answers: Answers = {"person.id_number": person(1).id_number, "treatment_place": "320100"}
    at_window = replace(DAUGHTER, channel=Channel.WINDOW)
    with pytest.raises(Invalid) as refused:
        mending.mend(acting(clerk), Case(acting(clerk), filing), filing.version, answers, at_window)
    assert (refused.value.code, refused.value.field) == ("already_undecided", "id_number")
    db.session.expire_all()
    assert filing.claims.person.id_number == person(9).id_number
    assert (filing.treatment_place, filing.version) == ("310000", 2)
    assert [event.kind for event in history.events_of(filing)] == [EventKind.SUBMITTED]


def test_what_the_rules_say_follows_at_once(services: Flask) -> None:
    clerk, filing = rung_up()
    ctx = acting(clerk)
    away = mending.mend(ctx, Case(ctx, filing), filing.version, {"treatment_place": "370800"}, DAUGHTER)
    assert (away.outcome, away.treatment_place) == (Outcome.REFUSE, "370800")
    answers = {"treatment_place": "320100", "contact.phone": "13800000001"}
    back = mending.mend(ctx, Case(ctx, filing), away.version, answers, DAUGHTER)
    assert (back.outcome, back.treatment_place) == (Outcome.CORRECT, "320100")
    assert back.phone_index == phone_index("13800000001")
    assert queues.search(ctx, "13800000001") == [back]


def test_whoever_comes_second_hears_of_the_first(services: Flask) -> None:
    clerk, filing = rung_up()
    seen = filing.version
    answers: Answers = {"treatment_place": "320100"}
    first, second = acting(clerk, later=timedelta(minutes=42)), acting(staff("second"))
    mending.mend(first, Case(first, filing), seen, answers, DAUGHTER)
    with pytest.raises(Stale) as lost:
        mending.mend(second, Case(second, filing), seen, {"treatment_place": "330100"}, DAUGHTER)
    assert (lost.value.values["event"], lost.value.values["at"]) == (EventKind.MENDED, "10:42")
    with pytest.raises(Stale):
        review.accept(acting(staff("third")), filing.number, seen)


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ({"treatment_place": "310000"}, Invalid),
        ({"declaration.signed_name": "别人"}, NotAllowed),
        ({"slip.reason": "本院不能做"}, NotAllowed),
        ({"admission.discharged_on": date(2026, 9, 1)}, FactFaults),
        ({"person.id_number": "123"}, FactFaults),
    ],
    ids=["nothing", "a-signature", "not-asked-there", "contradiction", "no-number"],
)
def test_what_cannot_be_mended_leaves_all_as_it_was(services: Flask, answers: Answers, fault: type[Exception]) -> None:
    clerk, filing = rung_up()
    before = filing.claims
    with pytest.raises(fault):
        mending.mend(acting(clerk), Case(acting(clerk), filing), filing.version, answers, DAUGHTER)
    db.session.expire_all()
    assert (filing.claims, filing.version) == (before, 2)


def test_after_the_decision_and_elsewhere_nothing_is_mended(services: Flask) -> None:
    _user, filing = submitted()
    clerk, far = acting(staff("clerk")), acting(staff("far", "fushun"))
    with pytest.raises(NotFound):
        mending.mend(far, Case(far, filing), 2, {"stay_months": 8}, DAUGHTER)
    approve(clerk, filing)
    with pytest.raises(NotAllowed) as refused:
        mending.mend(clerk, Case(clerk, filing), filing.version, {"stay_months": 8}, DAUGHTER)
    assert refused.value.code == "not_in_this_state"


def test_an_agents_slot_goes_with_the_number(services: Flask) -> None:
    agent = person(700, "代办")
    user = citizen(agent)
    clerk = acting(staff("clerk", "fushun"))
    for serial in (1, 2, 3):
        claimed = settled(serial, agent.name, agent.id_number)
        sent = filings.submit(acting(user), filings.open_draft(acting(user), "fushun.settled-retiree", claimed).number)
    mending.mend(clerk, Case(clerk, sent), sent.version, {"person.id_number": person(4).id_number}, DAUGHTER)
    slots = db.session.scalars(select(AgentSlot).order_by(AgentSlot.slot)).all()
    wanted = [person_index(settled(serial, "", "").person.id_number) for serial in (1, 2)]
    assert [slot.person_index for slot in slots] == [*wanted, person_index(person(4).id_number)]
    assert [slot.slot for slot in slots] == [1, 2, 3]


def test_a_notice_opens_what_it_names_and_nothing_else(services: Flask) -> None:
    user, filing = submitted()
    clerk = acting(staff("clerk"))
    returned = review.request_correction(clerk, filing.number, filing.version, [], questions=["contact.address"])
    assert history.events_of(returned)[-1].detail.questions == ("contact.address",)
    (notice,) = [each for each in notices.of_filing(returned) if each.kind is NoticeKind.CORRECTION]
    assert notice.content.lists[0].items == ("联系地址：请对照证件或单据核对，填错的请改正",)
    ctx, version = acting(user), returned.version
    with pytest.raises(NotAllowed) as foreign:
        amendments.send_correction(ctx, Case(ctx, filing), version, {"contact.address": "新址", "stay_months": 24})
    assert foreign.value.values["questions"] == ("stay_months",)
    with pytest.raises(NotAllowed):
        filings.save_draft(ctx, filing.number, {"contact.address": "新址"})
    with pytest.raises(NotAllowed) as not_asked:
        documents.attach(ctx, filing.number, "identity", page("b"), None)
    assert not_asked.value.code == "document_not_asked"
    db.session.expire_all()
    assert filing.claims == long_stay(person(1))
    back = amendments.send_correction(ctx, Case(ctx, filing), version, {"contact.address": "新址"})
    assert (back.status, back.claims.contact.address) == (FilingStatus.SUBMITTED, "新址")
    done = history.events_of(back)[-1].detail.mending
    assert (done.before.contact.address, done.after.contact.address, done.informant) == ("上海市某路1号", "新址", None)


def sent_by_link(ctx: Context, filing: Filing) -> str:
    """A link by which every document came already that the notice asks for."""
    secret = progress.upload_link(ctx, filing.number)
    for kind in Case(ctx, filing).wanted:
        progress.add_by_link(Context(STRANGER, NOW), secret, Case(ctx, filing), kind, [page(kind[0])], True)
    return secret


def test_answers_by_a_link_that_nobody_waits_for_are_not_dropped_in_silence(services: Flask) -> None:
    clerk, filing = rung_up()
    ctx, stranger = acting(clerk), Context(STRANGER, NOW)
    review.request_correction(ctx, filing.number, filing.version, [], questions=["contact.phone"])
    secret = sent_by_link(ctx, filing)
    mending.mend(ctx, Case(ctx, filing), filing.version, {"contact.phone": "13811112222"}, DAUGHTER)
    assert filing.status is FilingStatus.SUBMITTED
    with pytest.raises(Stale):
        progress.finish_link(stranger, secret, Case(stranger, filing), {"contact.phone": "13800000001"})
    assert progress.finish_link(stranger, secret, Case(stranger, filing)).filing.status is FilingStatus.SUBMITTED


def test_a_link_opens_the_same_and_no_more(services: Flask) -> None:
    clerk, filing = rung_up()
    ctx, stranger = acting(clerk), Context(STRANGER, NOW)
    review.request_correction(ctx, filing.number, filing.version, [], questions=["contact.phone"])
    secret = sent_by_link(ctx, filing)
    with pytest.raises(NotAllowed):
        progress.finish_link(stranger, secret, Case(stranger, filing), {"person.name": "别人"})
    back = progress.finish_link(stranger, secret, Case(stranger, filing), {"contact.phone": "13800000001"}).filing
    assert (back.status, back.claims.contact.phone) == (FilingStatus.SUBMITTED, "13800000001")
    assert back.claims.person.name == person(9, "马测试").name


def test_who_has_no_account_tells_the_clerk_and_it_goes_back_to_review(services: Flask) -> None:
    clerk, filing = rung_up()
    ctx = acting(clerk, Channel.WINDOW)
    named = review.request_correction(ctx, filing.number, filing.version, [], questions=["contact.phone"])
    waiting = intake.receive(ctx, Case(ctx, filing), named.version, sighted=[intake.Sighted("emergency_record")])
    assert waiting.status is FilingStatus.CORRECTION_REQUESTED  # nobody said the number yet
    answers: Answers = {"contact.phone": "13800000001"}
    back = mending.mend(ctx, Case(ctx, filing), waiting.version, answers, replace(DAUGHTER, channel=Channel.WINDOW))
    assert back.status is FilingStatus.SUBMITTED
    assert [event.kind for event in history.events_of(back)][-2:] == [EventKind.MENDED, EventKind.CORRECTED]


def test_a_later_notice_asks_nothing_the_first_could_have_asked(services: Flask) -> None:
    user, filing = submitted()
    clerk = acting(staff("clerk"))
    review.request_correction(clerk, filing.number, filing.version, [], questions=["contact.phone"])
    ctx = acting(user)
    amendments.send_correction(ctx, Case(ctx, filing), filing.version, {"contact.phone": "13800000077"})
    with pytest.raises(Invalid) as late:
        review.request_correction(clerk, filing.number, filing.version, [], questions=["contact.phone", "stay_months"])
    assert (late.value.code, late.value.values["questions"]) == ("asked_too_late", ("stay_months",))
    with pytest.raises(SeveralInvalid) as both:
        review.request_correction(
            clerk, filing.number, filing.version, ["identity", "nothing"], "", "", ["slip.agreed"]
        )
    assert [each.code for each in both.value.faults] == ["unknown_question", "unknown_document_kind"]
    with pytest.raises(SeveralInvalid) as both:
        review.request_correction(clerk, filing.number, filing.version, ["identity"], "", "我是经办人", ["stay_months"])
    assert [each.code for each in both.value.faults] == ["named_too_late", "asked_too_late"]
    again = review.request_correction(clerk, filing.number, filing.version, [], questions=["contact.phone"])
    assert again.status is FilingStatus.CORRECTION_REQUESTED


def referred(serial: int = 3) -> tuple[User, Filing]:
    """A hospital's referral, with its slip."""
    user = hospital_staff(f"doctor{serial}")
    typed = long_stay(
        person(serial),
        person=insured(person(serial), kind=FilingType.REFERRAL),
        referral=ReferralClaim(issued_on=date(2025, 9, 13)),
        stay_months=None,
        begins_on=None,
    )
    return user, referrals.issue(acting(user, Channel.HOSPITAL), typed, [page("s")], f"slip-{serial}", True)


def test_an_expired_slip_comes_anew_with_its_own_date(services: Flask) -> None:
    user, filing = referred()
    ctx, clerk = acting(user, Channel.HOSPITAL), acting(staff("clerk"))
    assert filing.outcome is Outcome.CORRECT
    back = review.request_correction(clerk, filing.number, filing.version, [])
    answers: Answers = {"referral.issued_on": date(2026, 9, 14)}
    with pytest.raises(NotAllowed):
        referrals.send_back_corrected(ctx, Case(ctx, filing), back.version, {"person.name": "别人"}, [], None)
    sent = referrals.send_back_corrected(ctx, Case(ctx, filing), back.version, answers, [page("t")], True)
    assert (sent.status, sent.outcome) == (FilingStatus.SUBMITTED, Outcome.APPROVE)


def test_a_referral_returned_in_words_opens_its_slip_and_keeps_the_rest_shut(services: Flask) -> None:
    user, filing = referred()
    clerk = acting(staff("clerk"))
    fresh = laid_over(filing.claims, {"referral.issued_on": date(2026, 9, 13)})
    assert fresh != filing.claims
    back = review.request_correction(clerk, filing.number, filing.version, ["identity"], "诊断请写全")
    assert "slip.diagnosis_name" in history.events_of(back)[-1].detail.questions  # the slip is owed, for it expired
    assert "person.name" not in history.events_of(back)[-1].detail.questions
    with pytest.raises(NotAllowed):
        mending.mend(clerk, Case(clerk, filing), back.version, {"referral.issued_on": date(2026, 9, 13)}, DAUGHTER)
    reached = mending.mend(clerk, Case(clerk, filing), back.version, {"contact.phone": "13800000001"}, DAUGHTER)
    assert reached.claims.contact.phone == "13800000001"
    assert user.hospital_id == filing.hospital_id


def test_a_form_printed_before_is_printed_anew_after_it_was_mended(services: Flask) -> None:
    clerk, filing = rung_up()
    ctx = acting(clerk)
    first = issuing.for_signing(ctx, filing.number, NoticeKind.FILING_FORM)
    mending.mend(ctx, Case(ctx, filing), filing.version, {"person.id_number": person(1).id_number}, DAUGHTER)
    second = issuing.for_signing(acting(clerk, later=timedelta(minutes=1)), filing.number, NoticeKind.FILING_FORM)
    assert second.number != first.number
    assert person(1).id_number in repr(second.content)
    assert person(9).id_number not in repr(second.content)
    assert issuing.for_signing(ctx, filing.number, NoticeKind.FILING_FORM).number == second.number
