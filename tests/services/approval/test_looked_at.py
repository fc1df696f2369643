"""Nothing is approved unlooked at: each thing is settled with the approval, or passed over with a reason on record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from portal.domain.claims import Claims, laid_over
from portal.domain.errors import Invalid, NotAllowed, SeveralInvalid
from portal.domain.event_detail import EventDetail
from portal.domain.periods import Anchor
from portal.domain.vocabulary import Channel, FilingStatus, Mark, NoticeKind, Subject
from portal.models import Filing, User, db
from portal.services import accounts, approval, claims, documents, filings, history, intake, marks, notices, review
from portal.services.approval import Approval
from portal.services.cases import Case
from portal.services.intake import Arrived, Sighted
from tests.approving import approve, everything, needs
from tests.people import NOW, acting, citizen, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import page, submitted
from tests.web.clerk.cases import emergency


def in_liujiang(*, sealed: bool | None = None, **answers: object) -> Filing:
    """An emergency taken in at the counter of 柳江: the identity card was seen, the record came as a scan."""
    ctx = acting(staff("window", "liujiang"), Channel.WINDOW)
    typed = {"person.insured_place": "450206", "stay_days": 30, **answers}
    stated: Claims = laid_over(emergency(person(5)), typed)  # type: ignore[arg-type]
    record = Arrived("emergency_record", page("r"), sealed)
    return intake.enter(ctx, "liujiang.emergency", stated, "key-of-window", [Sighted("identity")], [record]).filing


def test_all_in_one_go_is_written_down_line_by_line(services: Flask) -> None:
    _user, filing = submitted()
    clerk = acting(staff("clerk"))
    approved = approve(clerk, filing)
    assert approved.status is FilingStatus.APPROVED
    kinds = [event.kind for event in history.events_of(approved)]
    checked = ["paper_marked", "insured_checked", "person_verified", "owner_verified"]
    assert kinds == ["submitted", *checked, "accepted", "approved"]
    assert [document.mark for document in claims.live_documents(approved)] == [Mark.SOUND]
    assert (approved.insured_found, approved.insured_checked_on) == (True, date(2026, 9, 14))
    account = accounts.account_of(approved)
    assert account is not None
    assert account.verified_by_id == clerk.actor.user_id
    assert needs(clerk, approved).unchecked == ()
    assert history.events_of(approved)[-1].detail == EventDetail()


def test_what_is_neither_looked_at_nor_explained_stops_it_and_nothing_is_kept(services: Flask) -> None:
    _user, filing = submitted()
    clerk = acting(staff("clerk"))
    every = everything(clerk, filing)
    with pytest.raises(Invalid) as refused:
        approval.approve(clerk, filing.number, filing.version, replace(every, checked=every.checked - {"person"}))
    assert (refused.value.code, refused.value.values) == ("left_unchecked", {"count": 1})
    assert filing.status is FilingStatus.SUBMITTED
    assert filing.insured_found is None
    assert [event.kind for event in history.events_of(filing)] == ["submitted"]


def test_passing_over_is_recorded_with_its_reason(services: Flask) -> None:
    _user, filing = submitted()
    given = Approval("", NOW.date(), frozenset({"person", "owner"}), "上个月刚查过")
    approved = approval.approve(acting(staff("clerk")), filing.number, filing.version, given)
    assert history.events_of(approved)[-1].detail == EventDetail(
        kinds=("residence_proof",),
        unchecked=(Subject.DOCUMENT, Subject.INSURED),
        unchecked_reason="上个月刚查过",
    )
    assert approved.insured_found is None


def test_a_page_that_came_after_the_screen_is_not_covered_by_it(services: Flask) -> None:
    _user, filing = submitted()
    clerk = acting(staff("clerk"))
    given = everything(clerk, filing)
    documents.attach(clerk, filing.number, "residence_proof", page("l"), None)
    with pytest.raises(Invalid) as refused:
        approval.approve(clerk, filing.number, filing.version, given)
    assert refused.value.code == "left_unchecked"


def test_what_a_colleague_found_meanwhile_stands(services: Flask) -> None:
    _user, filing = submitted()
    clerk = acting(staff("clerk"))
    given = everything(clerk, filing)
    review.check_insured(clerk, filing.number, insured=False)
    with pytest.raises(NotAllowed) as refused:
        approval.approve(clerk, filing.number, filing.version, given)
    assert refused.value.code == "not_approvable"


def test_the_query_a_guide_insists_on_is_passed_over_by_no_reason(services: Flask) -> None:
    """S3:26 系统查询: the guide names the method of review."""
    filing, clerk = in_liujiang(sealed=True), acting(staff("clerk", "liujiang"))
    every = everything(clerk, filing)
    assert needs(clerk, filing).asks == ()  # looking it up answers what the rules ask
    with pytest.raises(SeveralInvalid) as refused:
        approval.approve(clerk, filing.number, filing.version, Approval(unchecked_reason="熟人", answer="\u200b"))
    faults = [fault.code for fault in refused.value.faults]
    assert faults == ["answer_needed", "query_is_compulsory", "start_needed"]
    given = replace(every, answer="看过了", checked=every.checked - {"insured"}, unchecked_reason="熟人")
    with pytest.raises(Invalid) as alone:
        approval.approve(clerk, filing.number, filing.version, given)
    assert alone.value.code == "query_is_compulsory"
    assert approval.approve(clerk, filing.number, filing.version, every).status is FilingStatus.APPROVED


def test_a_paper_found_in_order_has_the_seal_the_guide_asks_for(services: Flask) -> None:
    filing, clerk = in_liujiang(sealed=None), acting(staff("clerk", "liujiang"))
    approved = approve(clerk, filing)
    record = next(each for each in claims.live_documents(approved) if each.kind == "emergency_record")
    assert record.is_sealed is True


def test_what_the_rules_ask_is_answered_in_the_clerk_s_own_words(services: Flask) -> None:
    filing, clerk = in_liujiang(sealed=True, **{"admission.emergency": None}), acting(staff("clerk", "liujiang"))
    assert [finding.code for finding in needs(clerk, filing).asks] == ["emergency_unknown"]
    with pytest.raises(Invalid) as refused:
        approval.approve(clerk, filing.number, filing.version, everything(clerk, filing, " \n"))
    assert (refused.value.code, refused.value.field) == ("answer_needed", "answer")
    approved = approve(clerk, filing, "医院来电说是急诊收治")
    assert history.events_of(approved)[-1].detail.reason == "医院来电说是急诊收治"


def test_no_answer_stands_in_for_a_paper_that_is_owed(services: Flask) -> None:
    """The rules ask and a paper is missing: the question is the clerk's, the paper is not (S3:51)."""
    filing, clerk = in_liujiang(sealed=True, **{"admission.emergency": None}), acting(staff("clerk", "liujiang"))
    record = next(each for each in claims.live_documents(filing) if each.kind == "emergency_record")
    marks.mark(clerk, filing.number, record.uid, Mark.ILLEGIBLE)
    with pytest.raises(NotAllowed) as refused:
        approve(clerk, filing, "医院来电说是急诊收治")
    assert refused.value.code == "not_approvable"


def written(filing: Filing, kind: NoticeKind) -> dict[str, str]:
    """What stands on a paper, by the name of the row."""
    content = next(each.content for each in notices.of_filing(filing) if each.kind is kind)
    rows = (*content.rows, *(row for block in content.blocks for row in block.rows))
    return {row.label: row.value for row in rows}


def test_every_paper_says_from_when_to_when_as_it_was_fixed(services: Flask) -> None:
    """S4 states no start and no end: the day asked for is proposed, the clerk moves it, and no paper says more."""
    _user, filing = submitted()
    clerk = acting(staff("clerk"))
    needed = needs(clerk, filing)
    assert (needed.start.on, needed.start.event, needed.start.is_stated) == (NOW.date(), Anchor.BEGINNING, False)
    given = replace(everything(clerk, filing), begins_on=date(2026, 9, 10))
    approved = approval.approve(clerk, filing.number, filing.version, given)
    assert (approved.begins_on, approved.ends_on) == (date(2026, 9, 10), None)
    for kind in (NoticeKind.DECISION, NoticeKind.FILING_FORM):
        paper = written(approved, kind)
        assert (paper["开始日期"], paper["有效期至"]) == ("2026年9月10日（周四）", "指南没有写明")
    content = next(each.content for each in notices.of_filing(approved) if each.kind is NoticeKind.DECISION)
    words = " ".join((*content.paragraphs, *content.closing))
    assert "以经办机构答复为准" not in words
    assert "及时变更或取消" not in words  # S4 says nothing of coming home


def test_what_takes_effect_with_the_decision_begins_that_day(services: Flask) -> None:
    """S1:83 异地安置当日生效."""
    user = citizen(person(9))
    typed = {"person.insured_place": "210400", "person.retired": True, "person.kind": None, "household_moved": True}
    stated = laid_over(long_stay(person(9)), {**typed, "begins_on": date(2026, 10, 1)})
    draft = filings.open_draft(acting(user), "fushun.settled-retiree", stated)
    for name, kind in (("a", "identity"), ("b", "settlement_proof")):
        documents.attach(acting(user), draft.number, kind, page(name), None)
    sent = filings.submit(acting(user), draft.number)
    clerk = acting(staff("clerk", "fushun"), later=timedelta(days=2))
    if not approval.is_instant(Case(clerk, sent).item):
        review.accept(clerk, sent.number, sent.version)
    given = everything(clerk, sent)
    with pytest.raises(Invalid) as refused:
        approval.approve(clerk, sent.number, sent.version, replace(given, begins_on=date(2026, 10, 1)))
    assert (refused.value.code, refused.value.values) == ("start_is_stated", {"day": date(2026, 9, 16)})
    approved = approval.approve(clerk, sent.number, sent.version, replace(given, begins_on=None))
    assert approved.begins_on == date(2026, 9, 16)


def test_what_is_in_force_already_is_said_beside_it(services: Flask) -> None:
    _user, first = submitted()
    clerk = acting(staff("clerk"))
    approve(clerk, first)
    user = db.session.get_one(User, first.applicant_id)
    second = filings.open_draft(acting(user), "wenshang.long-term", long_stay(person(1)))
    documents.attach(acting(user), second.number, "residence_proof", page("b"), None)
    sent = filings.submit(acting(user), second.number)
    assert [each.number for each in needs(clerk, sent).beside] == [first.number]
