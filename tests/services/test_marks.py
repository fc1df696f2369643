"""A clerk's mark counts: verdict, buttons, notice and what is awaited say one thing, before the notice and after it."""

from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.claims import ReferralClaim
from portal.domain.errors import Invalid, NotAllowed
from portal.domain.vocabulary import Action, AskedFor, Channel, FilingStatus, Mark, NoticeKind
from portal.models import Document, Filing
from portal.models.transaction import transaction
from portal.services import amendments, casework, documents, filings, intake, marks, notices, referrals, review
from portal.services.cases import Case
from portal.services.intake import Arrived, Sighted
from portal.services.owing import missing_kinds
from tests.approving import approve
from tests.people import acting, citizen, hospital_staff, insured, long_stay, person, staff
from tests.services.approval.test_looked_at import in_liujiang
from tests.services.filings.test_from_draft_to_end import page, submitted

OF_A_SHEET = (Mark.ILLEGIBLE, Mark.UNSEALED, Mark.EXPIRED)
UNSOUND = [mark for mark in Mark if not mark.is_usable]


@dataclass(frozen=True)
class OnFile:
    """A filing whose documents were all sent, and one of them."""

    filing: Filing
    clerk: Context
    kind: str

    @property
    def case(self) -> Case:
        return Case(self.clerk, self.filing)

    @property
    def document(self) -> Document:
        return next(each for each in self.case.documents if each.kind == self.kind)

    def mark(self, found: Mark) -> None:
        marks.mark(self.clerk, self.filing.number, self.document.uid, found, "第二页缺了")


def sealed_record() -> OnFile:
    """S3:51 加盖医疗机构公章."""
    return OnFile(in_liujiang(sealed=True), acting(staff("clerk", "liujiang")), "emergency_record")


def identity_card() -> OnFile:
    return OnFile(in_liujiang(sealed=True), acting(staff("clerk", "liujiang")), "identity")


def proof() -> OnFile:
    _user, filing = submitted()
    return OnFile(filing, acting(staff("clerk")), "residence_proof")


def slip() -> OnFile:
    doctor, who = acting(hospital_staff("doctor"), Channel.HOSPITAL), person(3)
    typed = long_stay(who, person=insured(who), referral=ReferralClaim(issued_on=date(2026, 9, 13)), stay_months=None)
    filing = referrals.issue(doctor, typed, [page("s")], "key-of-slip", is_sealed=True)
    return OnFile(filing, acting(staff("clerk")), "referral_slip")


def not_asked_for() -> OnFile:
    """S4 item 1 lists no identity card: somebody sent it all the same."""
    _user, filing = submitted()
    clerk = acting(staff("clerk"))
    documents.attach(clerk, filing.number, "identity", page("i"), None)
    return OnFile(filing, clerk, "identity")


@pytest.mark.parametrize("found", UNSOUND)
@pytest.mark.parametrize("sent", [sealed_record, identity_card, proof, slip, not_asked_for])
def test_what_is_marked_unsound_is_said_alike_everywhere(services: Flask, sent, found: Mark) -> None:  # type: ignore[no-untyped-def]
    on_file = sent()
    if found is Mark.UNSEALED and not on_file.case.item.asks_seal_of(on_file.kind):
        with pytest.raises(Invalid) as refused:
            on_file.mark(found)
        assert refused.value.code == "seal_not_asked"
        assert on_file.document.mark is not found
        return
    on_file.mark(found)
    is_asked = on_file.case.item.material(on_file.kind) is not None
    _says(on_file, owed=[on_file.kind] if is_asked else [])
    returned = review.request_correction(on_file.clerk, on_file.filing.number, on_file.filing.version, [on_file.kind])
    assert returned.status is FilingStatus.CORRECTION_REQUESTED
    notice = next(each.content for each in notices.of_filing(returned) if each.kind is NoticeKind.CORRECTION)
    (line,) = notice.lists[0].items
    assert "没有收到" not in line
    assert "第二页缺了" in line
    _says(on_file, owed=[on_file.kind] if is_asked else [])
    assert on_file.case.awaited == (on_file.kind,)


@pytest.mark.parametrize("found", UNSOUND)
def test_a_commitment_is_no_sheet_of_paper(services: Flask, found: Mark) -> None:
    """It was signed, not brought: nothing of it is illegible, expired or without a stamp."""
    clerk = acting(staff("clerk"), Channel.WINDOW)
    entered = intake.enter(clerk, "wenshang.long-term", long_stay(person(1)), "key", committed=["residence_proof"])
    on_file = OnFile(entered.filing, clerk, "residence_proof")
    if found not in OF_A_SHEET:
        on_file.mark(found)
        assert on_file.document.mark is found
        return
    with pytest.raises(Invalid) as refused:
        on_file.mark(found)
    assert (refused.value.code, refused.value.field) == ("not_of_a_commitment", "mark")
    assert on_file.document.mark is Mark.SOUND  # signed before the clerk's eyes


def _says(on_file: OnFile, owed: list[str]) -> None:
    """Verdict, what a notice must list, and the button."""
    desk = casework.open_case(on_file.clerk, on_file.filing.number)
    assert desk.examination is not None
    assert list(desk.examination.determination.owed) == list(desk.owed) == owed
    assert on_file.kind not in desk.examination.in_hand
    assert owed == [] or Action.APPROVE not in desk.actions


def test_a_new_document_ends_it(services: Flask) -> None:
    on_file = sealed_record()
    on_file.mark(Mark.EXPIRED)
    review.request_correction(on_file.clerk, on_file.filing.number, on_file.filing.version, [])
    intake.receive(on_file.clerk, on_file.case, on_file.filing.version, [], [Arrived(on_file.kind, page("n"), True)])
    assert (on_file.filing.status, on_file.case.awaited) == (FilingStatus.SUBMITTED, ())


def test_it_stays_with_the_filer_until_all_the_notice_named_has_come(services: Flask) -> None:
    """Also what no rule owes and a clerk asked for."""
    _user, filing = submitted()
    clerk = acting(staff("clerk"))
    marks.mark(clerk, filing.number, Case(clerk, filing).documents[0].uid, Mark.ILLEGIBLE)
    review.request_correction(clerk, filing.number, filing.version, ["identity"])
    intake.receive(clerk, Case(clerk, filing), filing.version, [], [Arrived("residence_proof", page("n"))])
    assert (filing.status, Case(clerk, filing).awaited) == (FilingStatus.CORRECTION_REQUESTED, ("identity",))
    intake.receive(clerk, Case(clerk, filing), filing.version, [Sighted("identity")])
    assert filing.status is FilingStatus.SUBMITTED


@pytest.mark.parametrize(
    ("is_sealed", "mark", "code"),
    [(True, Mark.SOUND, None), (False, Mark.UNSEALED, "paper_unsealed"), (None, Mark.UNCHECKED, "paper_seal_unknown")],
)
def test_an_original_seen_without_its_stamp_is_not_sound(
    services: Flask, is_sealed: bool | None, mark: Mark, code: str | None
) -> None:
    filing, clerk = in_liujiang(sealed=True), acting(staff("clerk", "liujiang"))
    record = next(each for each in Case(clerk, filing).documents if each.kind == "emergency_record")
    marks.mark(clerk, filing.number, record.uid, Mark.ILLEGIBLE)
    intake.receive(clerk, Case(clerk, filing), filing.version, [Sighted("emergency_record", is_sealed)])
    case = Case(clerk, filing)
    assert next(each.mark for each in case.documents if each.kind == "emergency_record") is mark
    codes = [finding.code for finding in case.determination.findings if finding.values.get("kind")]
    assert codes == ([code] if code else [])


def test_an_original_that_needs_no_stamp_is_sound_whatever_was_said_of_one(services: Flask) -> None:
    """S4 asks for no stamp on the proof of residence."""
    _user, filing = submitted()
    clerk = acting(staff("clerk"))
    for is_sealed in (None, False, True):
        with transaction():
            seen = documents.mark_sighted(clerk, Case(clerk, filing), "residence_proof", is_sealed)
        assert seen.mark is Mark.SOUND
        assert (seen.marked_by_id, seen.marked_at) == (clerk.actor.user_id, clerk.now)


@pytest.mark.parametrize("sent", [sealed_record, identity_card, proof])
def test_what_is_found_unsound_after_it_was_accepted_is_asked_for(services: Flask, sent) -> None:  # type: ignore[no-untyped-def]
    """There was no way but to reject it, while the verdict said 要补材料 and its person was owed nothing."""
    on_file = sent()
    clerk, number = on_file.clerk, on_file.filing.number
    review.accept(clerk, number, on_file.filing.version)
    on_file.mark(Mark.ILLEGIBLE)
    _says(on_file, owed=[on_file.kind])
    assert Action.REQUEST_CORRECTION in casework.open_case(clerk, number).actions
    returned = review.request_correction(clerk, number, on_file.filing.version, [])
    assert (returned.status, returned.accepted_at) == (FilingStatus.CORRECTION_REQUESTED, None)
    assert on_file.case.wanted == on_file.case.awaited == (on_file.kind,)
    intake.receive(clerk, on_file.case, returned.version, [], [Arrived(on_file.kind, page("n"), True)])
    assert (on_file.filing.status, on_file.case.awaited) == (FilingStatus.SUBMITTED, ())
    review.accept(clerk, number, on_file.filing.version)
    assert (on_file.filing.status, on_file.filing.accepted_at) == (FilingStatus.ACCEPTED, clerk.now)
    assert [each.kind for each in notices.of_filing(on_file.filing)].count(NoticeKind.ACCEPTANCE) == 2


def test_what_is_not_looked_at_after_all_names_nobody(services: Flask) -> None:
    on_file = sealed_record()
    marks.mark(on_file.clerk, on_file.filing.number, on_file.document.uid, Mark.SOUND)
    marks.mark(on_file.clerk, on_file.filing.number, on_file.document.uid, Mark.UNCHECKED)
    found = on_file.document
    assert (found.mark, found.marked_by_id, found.marked_at) == (Mark.UNCHECKED, None, None)


def test_another_fault_has_to_be_named_and_nothing_is_marked_after_the_decision(services: Flask) -> None:
    _user, filing = submitted()
    clerk = acting(staff("clerk"))
    uid = Case(clerk, filing).documents[0].uid
    with pytest.raises(Invalid) as refused:
        marks.mark(clerk, filing.number, uid, Mark.OTHER, " \u200b\u2060")
    assert (refused.value.code, refused.value.field) == ("reason_needed", "note")
    with pytest.raises(Invalid) as not_asked:
        marks.mark(clerk, filing.number, uid, Mark.UNSEALED)
    assert (not_asked.value.code, not_asked.value.field) == ("seal_not_asked", "mark")
    marks.mark(clerk, filing.number, uid, Mark.OTHER, " 缺第二页 ")
    assert Case(clerk, filing).documents[0].mark_note == "缺第二页"
    marks.mark(clerk, filing.number, uid, Mark.SOUND)
    assert Case(clerk, filing).documents[0].mark_note is None
    approve(clerk, filing)
    with pytest.raises(NotAllowed) as late:
        marks.mark(clerk, filing.number, uid, Mark.ILLEGIBLE)
    assert late.value.code == "not_in_this_state"


def test_the_notice_says_that_a_slip_has_expired_though_it_was_seen(services: Flask) -> None:
    """S4:88 一年内有效."""
    user, who = citizen(person(4)), person(4)
    typed = long_stay(who, person=insured(who), referral=ReferralClaim("汶上县中医院", date(2025, 9, 1)))
    draft = filings.open_draft(acting(user), "wenshang.referral", typed)
    documents.attach(acting(user), draft.number, "referral_slip", page("s"), True)
    sent = filings.submit(acting(user), draft.number)
    clerk = acting(staff("clerk"))
    marks.mark(clerk, sent.number, Case(clerk, sent).documents[0].uid, Mark.SOUND)
    receipt = next(each.content for each in notices.of_filing(sent) if each.kind is NoticeKind.RECEIPT)
    assert "已经过期" in receipt.lists[1].items[0]
    review.request_correction(clerk, sent.number, sent.version, [])
    notice = next(each.content for each in notices.of_filing(sent) if each.kind is NoticeKind.CORRECTION)
    assert "已经过期" in notice.lists[0].items[0]
    assert Case(clerk, sent).awaited == ("referral_slip",)
    amendments.receive_correction(clerk, sent.number, sent.version)
    assert casework.open_case(clerk, sent.number).owed == ("referral_slip",)


@pytest.mark.parametrize("questions", [(), ("contact.phone",)])
def test_a_mark_that_is_taken_back_leaves_nothing_to_wait_for(services: Flask, questions: tuple[str, ...]) -> None:
    found = proof()
    found.mark(Mark.EXPIRED)
    review.request_correction(found.clerk, found.filing.number, found.filing.version, [], questions=questions)
    assert missing_kinds(found.case) == ["residence_proof"]
    found.mark(Mark.SOUND)
    assert missing_kinds(found.case) == []
    waits = FilingStatus.CORRECTION_REQUESTED if questions else FilingStatus.SUBMITTED
    assert found.filing.status is waits
    assert found.filing.asks_for is (AskedFor.BOTH if questions else None)


def test_a_notice_in_words_is_not_answered_by_a_mark(services: Flask) -> None:
    found = proof()
    review.request_correction(found.clerk, found.filing.number, found.filing.version, [], "请打电话来")
    found.mark(Mark.SOUND)
    assert found.filing.status is FilingStatus.CORRECTION_REQUESTED
