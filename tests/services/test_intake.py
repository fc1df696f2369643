"""What a clerk takes in for somebody: papers that come later, codes to bind, forms to sign; on both engines."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.domain.errors import Invalid, NotAllowed, NotFound
from portal.domain.faxes import FaxState
from portal.domain.portal_events import PortalEventKind
from portal.domain.vocabulary import Channel, EventKind, Evidence, FilingStatus, NoticeKind, Outcome
from portal.models import Fax, Filing, PortalEvent, User, db
from portal.services import binding, casework, claims, fax_tray, history, intake, issuing, review
from portal.services.cases import Case
from portal.services.fax_tray import FilledPages
from portal.services.intake import Arrived, OnPaper, Sighted
from tests.people import NOW, acting, citizen, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import page
from tests.services.test_fax_tray import came
from tests.web.clerk.cases import emergency


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


def faxed(days: int) -> Fax:
    """One that came so many days ago."""
    fax = came(days, pages=1)
    db.session.execute(update(Fax).where(Fax.id == fax.id).values(came_at=NOW - timedelta(days=days)))
    db.session.commit()
    return fax


def test_a_filing_counts_from_its_fax_and_both_histories_say_from_which(services: Flask) -> None:
    """Whether pages of it are taken or not; and its person reads who saw it before it was a filing."""
    ctx, other, lines = acting(staff("clerk"), Channel.FAX), acting(staff("other")), []
    for days in (1, 2):
        fax = faxed(days)
        filled = FilledPages(fax.uid, [each.uid for each in fax.pages[: days - 1]], fax.came_at)
        fax_tray.opened(other, fax.uid)
        content = emergency(person(days))
        filing = intake.enter(ctx, "wenshang.emergency", content, f"key-{days}", from_tray=filled).filing
        assert filing.came_in_at == fax.came_at
        [line] = [each for each in history.events_of(filing) if each.kind is EventKind.CAME_BY_FAX]
        assert (line.detail.fax, line.detail.fax_came_at) == (fax.id, fax.came_at)
        assert [(each.what, each.actor_id) for each in history.looks_at(filing)] == [("fax", other.actor.user_id)]
        lines.append(f"{fax.id} → {filing.number}")
    trail = db.session.scalars(select(PortalEvent).where(PortalEvent.kind == PortalEventKind.FAX_COUNTED))
    assert [each.detail.after for each in trail] == lines


@pytest.mark.parametrize("state", [FaxState.JUNK, FaxState.DONE])
def test_a_settled_fax_lends_its_time_to_nobody(services: Flask, state: FaxState) -> None:
    """Who knows that it came then says why, as of any paper that was entered afterwards."""
    ctx, fax = acting(staff("clerk"), Channel.FAX), faxed(3)
    filled = FilledPages(fax.uid, [], fax.came_at)
    db.session.execute(update(Fax).where(Fax.id == fax.id).values(state=state, settled_at=NOW))
    db.session.commit()
    with pytest.raises(NotAllowed, match="fax_lends_no_time"):
        intake.enter(ctx, "wenshang.emergency", emergency(person(1)), "key", from_tray=filled)
    assert Filing.query.count() == 0
    on_paper = OnPaper(fax.came_at, "误作广告")
    filing = intake.enter(
        ctx, "wenshang.emergency", emergency(person(1)), "key", from_tray=filled, on_paper=on_paper
    ).filing
    kinds = [each.kind for each in history.events_of(filing)]
    assert (EventKind.ENTERED_AFTERWARDS in kinds, EventKind.CAME_BY_FAX in kinds) == (True, False)


@pytest.mark.parametrize(("seen", "days"), [([], 2), ([Sighted("identity")], 9)], ids=["fax", "and more"])
def test_the_days_a_fax_lay_in_the_tray_are_the_agencys(services: Flask, seen: list[Sighted], days: int) -> None:
    clerk, filing = entered()
    due, ctx = filing.due_on, acting(clerk, Channel.FAX)
    review.request_correction(ctx, filing.number, filing.version, [])
    fax, later = faxed(-2), acting(clerk, Channel.FAX, later=timedelta(days=9))
    filled = FilledPages(fax.uid, [each.uid for each in fax.pages], fax.came_at)
    papers = [Arrived("residence_proof", page(), from_tray=True)]
    back = intake.receive(later, Case(later, filing), filing.version, seen, papers, from_tray=filled)
    assert (due, back.due_on) == (NOW.date(), NOW.date() + timedelta(days=days))


def test_new_binding_code_ends_the_old_one_and_is_shown_to_its_maker_alone(services: Flask) -> None:
    clerk, filing = entered()
    ctx = acting(clerk)
    old = intake.binding_code(ctx, filing)
    new = intake.new_binding_code(ctx, filing.number)
    assert intake.binding_code(ctx, filing) == new
    assert intake.binding_code(acting(staff("colleague")), filing) is None
    owner = acting(citizen(person(1)))
    if old != new:
        with pytest.raises(NotFound):
            binding.bind(owner, filing.number, str(old), "192.0.2.1")
    binding.bind(owner, filing.number, new, "192.0.2.1")
    assert intake.binding_code(ctx, filing) is None
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
