"""What the racing processes do; a module of its own, because another process imports it by name."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from multiprocessing.synchronize import Barrier
from typing import Any

from portal.domain.actor import Context
from portal.domain.api_keys import Scope
from portal.domain.errors import DomainError
from portal.domain.vocabulary import Channel
from portal.models import User, db
from portal.services import account_resets, api_requests, approval, filings, intake, scoping
from portal.services.api_requests import Repeatable
from portal.services.intake import Sighted
from tests.approving import everything
from tests.conftest import services_on
from tests.people import acting, long_stay, person

THREADS = 10


def tried(act: Callable[[], Any]) -> str:
    """`done`, or the code of the polite refusal; anything else fails the race."""
    try:
        act()
    except DomainError as refused:
        return refused.code
    return "done"


def decide(url: str, clerk: int, numbers: list[tuple[str, int]], start: Barrier) -> list[str]:
    """One clerk approves every filing the instant the other one does."""
    with services_on(url):
        ctx = acting(db.session.get_one(User, clerk))
        given = {number: everything(ctx, scoping.filing_by_number(ctx.actor, number)) for number, _version in numbers}
        db.session.remove()
        results = []
        for number, version in numbers:
            start.wait(60)
            results.append(tried(partial(approval.approve, ctx, number, version, given[number])))
        return results


def submit_same_draft(url: str, citizen: int, number: str, start: Barrier) -> list[str]:
    """Ten threads send the same draft in at the same instant as those of every other process; the receipts."""
    with services_on(url) as app:
        ctx = acting(db.session.get_one(User, citizen))
        db.session.remove()

        def send(_turn: int) -> str:
            with app.app_context():
                return filings.submit(ctx, number).number

        start.wait(60)
        with ThreadPoolExecutor(THREADS) as threads:
            return list(threads.map(send, range(THREADS)))


def enter_same_case(url: str, clerk: int, system: int, start: Barrier) -> tuple[str, str]:
    """Send the same intake form in at the same instant as everybody else, and then the same request of a system."""
    with services_on(url):
        ctx = acting(db.session.get_one(User, clerk), Channel.WINDOW)
        system_ctx = of_a_system(db.session.get_one(User, system))
        start.wait(60)
        typed = long_stay(person(1))
        form = intake.enter(ctx, "wenshang.long-term", typed, "one-form", [Sighted("residence_proof")]).filing.number
        request = Repeatable("one-request", b"{}")
        start.wait(60)
        entered = partial(intake.enter, system_ctx, "wenshang.long-term", long_stay(person(2)), None)
        return form, api_requests.once(system_ctx, request, lambda: entered().filing).number


def of_a_system(account: User) -> Context:
    """The system of an institution, by the key of that account."""
    ctx = acting(account, Channel.WINDOW)
    return replace(ctx, actor=replace(ctx.actor, scopes=frozenset(Scope), institution_id=account.institution_id))


def confirm(url: str, supervisor: int, resets: list[tuple[str, str]], start: Barrier) -> list[str]:
    """One supervisor confirms every reset the instant the other one does."""
    with services_on(url):
        ctx = acting(db.session.get_one(User, supervisor))
        db.session.remove()
        results = []
        for account, key in resets:
            start.wait(60)
            results.append(tried(partial(account_resets.confirm, ctx, account, key)))
        return results


def file_for(url: str, agent: int, numbers: list[str], start: Barrier) -> list[str]:
    """An agent sends drafts for different people in, racing against themselves in other windows."""
    with services_on(url):
        ctx = acting(db.session.get_one(User, agent), later=timedelta(minutes=1))
        start.wait(60)
        return [tried(lambda number=number: filings.submit(ctx, number)) for number in numbers]
