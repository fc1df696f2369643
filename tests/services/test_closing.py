"""An account is closed with all that only it needs, and nothing that is sent in meanwhile is lost."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from portal.adapters.erasure_list import ErasureList
from portal.domain.errors import DomainError, NotAllowed, Stale
from portal.domain.event_detail import EventDetail
from portal.domain.pledges import PledgeState
from portal.domain.vocabulary import Action, Channel, EventKind, FilingStatus, Role
from portal.models import Filing, db
from portal.models.crypto import SealErased
from portal.models.transaction import transaction
from portal.services import amendments, binding, closing, erasing, filings, history, holds, intake, pledge_checks
from portal.services.cases import Case
from tests.approving import approve
from tests.conftest import services_on
from tests.people import acting, citizen, long_stay, person, staff

WHO = person(36)


def test_what_was_never_sent_in_goes_whatever_became_of_it_but_for_what_is_held(
    services: Flask, tmp_path: Path
) -> None:
    ctx = acting(citizen(WHO))
    plain, withdrawn, noted, held = (
        filings.open_draft(ctx, "wenshang.long-term", long_stay(WHO)) for _each in range(4)
    )
    amendments.withdraw(ctx, withdrawn.number, withdrawn.version)
    with transaction():
        history.record(
            acting(staff("boss", role=Role.SUPERVISOR)), noted, EventKind.OVERRIDDEN, EventDetail(reason="x")
        )
    holds.hold(acting(staff("clerk")), held.number, "行政复议")
    closing.close_account(ctx, ErasureList(tmp_path).add)
    assert [each.is_erased for each in (plain, withdrawn, noted, held)] == [True, True, True, False]
    with pytest.raises(SealErased):
        _ = withdrawn.claims
    assert withdrawn.status is FilingStatus.WITHDRAWN


def test_it_waits_for_what_was_bound_too_and_then_lets_go_of_it(services: Flask, tmp_path: Path) -> None:
    """Whoever bound a filing has a hand in it as long as it waits; then its person may have it in another account."""
    desk, ctx, note = acting(staff("clerk"), Channel.WINDOW), acting(citizen(WHO)), ErasureList(tmp_path).add
    entered = intake.enter(desk, "wenshang.long-term", long_stay(WHO), "key")
    filing, code = entered.filing, entered.binding_code or ""
    binding.bind(ctx, filing.number, code, "192.0.2.1")
    with pytest.raises(DomainError, match="still_undecided"):
        closing.close_account(ctx, note)
    amendments.withdraw(ctx, filing.number, filing.version)
    closing.close_account(ctx, note)
    db.session.refresh(filing)
    assert filing.bound_user_id is None
    code = intake.new_binding_code(desk, filing.number)
    with pytest.raises(NotAllowed, match="not_yours_to_do"):  # a page that was open while it was closed
        binding.bind(ctx, filing.number, code, "192.0.2.1")
    again = acting(citizen(WHO))
    assert binding.bind(again, filing.number, code, "192.0.2.1").bound_user_id == again.actor.user_id


def test_it_waits_for_what_was_promised_in_anothers_that_was_bound(services: Flask, tmp_path: Path) -> None:
    """Whose hand was in it is to be known to whoever looks into the promise; one's own is known by its number."""
    desk, note, bound = acting(staff("clerk"), Channel.WINDOW), ErasureList(tmp_path).add, []
    owners = {"own": person(37), "another": WHO}
    for name, binder in owners.items():
        entered = intake.enter(
            desk, "wenshang.long-term", long_stay(owners["own"]), f"key-{name}", committed=["residence_proof"]
        )
        ctx = acting(citizen(binder))
        bound.append((ctx, binding.bind(ctx, entered.filing.number, entered.binding_code or "", "192.0.2.1")))
        approve(acting(staff(f"of-{name}")), bound[-1][1])
    (own, _its), (other, filing) = bound
    closing.close_account(own, note)
    with pytest.raises(DomainError, match="still_undecided"):
        closing.close_account(other, note)
    pledge_checks.find(acting(staff("checker")), filing.number, PledgeState.KEPT, "")
    closing.close_account(other, note)


def test_whoever_sends_in_what_was_erased_meanwhile_is_too_late(services: Flask, tmp_path: Path) -> None:
    """Refused as overtaken: what is acknowledged is never what is gone."""
    ctx = acting(citizen(WHO))
    draft = filings.open_draft(ctx, "wenshang.long-term", long_stay(WHO))
    case, version = Case(ctx, draft), draft.version
    assert case.filing.claims.person.name
    erasing.erase(ctx, ErasureList(tmp_path).add, filings=[draft])
    with pytest.raises(Stale), transaction():
        filings.perform(ctx, case, Action.SUBMIT, version)


@pytest.mark.postgresql
def test_while_an_account_is_closed_nobody_sends_its_drafts_in(
    postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite has one writer at a time; PostgreSQL needs the lock."""
    with services_on(postgresql):
        ctx = acting(citizen(WHO))
        draft = filings.open_draft(ctx, "wenshang.long-term", long_stay(WHO))
        held: list[int] = []
        erase_within = erasing.erase_within

        def looked_at_from_elsewhere(*all_of_it: object, **named: object) -> object:
            with db.engine.connect() as other, pytest.raises(OperationalError):
                other.execute(select(Filing.id).where(Filing.id == draft_id).with_for_update(nowait=True))
            held.append(draft_id)
            return erase_within(*all_of_it, **named)  # type: ignore[arg-type]

        draft_id = draft.id
        monkeypatch.setattr(erasing, "erase_within", looked_at_from_elsewhere)
        closing.close_account(ctx, ErasureList(tmp_path).add)
        assert (held, draft.is_erased) == ([draft_id], True)
