"""Several processes at once against one database: one winner, one filing, never past the cap. Both engines."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain.account_resets import ResetKind
from portal.domain.api_keys import Scope
from portal.domain.claims import AgentClaim, Claims, ContactClaim
from portal.domain.vocabulary import FilingStatus, Role
from portal.models import AgentSlot, Filing, FilingEvent, PortalEvent, Token, db
from portal.services import account_resets, agent_slots, api_keys, documents, filings
from portal.services.api_keys import Wanted
from portal.services.documents import StoredFile
from tests.people import acting, citizen, insured, long_stay, person, staff
from tests.processes import WARM
from tests.races import workers
from tests.whole import sample

pytestmark = pytest.mark.slow
DECISIONS = len(sample(range(200), 8))
PROCESSES = 5
RESETS = len(sample(range(30), 2))


def at_once(work: Callable[..., Any], calls: list[tuple[Any, ...]]) -> list[Any]:
    """Run one call in a process each, all let go at the same barrier."""
    with WARM.Manager() as manager:
        start = manager.Barrier(len(calls))
        with WARM.Pool(len(calls)) as pool:
            return pool.starmap(work, [(*call, start) for call in calls], chunksize=1)


def proof(serial: int) -> StoredFile:
    """A kept file of its own."""
    return StoredFile(f"{serial:032x}", "image/jpeg", 1000, 1, f"{serial:064x}")


def test_two_clerks_deciding_at_once_have_one_winner_each(services: Flask, database_url: str) -> None:
    waiting = []
    for serial in range(1, DECISIONS + 1):
        author = acting(citizen(person(serial)))
        draft = filings.open_draft(author, "wenshang.long-term", long_stay(person(serial)))
        documents.attach(author, draft.number, "residence_proof", proof(serial), None)
        sent = filings.submit(author, draft.number)
        waiting.append((sent.number, sent.version))
    clerks = [staff("first").id, staff("second").id]
    db.session.remove()
    first, second = at_once(workers.decide, [(database_url, clerk, waiting) for clerk in clerks])
    assert sorted({*first, *second}) == ["done", "done_meanwhile"]
    assert [sorted(pair) for pair in zip(first, second, strict=True)] == [["done", "done_meanwhile"]] * DECISIONS
    approvals = db.session.scalar(select(func.count()).where(FilingEvent.kind == "approved"))
    assert approvals == DECISIONS


def test_fifty_identical_submissions_of_a_draft_are_one_filing(services: Flask, database_url: str) -> None:
    user = citizen(person(1))
    draft = filings.open_draft(acting(user), "wenshang.long-term", long_stay(person(1)))
    number, user_id = draft.number, user.id
    db.session.remove()
    answers = at_once(workers.submit_same_draft, [(database_url, user_id, number)] * PROCESSES)
    assert [receipt for receipts in answers for receipt in receipts] == [number] * 50
    assert db.session.scalar(select(func.count()).select_from(Filing)) == 1
    assert db.session.scalar(select(func.count()).where(FilingEvent.kind == "submitted")) == 1


def test_identical_intake_forms_and_requests_are_one_filing_each(services: Flask, database_url: str) -> None:
    clerk, chief = staff("clerk").id, acting(staff("boss", role=Role.SUPERVISOR))
    system = api_keys.make(chief, Wanted("某机构", [Scope.FILE], 30))[0].user_id
    db.session.remove()
    numbers = at_once(workers.enter_same_case, [(database_url, clerk, system)] * 8)
    assert [len(set(each)) for each in zip(*numbers, strict=True)] == [1, 1]
    assert db.session.scalar(select(func.count()).select_from(Filing)) == 2


def test_eight_processes_never_pass_an_agents_cap_without_an_override(services: Flask, database_url: str) -> None:
    agent = person(700, "代办")
    user = citizen(agent)
    ctx = acting(user)
    drafts = []
    for serial in range(1, 9):
        typed = settled(serial, agent.name, agent.id_number)
        drafts.append(filings.open_draft(ctx, "fushun.settled-retiree", typed).number)
    user_id = user.id
    db.session.remove()
    results = at_once(workers.file_for, [(database_url, user_id, [number]) for number in drafts])
    outcomes = [result for results_of_one in results for result in results_of_one]
    assert outcomes.count("done") == 3
    assert outcomes.count("agent_cap") == 5
    assert db.session.scalar(select(func.count()).select_from(AgentSlot)) == 3
    blocked = db.session.scalars(select(Filing.number).where(Filing.status == FilingStatus.DRAFT)).first()
    assert blocked is not None
    chief = acting(staff("chief", county="fushun", role=Role.SUPERVISOR))
    agent_slots.allow_beyond_cap(chief, blocked, "家中四位老人都要办")
    assert filings.submit(acting(db.session.get_one(type(user), user_id)), blocked).status is FilingStatus.SUBMITTED
    slots = db.session.scalars(select(AgentSlot.slot).where(AgentSlot.override_event_id.is_not(None))).all()
    assert slots == [4]


@pytest.mark.parametrize("kind", ResetKind)
def test_two_supervisors_confirming_at_once_have_one_winner_each(
    services: Flask, database_url: str, kind: ResetKind
) -> None:
    chief = staff("chief", role=Role.SUPERVISOR)
    waiting = []
    for serial in range(RESETS):
        clerk = staff(f"clerk{serial}")
        waiting.append((clerk.uid, account_resets.want(acting(chief), clerk.uid, kind, "忘了")[0].uid))
    seconds = [staff(name, role=Role.SUPERVISOR).id for name in ("second", "third")]
    db.session.remove()
    first, second = at_once(workers.confirm, [(database_url, each, waiting) for each in seconds])
    assert [sorted(pair) for pair in zip(first, second, strict=True)] == [["done", "reset_is_settled"]] * RESETS
    effects = PortalEvent.kind.in_(("reset_link_given", "factor_forgotten"))
    assert db.session.scalar(select(func.count(PortalEvent.id)).where(effects)) == RESETS
    assert db.session.scalar(select(func.count(Token.id))) == (RESETS if kind is ResetKind.PASSWORD else 0)


def settled(serial: int, agent: str, agent_id: str) -> Claims:
    """What an agent types for 抚顺 异地安置退休人员备案."""
    who = person(serial)
    return Claims(
        person=insured(who, "210400", retired=True),
        treatment_place="310000",
        household_moved=True,
        agent=AgentClaim(agent, agent_id),
        contact=ContactClaim(phone=who.phone),
    )
