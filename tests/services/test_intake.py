"""What a clerk takes in for somebody: papers that come later, codes to bind, forms to sign; on both engines."""

import pytest
from flask import Flask

from portal.domain.errors import Invalid, NotAllowed, NotFound
from portal.domain.vocabulary import Channel, Evidence, FilingStatus, NoticeKind, Outcome
from portal.models import Filing, User
from portal.services import binding, casework, claims, intake, issuing, review
from portal.services.cases import Case
from portal.services.intake import Arrived, Sighted
from tests.people import acting, citizen, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import page


def entered(serial: int = 1, committed: tuple[str, ...] = ()) -> tuple[User, Filing]:
    """A long-stay filing entered at the window, without its proof of residence."""
    clerk = staff(f"window{serial}")
    ctx = acting(clerk, Channel.WINDOW)
    content = long_stay(person(serial))
    return clerk, intake.enter(ctx, "wenshang.long-term", content, f"key-{serial}", committed=committed).filing


def test_commitment_at_the_counter_is_kept_word_for_word_without_the_whole_number(services: Flask) -> None:
    _clerk, filing = entered(committed=("residence_proof",))
    assert filing.outcome is Outcome.APPROVE
    [signed] = [document for document in claims.live_documents(filing) if document.evidence is Evidence.COMMITMENT]
    assert signed.commitment.signed_name == person(1).name
    assert person(1).id_number not in signed.commitment.statement


def test_commitment_the_guide_does_not_allow_is_refused_and_nothing_is_kept(services: Flask) -> None:
    with pytest.raises(NotAllowed):
        entered(committed=("identity",))
    assert Filing.query.count() == 0


def test_papers_that_complete_a_filing_bring_it_back(services: Flask) -> None:
    clerk, filing = entered()
    ctx = acting(clerk, Channel.FAX)
    review.request_correction(ctx, filing.number, filing.version, [])
    with pytest.raises(Invalid):
        intake.receive(ctx, Case(ctx, filing), filing.version)
    back = intake.receive(ctx, Case(ctx, filing), filing.version, arrived=[Arrived("residence_proof", page())])
    assert back.status is FilingStatus.SUBMITTED
    assert claims.live_documents(back)[-1].evidence is Evidence.FAX


def test_papers_that_do_not_complete_it_are_kept_and_the_filing_waits(services: Flask) -> None:
    clerk, filing = entered()
    ctx = acting(clerk, Channel.WINDOW)
    review.request_correction(ctx, filing.number, filing.version, ["identity"])
    waiting = intake.receive(ctx, Case(ctx, filing), filing.version, sighted=[Sighted("identity")])
    assert waiting.status is FilingStatus.CORRECTION_REQUESTED
    assert [document.kind for document in claims.live_documents(waiting)] == ["identity"]


def test_new_binding_code_ends_the_old_one_and_is_shown_to_its_maker_alone(services: Flask) -> None:
    clerk, filing = entered()
    ctx = acting(clerk)
    old = intake.binding_code(ctx, filing.number)
    new = intake.new_binding_code(ctx, filing.number)
    assert intake.binding_code(ctx, filing.number) == new
    assert intake.binding_code(acting(staff("colleague")), filing.number) is None
    owner = acting(citizen(person(1)))
    if old != new:
        with pytest.raises(NotFound):
            binding.bind(owner, filing.number, str(old), "192.0.2.1")
    binding.bind(owner, filing.number, new, "192.0.2.1")
    assert intake.binding_code(ctx, filing.number) is None
    with pytest.raises(NotAllowed):
        intake.new_binding_code(ctx, filing.number)


def test_form_to_sign_is_issued_once_and_only_forms_are(services: Flask) -> None:
    clerk, filing = entered()
    ctx = acting(clerk)
    first = issuing.for_signing(ctx, filing.number, NoticeKind.FILING_FORM)
    assert issuing.for_signing(ctx, filing.number, NoticeKind.FILING_FORM).number == first.number
    with pytest.raises(NotFound):
        issuing.for_signing(ctx, filing.number, NoticeKind.DECISION)
    with pytest.raises(NotFound):
        issuing.for_signing(acting(staff("elsewhere", "fushun")), filing.number, NoticeKind.FILING_FORM)


def test_case_file_says_what_may_be_done_and_by_whom(services: Flask) -> None:
    clerk, filing = entered(committed=("residence_proof",))
    case = casework.open_case(acting(clerk), filing.number)
    assert {action.value for action in case.actions} >= {"accept", "approve", "refuse", "request_correction"}
    assert (case.may_review, case.may_decide, case.has_earlier_notice) == (True, True, False)
    with pytest.raises(NotFound):
        casework.open_case(acting(staff("elsewhere", "fushun")), filing.number)
