"""What others do changes what the rules read, too: agents, supervisors, an earlier release; on both engines."""

import ast
from datetime import date
from pathlib import Path

from flask import Flask

from portal.domain.actor import Context
from portal.domain.claims import ReferralClaim, laid_over
from portal.domain.vocabulary import Channel, Outcome, Role
from portal.models import Filing, db
from portal.models.transaction import transaction
from portal.services import (
    agent_slots,
    cases,
    documents,
    filings,
    hospitals,
    intake,
    mending,
)
from portal.services.cases import Case
from tests.people import acting, citizen, insured, long_stay, person, staff
from tests.races.test_races import settled
from tests.services.cases.desk import BY_TELEPHONE, SLIP, Desk, determined, kept
from tests.services.filings.test_from_draft_to_end import page


def test_whom_an_agent_files_for_counts_in_what_waits_and_never_against_who_came_before(services: Flask) -> None:
    """S1:65 每人最多代办三人: one taken in at the counter holds no slot, and counts all of them."""
    agent = person(700, "代办")
    clerk = staff("fushun", "fushun")
    own, desk = acting(citizen(agent, verified_by=clerk)), acting(clerk, Channel.WINDOW)
    chief = acting(staff("chief", "fushun", Role.SUPERVISOR))

    def drafted(serial: int) -> str:
        typed = settled(serial, agent.name, agent.id_number)
        return filings.open_draft(own, "fushun.settled-retiree", typed).number

    sent = [filings.submit(own, drafted(serial)) for serial in (1, 2)]
    taken_in = intake.enter(desk, "fushun.settled-retiree", settled(9, agent.name, agent.id_number), "key").filing
    sent.append(taken_in)
    assert "agent_cap" not in codes(desk, taken_in)
    sent.append(filings.submit(own, drafted(3)))
    assert [kept(each) for each in sent] == [determined(desk, each) for each in sent]
    assert ["agent_cap" in codes(desk, each) for each in sent] == [False, False, True, False]
    fourth = drafted(4)
    agent_slots.allow_beyond_cap(chief, fourth, "三位老人都在一个院")
    sent.append(filings.submit(own, fourth))
    assert ["agent_cap" in codes(desk, each) for each in sent] == [False, False, True, False, False]
    other = {"agent.id_number": person(701, "代办").id_number}
    mending.mend(desk, Case(desk, sent[0]), sent[0].version, other, BY_TELEPHONE)
    mending.mend(desk, Case(desk, sent[1]), sent[1].version, other, BY_TELEPHONE)
    assert [kept(each) for each in sent] == [determined(desk, each) for each in sent]
    assert "agent_cap" not in codes(desk, taken_in)


def codes(ctx: Context, filing: Filing) -> set[str]:
    db.session.expire_all()
    return {finding.code for finding in Case(ctx, filing).determination.findings}


def test_a_hospital_newly_listed_counts_for_what_waits(services: Flask) -> None:
    """S4 3.3: the person typed the name of a hospital that no list had."""
    who, chief = person(1), acting(staff("chief", role=Role.SUPERVISOR))
    filer = acting(citizen(who))
    slip = ReferralClaim("汶上县 新医院", date(2026, 9, 13))
    typed = long_stay(who, person=insured(who), referral=slip, stay_months=None)
    draft = filings.open_draft(filer, "wenshang.referral", typed)
    documents.attach(filer, draft.number, SLIP, page("s"), True)
    sent = filings.submit(filer, draft.number)
    assert sent.outcome is Outcome.REFUSE
    hospitals.add(chief, "汶上县新医院", None)
    db.session.expire_all()
    assert (sent.outcome, sent.ends_on) == (Outcome.APPROVE, date(2027, 9, 13))


def test_nothing_is_said_of_what_cannot_be_read(services: Flask) -> None:
    """A row of an earlier release; its person is asked for it."""
    desk = Desk(1)
    desk.without_proof()
    with transaction():
        desk.filing.claims = laid_over(desk.filing.claims, {"person.id_number": "123"})
    desk.be_scanned()
    assert kept(desk.filing) == (None, date(2026, 9, 14), None, None, None)


WRITERS = {
    "cases.remove",
    "claims.restate",  # of a draft nothing is kept, and a case is determined anew
    "documents.mark_sighted",  # then marked as seen
    "hospitals._designate",  # its caller asks the rules anew of all at once
    "hospitals.set_dates",
    "marks._set",
    "marks.note_mark",
    "mending._look_again",  # then restated
    "review.note_insured",
    "search_keys._index_filing",  # the same number, written as it is read now
}


def test_nobody_else_writes_what_the_rules_read() -> None:
    """A new writer asks the rules anew, and has a row of the table above."""
    read = {"claims", "designated_from", "designated_until", "insured_found", "is_sealed", "mark", "removed_at"}
    found = set()
    for path in Path(cases.__file__).parent.glob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                written = [each for each in ast.walk(function) if isinstance(each, ast.Attribute)]
                if any(isinstance(each.ctx, ast.Store) and each.attr in read for each in written):
                    found.add(f"{path.stem}.{function.name}")
    assert found == WRITERS
