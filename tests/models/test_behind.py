"""Whoever had a hand in a hospital's filing decides nothing of it, begins it whoever may: on both engines."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.api_keys import Scope
from portal.domain.errors import Invalid, NotAllowed
from portal.domain.slip_signing import SlipSigner
from portal.domain.vocabulary import Channel, FilingStatus, Role
from portal.models import ApiKey, Filing, HouseholdMember, User, db
from portal.models.transaction import transaction
from portal.services import (
    api_keys,
    approval,
    assignments,
    feedback,
    filings,
    queues,
    referrals,
    review,
    scoping,
    slip_signatures,
    slip_signing,
)
from portal.services.api_keys import Wanted
from portal.services.approval import Approval
from portal.services.cases import Case
from tests.people import NOW, acting, hospital_staff, just_confirmed, staff
from tests.services.filings.test_from_draft_to_end import page
from tests.signers import COUNTY, HOSPITAL, SIGNERS, read_the_county, signing, slip_of, writer

Hands = dict[str, User]


@pytest.fixture
def desk(services: Flask, monkeypatch: pytest.MonkeyPatch) -> User:
    """A supervisor of the made-up county."""
    read_the_county(monkeypatch)
    return staff("chief", COUNTY, Role.SUPERVISOR)


def sign_all(filing: Filing) -> None:
    """Each of the three as the slip stands now."""
    for each in SIGNERS:
        user = db.session.query(User).filter_by(username=each.value).one_or_none()
        ctx = signing(each) if user is None else acting(user)
        signed = slip_signatures.signing_of(filing)
        assert signed is not None
        slip_signing.sign(ctx, filing.number, signed.edition)


def issued_by(ctx: Context) -> Filing:
    return referrals.issue(ctx, slip_of(1), [page("x")], "form-00000001", is_sealed=True)


def signed() -> Filing:
    """Written by one, signed by three."""
    filing = issued_by(writer())
    sign_all(filing)
    return filing


def begun_by_another(ctx: Context) -> Filing:
    """As a spreadsheet of a colleague or a system leaves it: its slip is still to come."""
    return filings.open_draft(ctx, referrals.referral_item(referrals.own_hospital(ctx)), slip_of(1))


def completed() -> Filing:
    """Begun by one, completed by another, signed by three."""
    filing = begun_by_another(writer())
    colleague = acting(hospital_staff("colleague", HOSPITAL))
    referrals.complete(colleague, filing.number, slip_of(1), [page("x")], True)
    sign_all(filing)
    return filing


def sent_in_again() -> Filing:
    """Returned by the agency, mended by a colleague, signed anew."""
    filing, desk = signed(), acting(staff("asks", COUNTY))
    review.request_correction(desk, filing.number, filing.version, [], "请写清病情", questions=("slip.condition",))
    mender = acting(hospital_staff("mender", HOSPITAL))
    shown = Case(mender, scoping.filing_by_number(mender.actor, filing.number))
    referrals.send_back_corrected(mender, shown, filing.version, {"slip.condition": "胸闷三个月"}, [], True)
    sign_all(filing)
    return filing


WAYS: dict[str, tuple[Callable[[], Filing], str]] = {
    "wrote it": (signed, "writer"),
    **{f"signed it as {each.value}": (signed, each.value) for each in SIGNERS},
    "began what a colleague completed": (completed, "writer"),
    "completed it": (completed, "colleague"),
    "sent it in again": (sent_in_again, "mender"),
}
ACTS: dict[str, Callable[[Context, Filing], object]] = {
    "accept": lambda ctx, filing: review.accept(ctx, filing.number, filing.version),
    "refuse": lambda ctx, filing: review.refuse(ctx, filing.number, filing.version, "理由"),
    "approve": lambda ctx, filing: approval.approve(ctx, filing.number, filing.version, Approval()),
    "ask": lambda ctx, filing: review.request_correction(ctx, filing.number, filing.version, [], "请补"),
    "look the person up": lambda ctx, filing: review.check_insured(ctx, filing.number, True),
    "verify the person": lambda ctx, filing: review.verify_person(ctx, filing.number),
    "revoke": lambda ctx, filing: review.revoke(ctx, filing.number, filing.version, "理由"),
    "answer a complaint": lambda ctx, filing: feedback.answer(ctx, filing.number, "uid", "说明"),
}


def owned(username: str, index: str | None) -> None:
    """That account is this person's."""
    with transaction():
        db.session.query(User).filter_by(username=username).one().person_index = index


def kept_from(user: User, filing: Filing) -> None:
    """Nothing of it is done by them, nor offered to them, nor handed to them."""
    ctx = acting(db.session.get_one(User, user.id))
    for act in ACTS.values():
        with pytest.raises(NotAllowed, match="not_yours_to_do"):
            act(ctx, filing)
        db.session.rollback()
    assert assignments.take_next(ctx) is None
    with pytest.raises(Invalid, match="concerns_the_colleague"):
        assignments.hand_over(acting(staff("hands-over", COUNTY)), filing.number, user.uid)


@pytest.mark.parametrize("way", WAYS)
def test_who_had_a_hand_in_it_decides_nothing_of_it(desk: User, way: str) -> None:
    file, username = WAYS[way]
    filing = file()
    owned(username, desk.person_index)
    kept_from(desk, filing)
    owned(username, None)
    assert assignments.take_next(acting(desk)) == filing.number
    assert review.refuse(acting(desk), filing.number, filing.version, "理由").status is FilingStatus.REFUSED


def test_nor_does_who_lives_with_whoever_signed_it(desk: User) -> None:
    filing = signed()
    owned(SlipSigner.DOCTOR.value, "mother")
    with transaction():
        db.session.add(HouseholdMember(user_id=desk.id, place=1, person_index="mother", added_at=NOW))
    kept_from(desk, filing)


def test_a_signature_that_was_lost_is_still_a_hand_in_it(desk: User) -> None:
    filing, first = issued_by(writer()), signing(SlipSigner.DOCTOR, "first-doctor", serial=950)
    slip_signing.sign(first, filing.number, 1)
    referrals.complete(writer_again(), filing.number, slip_of(1, condition="胸闷三个月"), [], True)
    sign_all(filing)
    owned("first-doctor", desk.person_index)
    kept_from(desk, filing)


def writer_again() -> Context:
    return acting(db.session.query(User).filter_by(username="writer").one())


def system(desk: User) -> tuple[Context, ApiKey]:
    """The hospital's system, by a key of that supervisor's."""
    hospital = hospital_staff("of-the-hospital", HOSPITAL).hospital
    assert hospital is not None
    key, _shown = api_keys.make(just_confirmed(desk), Wanted("医院系统", (Scope.REFERRAL,), 30, hospital.uid))
    return acting(key.user, Channel.HOSPITAL), key


def test_who_made_the_key_it_came_by_decides_nothing_of_it(desk: User) -> None:
    """They have seen what opens it; a key of the command line is nobody's here."""
    ctx, key = system(desk)
    filing = issued_by(ctx)
    sign_all(filing)
    kept_from(desk, filing)
    with transaction():
        key.made_by_id = None
    assert assignments.take_next(acting(desk)) == filing.number


def test_what_follows_a_filing_passes_over_what_is_ones_own(desk: User) -> None:
    filing = signed()
    owned(SlipSigner.DOCTOR.value, desk.person_index)
    first = filing.queue_due_on
    assert first is not None
    before = Filing(id=0, number="0")
    assert queues.next_after(acting(desk), before, NOW.date().min) is None
    owned(SlipSigner.DOCTOR.value, None)
    found = queues.next_after(acting(desk), before, NOW.date().min)
    assert found is not None
    assert found.number == filing.number


def test_who_has_told_no_number_signs_nothing_and_may_then(desk: User) -> None:
    filing, doctor = issued_by(writer()), signing(SlipSigner.DOCTOR)
    owned(SlipSigner.DOCTOR.value, None)
    nameless = replace(doctor, actor=replace(doctor.actor, person_index=None))
    with pytest.raises(NotAllowed, match="own_number_first"):
        slip_signing.sign(nameless, filing.number, 1)
    owned(SlipSigner.DOCTOR.value, doctor.actor.person_index)
    assert slip_signing.sign(doctor, filing.number, 1) is filing
