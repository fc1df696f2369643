"""Instants are stored in UTC and days counted in Beijing: year's end, leap day, and a clock that was set back."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.actor import Context
from portal.domain.claims import laid_over
from portal.domain.errors import DomainError
from portal.domain.vocabulary import Channel, FilingStatus
from portal.models import AgentSlot, Filing, User, db
from portal.services import approval, documents, filings, history, notices, referrals, sessions
from portal.services.approval import Approval
from portal.services.documents import StoredFile
from tests.access.seeds import referral
from tests.approving import approve
from tests.people import citizen, hospital_staff, long_stay, person, staff
from tests.races.test_races import settled


def at(user: User, instant: datetime, channel: Channel = Channel.ONLINE) -> Context:
    """That account acting at that instant."""
    return Context(sessions.actor_of(user), instant, channel)


def slip(serial: int) -> StoredFile:
    """A kept scan."""
    return StoredFile(f"{serial:032x}", "image/jpeg", 1000, 1, f"{serial:064x}")


def test_an_agents_year_ends_at_midnight_in_beijing(services: Flask) -> None:
    agent = person(700, "代办")
    user = citizen(agent)
    eve, new_year = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC), datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    for serial in (1, 2, 3):
        typed = settled(serial, agent.name, agent.id_number)
        filings.submit(at(user, eve), filings.open_draft(at(user, eve), "fushun.settled-retiree", typed).number)
    fourth = filings.open_draft(at(user, eve), "fushun.settled-retiree", settled(4, agent.name, agent.id_number)).number
    with pytest.raises(DomainError) as refused:
        filings.submit(at(user, eve), fourth)
    assert refused.value.code == "agent_cap"
    assert filings.submit(at(user, new_year), fourth).status is FilingStatus.SUBMITTED
    years = db.session.scalars(select(AgentSlot.year).order_by(AgentSlot.id)).all()
    assert years == [2026, 2026, 2026, 2027]


def long_stay_sent(user: User, serial: int, instant: datetime) -> Filing:
    """A complete long stay, sent at that instant."""
    draft = filings.open_draft(at(user, instant), "wenshang.long-term", long_stay(person(serial)))
    documents.attach(at(user, instant), draft.number, "residence_proof", slip(serial), None)
    return filings.submit(at(user, instant), draft.number)


def test_a_paper_is_dated_and_numbered_by_the_day_in_beijing(services: Flask) -> None:
    user = citizen(person(1))
    filing = long_stay_sent(user, 1, datetime(2026, 12, 31, 16, 30, tzinfo=UTC))
    (receipt,) = notices.of_filing(filing)
    assert receipt.content.issued_on == date(2027, 1, 1)
    assert "2027" in receipt.number
    db.session.expire_all()
    assert filing.submitted_at == datetime(2026, 12, 31, 16, 30, tzinfo=UTC)


def test_a_referral_of_the_leap_day_is_valid_to_the_last_of_february(services: Flask) -> None:
    user = hospital_staff("tcm")
    ctx = at(user, datetime(2028, 2, 29, 2, 0, tzinfo=UTC), Channel.HOSPITAL)
    typed = laid_over(referral(person(5)), {"referral.issued_on": date(2028, 2, 29)})
    filing = referrals.issue(ctx, typed, [slip(5)], "leap", is_sealed=True)
    assert (filing.begins_on, filing.ends_on) == (date(2028, 2, 29), date(2029, 2, 28))


def test_a_clock_set_back_keeps_the_order_of_what_happened(services: Flask) -> None:
    user = citizen(person(1))
    filing = long_stay_sent(user, 1, datetime(2026, 9, 14, 2, 0, tzinfo=UTC))
    clerk = staff("clerk")
    earlier = datetime(2026, 9, 14, 1, 0, tzinfo=UTC)
    approved = approve(at(clerk, earlier), filing)
    moves = [event.kind for event in history.events_of(approved) if event.to_status is not None]
    assert moves == ["submitted", "accepted", "approved"]
    assert approved.decided_at == earlier
    with pytest.raises(DomainError):
        approval.approve(at(clerk, earlier), filing.number, 1, Approval())
