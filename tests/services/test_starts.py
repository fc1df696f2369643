"""From when a filing counts that was approved before approvals fixed it: the guide's day, or one a clerk confirms."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from portal.domain.claims import AgentClaim, laid_over
from portal.domain.errors import Invalid, NotAllowed, Stale
from portal.domain.periods import Anchor
from portal.domain.term import Start
from portal.domain.vocabulary import EventKind, NoticeKind
from portal.models import Filing
from portal.models.transaction import transaction
from portal.services import approval, casework, documents, filings, history, notices, starts
from tests.approving import approve, everything, needs
from tests.people import acting, citizen, long_stay, person, staff
from tests.races.test_races import settled
from tests.services.filings.test_from_draft_to_end import page, submitted

WANTED = date(2026, 9, 14)


def undated(filing: Filing) -> Filing:
    """As an earlier release approved it."""
    with transaction():
        filing.begins_on = filing.ends_on = None
    return filing


def in_fushun() -> Filing:
    """S1:83 异地安置当日生效."""
    filer = acting(citizen(person(1)))
    own = replace(settled(1, "", ""), agent=AgentClaim())
    draft = filings.open_draft(filer, "fushun.settled-retiree", own)
    for kind in ("identity", "settlement_proof"):
        documents.attach(filer, draft.number, kind, page(kind[0]), True)
    return filings.submit(filer, draft.number)


def test_a_clerk_confirms_the_day_where_the_guide_is_silent_and_the_papers_go_out_again(services: Flask) -> None:
    _user, filing = submitted()
    clerk = acting(staff("clerk"))
    undated(approve(clerk, filing))
    assert starts.missing() == [filing.number]
    later = acting(staff("later"), later=timedelta(days=40))
    assert casework.open_case(later, filing.number).start == Start(WANTED, Anchor.BEGINNING, False)
    before = len(notices.of_filing(filing))
    with pytest.raises(Invalid) as refused:
        starts.fix(later, filing.number, filing.version, None)
    assert refused.value.code == "start_needed"
    fixed = starts.fix(later, filing.number, filing.version, date(2026, 9, 20))
    assert (fixed.begins_on, fixed.ends_on) == (date(2026, 9, 20), None)
    new = notices.of_filing(fixed)[before:]
    assert [each.kind for each in new] == [NoticeKind.DECISION, NoticeKind.FILING_FORM]
    assert "2026年9月20日" in str(new[0].content)
    assert history.events_of(fixed)[-1].kind is EventKind.START_FIXED
    assert (starts.missing(), casework.open_case(later, filing.number).start) == ([], None)


def test_the_decisions_day_is_that_of_the_decision_and_not_today(services: Flask) -> None:
    _user, filing = submitted()
    undated(approve(acting(staff("clerk"), later=timedelta(days=1)), filing))
    with transaction():
        filing.claims = laid_over(filing.claims, {"begins_on": None})
    later = acting(staff("later"), later=timedelta(days=40))
    start = casework.open_case(later, filing.number).start
    assert start == Start(date(2026, 9, 15), Anchor.DECISION, False)


def test_the_day_the_guide_states_is_the_only_one(services: Flask) -> None:
    filing, clerk = in_fushun(), acting(staff("fushun", "fushun"))
    undated(approve(clerk, filing, "当事人说明了"))
    with pytest.raises(Invalid) as refused:
        starts.fix(clerk, filing.number, filing.version, date(2026, 9, 20))
    assert refused.value.code == "start_is_stated"
    assert starts.fix(clerk, filing.number, filing.version, None).begins_on == WANTED


def test_an_end_it_has_already_stays(services: Flask) -> None:
    _user, filing = submitted()
    clerk = acting(staff("clerk"))
    undated(approve(clerk, filing))
    with transaction():
        filing.ends_on = date(2027, 3, 1)
    assert starts.fix(clerk, filing.number, filing.version, WANTED).ends_on == date(2027, 3, 1)


def test_what_has_a_day_or_is_not_in_force_is_left_alone(services: Flask) -> None:
    _user, filing = submitted()
    clerk = acting(staff("clerk"))
    for refused in (filing, approve(clerk, filing)):
        with pytest.raises(NotAllowed):
            starts.fix(clerk, refused.number, refused.version, WANTED)
    undated(filing)
    with pytest.raises(Stale):
        starts.fix(clerk, filing.number, filing.version - 1, WANTED)
    assert filing.begins_on is None


def test_a_day_far_off_stands_once_somebody_says_why(services: Flask) -> None:
    _user, filing = submitted()
    clerk, far = acting(staff("clerk")), date(2024, 3, 1)
    given = replace(everything(clerk, filing), begins_on=far)
    with pytest.raises(Invalid) as refused:
        approval.approve(clerk, filing.number, filing.version, given)
    assert (refused.value.code, refused.value.field) == ("start_far_off", "start_reason")
    undated(approval.approve(clerk, filing.number, filing.version, replace(given, start_reason="调令写的是那天")))
    with pytest.raises(Invalid):
        starts.fix(clerk, filing.number, filing.version, far)
    fixed = starts.fix(clerk, filing.number, filing.version, far, "调令写的是那天")
    assert (fixed.begins_on, history.events_of(fixed)[-1].detail.reason) == (far, "调令写的是那天")


def test_an_answer_to_the_rules_is_no_reason_for_a_day_far_off(services: Flask) -> None:
    who = person(1)
    user = citizen(who)
    draft = filings.open_draft(acting(user), "wenshang.long-term", long_stay(who, stay_months=3))
    documents.attach(acting(user), draft.number, "residence_proof", page("p"), None)
    filing = filings.submit(acting(user), draft.number)
    clerk = acting(staff("clerk"))
    given = replace(everything(clerk, filing, "只住三个月，本人说了"), begins_on=date(2016, 9, 14))
    assert needs(clerk, filing).asks
    with pytest.raises(Invalid, match="start_far_off"):
        approval.approve(clerk, filing.number, filing.version, given)
    done = approval.approve(clerk, filing.number, filing.version, replace(given, start_reason="调令写的是那天"))
    assert history.events_of(done)[-1].detail.reason == "只住三个月，本人说了；调令写的是那天"
