"""What is over goes, is counted before and certified after; everything else stays."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal.adapters.erasure_list import ErasureList
from portal.domain.actor import SYSTEM, Actor, Context
from portal.domain.claims import Claims
from portal.domain.errors import NotFound
from portal.domain.portal_events import PortalEventKind
from portal.domain.retention import PERIODS, RetainedKind, periods
from portal.domain.sourced import Fact
from portal.domain.vocabulary import Channel, EventKind, Role, TokenPurpose
from portal.models import (
    ApiRequest,
    Document,
    Filing,
    LoginSession,
    PortalEvent,
    RetentionCertificate,
    Throttle,
    Token,
    db,
)
from portal.models.transaction import transaction
from portal.services import (
    amendments,
    documents,
    drafts,
    filings,
    history,
    holds,
    retention,
    sessions,
    throttling,
    tokens,
)
from portal.services.documents import StoredFile
from portal.services.rulebook import rulebook
from portal.services.throttling import Guess
from tests.approving import approve
from tests.people import NOW, acting, citizen, hospital_staff, insured, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import submitted

K = RetainedKind
LATER = Context(SYSTEM, NOW + timedelta(days=200))


def counts(ctx: Context) -> dict[RetainedKind, int]:
    """How many of each kind are over then."""
    return {each.kind: each.count for each in retention.due(ctx) if each.count}


def unasked(_what: object) -> None:
    """Nothing of a filing goes."""
    raise AssertionError(_what)


@pytest.fixture
def used(services: Flask) -> None:
    """Somebody signed in, left a draft with a photograph and a filing, and mistyped a password."""
    owner = citizen(person(1))
    ctx = acting(owner)
    draft = filings.open_draft(ctx, "wenshang.long-term", long_stay(person(1)))
    documents.attach(ctx, draft.number, "residence_proof", StoredFile("key", "image/jpeg", 9, 1, "a" * 64), None)
    filings.submit(ctx, filings.open_draft(ctx, "wenshang.long-term", long_stay(person(1))).number)
    sessions.begin(ctx, owner)
    throttling.count(ctx, Guess("login", "x", "192.0.2.1"))
    with transaction():
        tokens.make(ctx, TokenPurpose.INVITE)


@pytest.mark.usefixtures("used")
def test_a_run_deletes_what_it_counted_and_says_so() -> None:
    assert counts(Context(SYSTEM, NOW)) == {}
    expected = {K.DRAFT: 1, K.SESSION: 1, K.TOKEN: 1, K.THROTTLE: 4}
    assert counts(LATER) == expected
    made = retention.run(LATER, unasked, unasked)
    assert made is not None
    certified = {line["kind"]: line["count"] for line in json.loads(made.content)["deleted"] if line["count"]}
    assert certified == expected
    assert counts(LATER) == {}
    left = {table: db.session.query(table).count() for table in (Filing, Document, LoginSession, Throttle)}
    assert left == {Filing: 1, Document: 0, LoginSession: 0, Throttle: 0}
    assert [token.purpose for token in db.session.query(Token)] == [TokenPurpose.QR], "a printed one has no end"
    assert retention.run(LATER, unasked, unasked) is None, "nothing left, nothing to certify"
    assert db.session.query(RetentionCertificate).count() == 1


BY_HAND = Actor(user_id=None, role=Role.SUPERVISOR, operator="root")


@pytest.mark.usefixtures("used")
@pytest.mark.parametrize(("who", "name"), [(BY_HAND, "root"), (SYSTEM, "")])
def test_a_run_is_in_the_trail_with_who_ran_it(who: Actor, name: str) -> None:
    """An operator at the machine is named; what the worker does every day is nobody's act."""
    made = retention.run(Context(who, LATER.now), unasked, unasked)
    assert made is not None
    [event] = db.session.query(PortalEvent).where(PortalEvent.kind == PortalEventKind.RETENTION_RUN)
    assert (event.actor, event.detail.operator, event.detail.after) == (None, name, made.sha256[:12])


@pytest.mark.usefixtures("used")
def test_a_run_that_was_killed_is_taken_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(_keys: list[int]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(drafts, "drop", killed)
    with pytest.raises(KeyboardInterrupt):
        retention.run(LATER, unasked, unasked)
    db.session.rollback()
    assert counts(LATER)[K.DRAFT] == 1
    monkeypatch.undo()
    assert retention.run(LATER, unasked, unasked) is not None
    assert counts(LATER) == {}


def test_each_kind_has_a_ground_and_what_no_guide_states_is_kept() -> None:
    assert set(PERIODS) == set(K)
    assert PERIODS[K.FILING].length is None


def test_a_filing_goes_by_the_agencys_period_unless_it_is_open_in_force_or_held(
    services: Flask, tmp_path: Path
) -> None:
    clerk = acting(staff("clerk"))
    numbers = {}
    for serial, what in enumerate(("open", "withdrawn", "held", "endless"), 1):
        ctx = acting(citizen(person(serial)))
        numbers[what] = filings.submit(
            ctx, filings.open_draft(ctx, "wenshang.long-term", long_stay(person(serial))).number
        ).number
        if what in ("withdrawn", "held"):
            amendments.withdraw(ctx, numbers[what], 2)
    documents_before = db.session.query(Document).count()
    holds.hold(clerk, numbers["held"], "行政复议")
    after = Context(SYSTEM, NOW + timedelta(days=366 * 5 + 1))
    assert counts(after).get(K.FILING) is None, "the guides state no period"
    kept = periods(5)
    [due] = [each for each in retention.due(after, kept) if each.kind is K.FILING]
    assert (due.count, due.held) == (1, 1)
    assert [each.count for each in retention.due(Context(SYSTEM, NOW + timedelta(days=366 * 5 - 1)), kept)][-1] == 0
    dropped: list[str] = []
    made = retention.run(after, ErasureList(tmp_path).add, dropped.append, kept)
    assert made is not None
    [line] = [each for each in json.loads(made.content)["deleted"] if each["kind"] == "filing"]
    assert line == {"kind": "filing", "days": 1830, "ground": "agency", "county": "", "count": 1, "held": 1}
    erased = {filing.number for filing in db.session.query(Filing) if filing.is_erased}
    assert erased == {numbers["withdrawn"]}
    assert len(ErasureList(tmp_path).read()) == 1
    assert documents_before == db.session.query(Document).count()
    with pytest.raises(NotFound):
        holds.hold(clerk, numbers["withdrawn"], "太晚了")
    holds.release(clerk, numbers["held"], "复议结束")
    later = Context(SYSTEM, after.now + timedelta(days=366 * 5))
    assert {each.kind: each.count for each in retention.due(later, kept)}[K.FILING] == 1
    noted = [
        (event.kind, event.detail.after) for event in db.session.query(PortalEvent).order_by(PortalEvent.id)
        if event.kind in (PortalEventKind.FILING_HELD, PortalEventKind.FILING_RELEASED)
    ]  # fmt: skip
    assert noted == [
        (PortalEventKind.FILING_HELD, f"{numbers['held']} 行政复议"),
        (PortalEventKind.FILING_RELEASED, f"{numbers['held']} 复议结束"),
    ]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("years", "ground", "is_over"), [(2, "county", True), (9, "county", False), (None, "agency", True)]
)
def test_what_a_countys_file_states_goes_before_what_is_set(
    services: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, years: int | None, ground: str, is_over: bool
) -> None:
    """Wenshang's file is given a period; of the other counties the setting counts."""
    own = rulebook.catalogue.county("wenshang")
    assert own is not None
    stated = replace(own, agency=replace(own.agency, filing_years=Fact(applied=years)))
    others = [each for each in rulebook.catalogue.counties() if each.slug != "wenshang"]
    monkeypatch.setattr(type(rulebook.catalogue), "counties", lambda _catalogue: (stated, *others))
    filer, filing = submitted()
    amendments.withdraw(acting(filer), filing.number, filing.version)
    after = Context(SYSTEM, NOW + timedelta(days=366 * 5 + 1))
    lines = {each.county: each for each in retention.due(after, periods(5)) if each.kind is K.FILING}
    assert lines.keys() == ({"", "wenshang"} if years else {""})
    its_own = lines.get("wenshang", lines[""])
    assert (its_own.period.ground, its_own.count) == (ground, int(is_over))
    retention.run(after, ErasureList(tmp_path).add, [].append, periods(5))
    assert filing.is_erased is is_over


TOMORROW, TONIGHT = NOW + timedelta(days=1), NOW.replace(hour=17)
"""At five in the afternoon of Greenwich it is the next day in Beijing."""


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("now", "ends_on", "is_over"),
    [
        (TOMORROW, None, False),
        (TOMORROW, date(2026, 9, 14), True),
        (TOMORROW, date(2026, 9, 15), False),
        (TONIGHT, date(2026, 9, 14), True),
        (TONIGHT, date(2026, 9, 15), False),
    ],
)
def test_what_is_in_force_is_kept_however_long_ago_it_was_touched(
    services: Flask, tmp_path: Path, now: datetime, ends_on: date | None, is_over: bool
) -> None:
    """Its period is counted from its last day; one without an end is never over."""
    _user, filing = submitted()
    approve(acting(staff("clerk")), filing)
    with transaction():
        filing.begins_on, filing.ends_on = date(2026, 9, 1), ends_on
    retention.run(Context(SYSTEM, now + timedelta(days=366 * 5)), ErasureList(tmp_path).add, [].append, periods(5))
    assert filing.is_erased is is_over


def test_a_draft_that_a_hospital_looked_at_is_erased_for_its_look_stays(services: Flask, tmp_path: Path) -> None:
    """A spreadsheet's rows wait as drafts, and whoever opens one leaves a line that is never deleted."""
    user = hospital_staff("tcm")
    ctx = acting(user, Channel.HOSPITAL)
    seen = filings.open_draft(ctx, "wenshang.referral", Claims(person=insured(person(1))))
    filings.open_draft(ctx, "wenshang.referral", Claims(person=insured(person(2))))
    number = seen.number
    history.note_looks(ctx, "filing", Filing.id, [seen.id])
    notes = ErasureList(tmp_path)
    retention.run(LATER, notes.add, unasked)
    assert [(each.number, each.is_erased) for each in db.session.scalars(select(Filing))] == [(number, True)]
    assert K.DRAFT not in counts(LATER)


def test_what_was_withdrawn_or_written_about_before_it_was_sent_in_goes_too_unless_it_is_held(
    services: Flask, tmp_path: Path
) -> None:
    """Its lines stay, and open nowhere; one that a system began and nobody touched goes with its request."""
    user, boss = hospital_staff("tcm"), acting(staff("boss", role=Role.SUPERVISOR))
    ctx = acting(user, Channel.HOSPITAL)
    slip, plain, held = (
        filings.open_draft(ctx, "wenshang.referral", Claims(person=insured(person(serial)))) for serial in (1, 2, 3)
    )
    amendments.withdraw(ctx, slip.number, slip.version)
    noted = filings.open_draft(acting(citizen(person(4))), "wenshang.long-term", long_stay(person(4)))
    with transaction():
        history.record(boss, noted, EventKind.OVERRIDDEN)
        row = ApiRequest(user_id=user.id, request_key="r", body_index="b" * 32, filing_id=plain.id, at=NOW)
        db.session.add(row)
    holds.hold(boss, held.number, "行政复议")
    [due] = [each for each in retention.due(LATER) if each.kind is K.DRAFT]
    assert (due.count, due.held) == (3, 1)
    retention.run(LATER, ErasureList(tmp_path).add, unasked)
    left = {each.number: each.is_erased for each in db.session.scalars(select(Filing))}
    assert left == {slip.number: True, noted.number: True, held.number: False}
    assert db.session.query(ApiRequest).count() == 0
    assert K.DRAFT not in counts(LATER)
