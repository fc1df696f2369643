"""A filing from draft to end through the services, on both engines."""

import pytest
from flask import Flask

from portal.domain.errors import DomainError, Invalid, NotAllowed, NotFound, Stale
from portal.domain.vocabulary import FilingStatus, Mark, NoticeKind, Outcome, Role
from portal.models import Filing, User
from portal.services import claims, documents, filings, history, marks, notices, review
from portal.services.cases import Case
from portal.services.documents import StoredFile
from tests.approving import approve
from tests.people import acting, citizen, long_stay, person, staff


def page(name: str = "a") -> StoredFile:
    """A kept file; the services never look into it."""
    return StoredFile(key=f"key-{name}", media_type="image/jpeg", size=1000, pages=1, sha256=name * 64)


def submitted(serial: int = 1, with_proof: bool = True) -> tuple[User, Filing]:
    """A long-stay filing sent in by its own person."""
    who = person(serial)
    user = citizen(who)
    filing = filings.open_draft(acting(user), "wenshang.long-term", long_stay(who))
    if with_proof:
        documents.attach(acting(user), filing.number, "residence_proof", page(), None)
    return user, filings.submit(acting(user), filing.number)


def test_complete_filing_is_approved_in_one_act(services: Flask) -> None:
    _user, filing = submitted()
    assert (filing.status, filing.outcome) == (FilingStatus.SUBMITTED, Outcome.APPROVE)
    clerk = acting(staff("clerk"))
    approved = approve(clerk, filing)
    assert approved.status is FilingStatus.APPROVED
    moves = [event.kind for event in history.events_of(approved) if event.to_status is not None]
    assert moves == ["submitted", "accepted", "approved"]
    kinds = [notice.kind for notice in notices.of_filing(approved)]
    assert kinds == [NoticeKind.RECEIPT, NoticeKind.DECISION, NoticeKind.FILING_FORM]
    assert approved.queue_due_on is None


def test_submitting_twice_answers_with_the_first_receipt(services: Flask) -> None:
    user, filing = submitted()
    again = filings.submit(acting(user), filing.number)
    assert again.number == filing.number
    assert len(notices.of_filing(filing)) == 1


def test_second_undecided_filing_of_one_person_is_refused(services: Flask) -> None:
    user, _filing = submitted()
    second = filings.open_draft(acting(user), "wenshang.long-term", long_stay(person(1)))
    documents.attach(acting(user), second.number, "residence_proof", page("b"), None)
    with pytest.raises(DomainError) as refused:
        filings.submit(acting(user), second.number)
    assert refused.value.code == "already_undecided"
    assert second.status is FilingStatus.DRAFT


def test_stale_screen_loses_politely(services: Flask) -> None:
    _user, filing = submitted()
    seen = filing.version
    review.accept(acting(staff("one")), filing.number, seen)
    with pytest.raises(Stale) as lost:
        review.accept(acting(staff("two")), filing.number, seen)
    assert lost.value.values["at"] == "10:00"


def test_notice_lists_owed_and_unsound_once_and_a_later_one_adds_nothing(services: Flask) -> None:
    user, filing = submitted()
    clerk = acting(staff("clerk"))
    document = claims.live_documents(filing)[0]
    marks.mark(clerk, filing.number, document.uid, Mark.ILLEGIBLE)
    returned = review.request_correction(clerk, filing.number, filing.version, [])
    assert history.events_of(returned)[-1].detail.kinds == ("residence_proof",)
    documents.attach(acting(user), filing.number, "residence_proof", page("c"), None)
    back = filings_back(user, filing)
    with pytest.raises(Invalid) as late:
        review.request_correction(clerk, back.number, back.version, ["identity"])
    assert late.value.values["kinds"] == ("identity",)
    chief = acting(staff("chief", role=Role.SUPERVISOR))
    again = review.request_correction(chief, back.number, back.version, ["identity"], "", "身份证照片是假的")
    assert again.status is FilingStatus.CORRECTION_REQUESTED


def filings_back(user: User, filing: Filing) -> Filing:
    """The filer sends the correction in."""
    from portal.services import amendments

    return amendments.send_correction(acting(user), Case(acting(user), filing), filing.version)


def test_owed_paper_blocks_approval(services: Flask) -> None:
    _user, filing = submitted(with_proof=False)
    assert filing.outcome is Outcome.CORRECT
    with pytest.raises(NotAllowed):
        approve(acting(staff("clerk")), filing)


def test_commitment_stands_for_residence_proof_and_is_signed_by_name(services: Flask) -> None:
    who = person(7)
    user = citizen(who)
    filing = filings.open_draft(acting(user), "wenshang.long-term", long_stay(who))
    with pytest.raises(Invalid):
        documents.commit_in_writing(acting(user), Case(acting(user), filing), "residence_proof", "本人承诺", "别人")
    documents.commit_in_writing(acting(user), Case(acting(user), filing), "residence_proof", "本人承诺", who.name)
    sent = filings.submit(acting(user), filing.number)
    assert sent.outcome is Outcome.APPROVE
    assert [notice.kind for notice in notices.of_filing(sent)] == [NoticeKind.RECEIPT, NoticeKind.COMMITMENT]


def test_foreign_filing_is_like_a_missing_one(services: Flask) -> None:
    _user, filing = submitted()
    for stranger in (citizen(person(50)), staff("elsewhere", county="fushun")):
        with pytest.raises(NotFound):
            documents.may_add(acting(stranger), filing.number)
        with pytest.raises(NotFound):
            review.accept(acting(stranger), filing.number, filing.version)


def test_nobody_reviews_their_own(services: Flask) -> None:
    who = person(60)
    clerk = staff("selfish")
    from portal.models.sealed import person_index
    from portal.models.transaction import transaction

    with transaction():
        clerk.person_index = person_index(who.id_number)
    user = citizen(who)
    filing = filings.open_draft(acting(user), "wenshang.long-term", long_stay(who))
    documents.attach(acting(user), filing.number, "residence_proof", page(), None)
    sent = filings.submit(acting(user), filing.number)
    with pytest.raises(NotAllowed):
        review.accept(acting(clerk), sent.number, sent.version)
