"""Where a county asks, a slip is issued with the last signature of its hospital: each by another, in their order."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.actor import Context
from portal.domain.errors import DomainError, Invalid, NotAllowed, NotFound, Stale
from portal.domain.mending import Informant
from portal.domain.portal_events import PortalEventKind
from portal.domain.slip_signing import SlipSigner, next_signer
from portal.domain.vocabulary import Channel, EventKind, FilingStatus, Role
from portal.models import Filing, FilingEvent, PortalEvent, db
from portal.services import (
    amendments,
    diagnoses,
    documents,
    filings,
    mending,
    referral_lists,
    referrals,
    review,
    scoping,
    slip_signatures,
    slip_signing,
    staff_accounts,
)
from portal.services.cases import Case
from tests.people import PASSWORD, acting, hospital_staff, id_number, staff
from tests.services.filings.test_from_draft_to_end import page
from tests.signers import COUNTY, HOSPITAL, SIGNERS, read_the_county, signer, signing, slip_of, writer

DOCTOR, HEAD, OFFICE = SIGNERS
INFORMANT = Informant("吴测试", "女儿", Channel.PHONE, "2026-09-14 10:05")


@pytest.fixture
def hospital(services: Flask, monkeypatch: pytest.MonkeyPatch) -> Context:
    """Who writes slips in the made-up county."""
    read_the_county(monkeypatch)
    return writer()


def put_up(ctx: Context, serial: int = 1) -> Filing:
    return referrals.issue(ctx, slip_of(serial), [page("xaydefg"[serial])], f"form-{serial:08d}", is_sealed=True)


def edition(filing: Filing) -> int:
    found = slip_signatures.signing_of(filing)
    assert found is not None
    return found.edition


def sign(ctx: Context, filing: Filing) -> Filing:
    return slip_signing.sign(ctx, filing.number, edition(filing))


def signed_by(filing: Filing) -> list[SlipSigner]:
    return [each.signer for each in slip_signatures.signatures_of(filing)]


def waiting_for(ctx: Context) -> list[int]:
    turn = slip_signing.their_turn(ctx)
    assert turn.count >= len(turn.slips)
    return [each.id for each in turn.slips]


def history_of(filing: Filing) -> list[EventKind]:
    rows = select(FilingEvent.kind).where(FilingEvent.filing_id == filing.id).order_by(FilingEvent.id)
    return list(db.session.scalars(rows))


def clerk() -> Context:
    return acting(staff("clerk", COUNTY))


def test_the_next_is_the_first_who_has_not_signed() -> None:
    assert next_signer(SIGNERS, ()) is DOCTOR
    assert next_signer(SIGNERS, (DOCTOR, HEAD)) is OFFICE
    assert next_signer(SIGNERS, SIGNERS) is next_signer((), SIGNERS) is None


def test_it_is_issued_with_the_last_signature_and_nobody_else_sees_it_before(hospital: Context) -> None:
    filing, desk = put_up(hospital), clerk()
    assert (filing.status, filing.submitted_at) == (FilingStatus.DRAFT, None)
    for who in (DOCTOR, HEAD):
        assert [(each.id, turn) for each, turn in slip_signing.open_ones(hospital, None, 9)] == [(filing.id, who)]
        sign(signing(who), filing)
        assert filing.status is FilingStatus.DRAFT
        with pytest.raises(NotFound):
            scoping.filing_by_number(desk.actor, filing.number)
    last = signing(OFFICE)
    assert waiting_for(last) == [filing.id]
    assert sign(last, filing).status is FilingStatus.SUBMITTED
    assert signed_by(filing) == list(SIGNERS)
    assert slip_signing.open_ones(hospital, None, 9) == referral_lists.waiting(hospital) == []
    assert scoping.filing_by_number(desk.actor, filing.number) is filing
    signatures = [EventKind.SLIP_SIGNED] * 3
    assert history_of(filing) == [EventKind.SLIP_PUT_UP, *signatures, EventKind.SUBMITTED]


def test_whose_turn_it_is_reads_how_many_wait_and_the_oldest_first(
    hospital: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, doctor = put_up(hospital), put_up(hospital, 2), signing(DOCTOR)
    head = signing(HEAD)
    assert waiting_for(doctor) == [first.id, second.id]
    assert (waiting_for(head), waiting_for(hospital)) == ([], [])
    monkeypatch.setattr(slip_signing, "MOST_SHOWN", 1)
    turn = slip_signing.their_turn(doctor)
    assert (turn.count, [each.id for each in turn.slips]) == (2, [first.id])
    sign(doctor, first)
    assert (waiting_for(doctor), waiting_for(head)) == ([second.id], [first.id])


def test_who_has_signed_from_another_account_is_not_waited_for_and_reads_why(hospital: Context) -> None:
    filing, doctor = put_up(hospital), signing(DOCTOR, serial=900)
    head, same = signing(HEAD, serial=901), signing(HEAD, "same", serial=900)
    assert waiting_for(doctor) == [filing.id]
    sign(doctor, filing)
    assert (waiting_for(head), waiting_for(same)) == ([filing.id], [])
    taken, signed = slip_signatures.signing_of(filing), slip_signatures.signatures_of(filing)
    assert taken is not None
    assert slip_signing.has_signed_as_another(same, taken, signed)
    assert not slip_signing.has_signed_as_another(head, taken, signed)


def test_the_form_sent_twice_puts_it_up_once_and_a_signature_sent_twice_counts_once(hospital: Context) -> None:
    filing, doctor = put_up(hospital), signing(DOCTOR)
    shown = edition(filing)
    sign(doctor, filing)
    assert put_up(hospital).id == filing.id
    assert slip_signing.sign(doctor, filing.number, shown).id == filing.id
    assert signed_by(filing) == [DOCTOR]


def test_nobody_signs_out_of_turn_nor_twice(hospital: Context) -> None:
    filing = put_up(hospital)
    for foreign in (hospital, signing(HEAD), acting(hospital_staff("without", HOSPITAL))):
        with pytest.raises(NotAllowed):
            sign(foreign, filing)
    doctor = signer(DOCTOR)
    sign(acting(doctor), filing)
    doctor.signs_as = HEAD
    db.session.commit()
    with pytest.raises(NotAllowed, match="signed_already"):
        sign(acting(doctor), filing)
    with pytest.raises(NotAllowed, match="not_yours_to_do"):
        sign(signing(HEAD, "second-account", serial=900), filing)  # the number of the doctor
    with pytest.raises(NotFound):
        sign(acting(hospital_staff("elsewhere", "汶上县中医院")), filing)
    assert signed_by(filing) == [DOCTOR]


def test_who_does_not_sign_it_so_says_why_and_nothing_stands(hospital: Context) -> None:
    filing, doctor = put_up(hospital), signing(DOCTOR)
    sign(doctor, filing)
    head = signing(HEAD)
    with pytest.raises(Invalid, match="reason_needed"):
        slip_signing.send_back(head, filing.number, edition(filing), "  ")
    slip_signing.send_back(head, filing.number, edition(filing), "病情写得太短")
    assert (signed_by(filing), slip_signing.open_ones(hospital, None, 9)) == ([], [])
    assert [each.id for each in referral_lists.returned(hospital)] == [filing.id], "its writer finds it"
    assert referral_lists.waiting(hospital) == []
    event = db.session.scalars(select(FilingEvent).where(FilingEvent.kind == EventKind.SLIP_SENT_BACK)).one()
    assert (event.detail.reason, event.detail.signed_as) == ("病情写得太短", HEAD)
    with pytest.raises(NotAllowed):
        sign(head, filing)
    referrals.complete(hospital, filing.number, slip_of(1, condition="胸闷三个月"), [], True)
    assert waiting_for(doctor) == [filing.id]
    assert referral_lists.returned(hospital) == []


def written_anew(ctx: Context, filing: Filing) -> None:
    referrals.complete(ctx, filing.number, slip_of(1, condition="胸闷三个月"), [], True)


def another_page(ctx: Context, filing: Filing) -> None:
    documents.attach(ctx, filing.number, "referral_slip", page("b"), True)


def saved_anew(ctx: Context, filing: Filing) -> None:
    filings.save_draft(ctx, filing.number, {"slip.condition": "别的"})


@pytest.mark.parametrize("change", [written_anew, another_page, saved_anew])
def test_a_slip_that_is_changed_loses_its_signatures(
    hospital: Context, change: Callable[[Context, Filing], None]
) -> None:
    filing, doctor = put_up(hospital), signing(DOCTOR)
    sign(doctor, filing)
    shown = edition(filing)
    change(hospital, filing)
    assert signed_by(filing) == []
    assert EventKind.SIGNATURES_LOST in history_of(filing)
    with pytest.raises(Stale):
        slip_signing.sign(doctor, filing.number, shown)
    sign(doctor, filing)
    assert signed_by(filing) == [DOCTOR]


def test_nothing_sends_in_what_is_not_signed(hospital: Context) -> None:
    filing = put_up(hospital)
    sign(signing(DOCTOR), filing)
    with pytest.raises(NotAllowed, match="slip_not_signed"):
        filings.submit(hospital, filing.number)
    assert filing.status is FilingStatus.DRAFT


def test_what_the_agency_returned_is_signed_anew_before_it_goes_back(hospital: Context) -> None:
    filing, signers, desk = put_up(hospital), [signing(each) for each in SIGNERS], clerk()
    for each in signers:
        sign(each, filing)
    review.request_correction(desk, filing.number, filing.version, [], "请写清病情", questions=("slip.condition",))
    shown = Case(hospital, scoping.filing_by_number(hospital.actor, filing.number))
    with pytest.raises(NotAllowed, match="slip_not_signed"):
        amendments.send_correction(hospital, shown, filing.version, {"slip.condition": "胸闷三个月"})
    db.session.rollback()
    shown = Case(hospital, scoping.filing_by_number(hospital.actor, filing.number))
    answers = {"slip.condition": "胸闷三个月"}
    referrals.send_back_corrected(hospital, shown, filing.version, answers, [], True)
    assert filing.status is FilingStatus.CORRECTION_REQUESTED
    assert (signed_by(filing), filing.claims.slip.condition) == ([], "胸闷"), "the desk sees what was issued"
    for each in signers:
        sign(each, filing)
    assert filing.status is FilingStatus.SUBMITTED
    assert (signed_by(filing), filing.claims.slip.condition) == (list(SIGNERS), "胸闷三个月")
    corrected = db.session.scalars(select(FilingEvent).where(FilingEvent.kind == EventKind.CORRECTED)).one()
    assert corrected.detail.mending is not None
    assert corrected.detail.mending.paths == ("slip.condition",)


def test_nobody_signs_an_answer_to_what_the_agency_mended_meanwhile(hospital: Context) -> None:
    """What its hospital made of it was made of what it said before: it is written anew, and then signed."""
    filing, signers, desk = put_up(hospital), [signing(each) for each in SIGNERS], clerk()
    for each in signers:
        sign(each, filing)
    review.request_correction(desk, filing.number, filing.version, [], "请写清病情", questions=("slip.condition",))

    def written(condition: str) -> None:
        shown = Case(hospital, scoping.filing_by_number(hospital.actor, filing.number))
        answers = {"slip.condition": condition}
        referrals.send_back_corrected(hospital, shown, filing.version, answers, [], True)

    written("胸闷三个月")
    sign(signers[0], filing)
    mending.mend(desk, Case(desk, filing), filing.version, {"contact.address": "江苏省南京市"}, INFORMANT)
    assert filing.status is FilingStatus.CORRECTION_REQUESTED
    for each in signers:
        with pytest.raises(Stale):
            sign(each, filing)
    assert (signed_by(filing), filing.claims.slip.condition) == ([], "胸闷")
    written("胸闷四个月")
    for each in signers:
        sign(each, filing)
    assert (filing.claims.slip.condition, filing.claims.contact.address) == ("胸闷四个月", "江苏省南京市")


def test_a_returned_diagnosis_goes_back_signed_with_its_own_code(hospital: Context) -> None:
    diagnoses.load(hospital, [diagnoses.Coded("I25.103", "冠心病"), diagnoses.Coded("C16.900", "胃恶性肿瘤")])
    filing, signers = put_up(hospital), [signing(each) for each in SIGNERS]
    for each in signers:
        sign(each, filing)
    assert filing.claims.slip.diagnosis_code == "I25.103"
    review.request_correction(clerk(), filing.number, filing.version, [], "不符", questions=("slip.diagnosis_name",))
    shown = Case(hospital, scoping.filing_by_number(hospital.actor, filing.number))
    answers = {"slip.diagnosis_name": "胃恶性肿瘤"}
    referrals.send_back_corrected(hospital, shown, filing.version, answers, [], True)
    for each in signers:
        sign(each, filing)
    assert (filing.claims.slip.diagnosis_name, filing.claims.slip.diagnosis_code) == ("胃恶性肿瘤", "C16.900")


def test_what_was_taken_back_is_signed_by_nobody(hospital: Context) -> None:
    filing, doctor = put_up(hospital), signing(DOCTOR)
    amendments.withdraw(hospital, filing.number, filing.version)
    assert waiting_for(doctor) == []
    with pytest.raises(NotAllowed, match="not_in_this_state"):
        sign(doctor, filing)


def test_the_last_signature_does_not_stand_where_it_cannot_be_sent_in(hospital: Context) -> None:
    first, second = put_up(hospital), put_up(hospital, 2)
    referrals.complete(hospital, second.number, slip_of(1), [page("c")], True)  # the same patient
    signers = [signing(each) for each in SIGNERS]
    for each in signers:
        sign(each, first)
    for each in signers[:2]:
        sign(each, second)
    with pytest.raises(DomainError, match="already_undecided"):
        sign(signers[2], second)
    db.session.rollback()
    assert signed_by(second) == [DOCTOR, HEAD]


def test_a_supervisor_says_as_what_an_account_signs(hospital: Context) -> None:
    chief = acting(staff("chief", COUNTY, Role.SUPERVISOR))
    own = hospital_staff("named", HOSPITAL)
    place = own.hospital
    assert place is not None
    token = staff_accounts.invite(chief, Role.HOSPITAL, "doctor-1", hospital_uid=place.uid, signs_as=DOCTOR)
    made = staff_accounts.redeem_invitation(chief, token, "王医生", id_number(1), PASSWORD)
    assert made.signs_as is DOCTOR
    for signs_as in (HEAD, HEAD, None):
        staff_accounts.name_signer(chief, own.uid, signs_as)
    named = [each for each in db.session.scalars(select(PortalEvent)) if each.kind is PortalEventKind.SIGNER_NAMED]
    assert [(each.detail.before, each.detail.after) for each in named] == [
        ("", "doctor"),
        ("", "department_head"),
        ("department_head", ""),
    ]
    with pytest.raises(NotAllowed, match="signs_no_slips"):
        staff_accounts.name_signer(chief, staff("other-clerk", COUNTY).uid, DOCTOR)
    with pytest.raises(NotAllowed):
        staff_accounts.name_signer(hospital, own.uid, DOCTOR)
