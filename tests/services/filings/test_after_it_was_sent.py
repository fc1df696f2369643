"""What may be changed once a filing was sent in, and what no longer once it is over: whoever asks, by whatever act."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.errors import DomainError
from portal.domain.mending import Informant
from portal.domain.vocabulary import Channel, FilingStatus, Mark, Role
from portal.models import Filing
from portal.services import amendments, claims, documents, filings, history, marks, mending, review
from portal.services.cases import Case
from tests.approving import approve
from tests.people import acting, staff
from tests.services.filings.test_from_draft_to_end import page, submitted

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Act = Callable[[Context, Filing], object]
ELSEWHERE = {"treatment_place": "110000"}
BY_TELEPHONE = Informant("吴测试", "女儿", Channel.PHONE, "2026-09-14 10:05")


def withdrawn(filer: Context, clerk: Context, filing: Filing) -> Filing:
    return amendments.withdraw(filer, filing.number, filing.version)


def refused(filer: Context, clerk: Context, filing: Filing) -> Filing:
    return review.refuse(clerk, filing.number, filing.version, "理由")


def approved(filer: Context, clerk: Context, filing: Filing) -> Filing:
    return approve(clerk, filing)


def cancelled(filer: Context, clerk: Context, filing: Filing) -> Filing:
    approve(clerk, filing)
    return amendments.cancel(filer, filing.number, filing.version)


def of_the_page(ctx: Context, filing: Filing) -> str:
    return claims.live_documents(filing)[0].uid


OF_THE_FILER: dict[str, Act] = {
    "save it like a draft": lambda ctx, filing: filings.save_draft(ctx, filing.number, ELSEWHERE),
    "take a paper back": lambda ctx, filing: documents.remove(ctx, filing.number, of_the_page(ctx, filing)),
    "promise a paper": lambda ctx, filing: documents.commit_in_writing(
        ctx, Case(ctx, filing), "residence_proof", "本人承诺", filing.claims.person.name or ""
    ),
    "add a paper": lambda ctx, filing: documents.attach(ctx, filing.number, "residence_proof", page("b"), None),
}
OF_A_CLERK: dict[str, Act] = {
    "add a paper": lambda ctx, filing: documents.attach(ctx, filing.number, "residence_proof", page("b"), None),
    "mark a paper": lambda ctx, filing: marks.mark(ctx, filing.number, of_the_page(ctx, filing), Mark.ILLEGIBLE),
    "mend an answer": lambda ctx, filing: mending.mend(ctx, Case(ctx, filing), filing.version, ELSEWHERE, BY_TELEPHONE),
    "look the person up": lambda ctx, filing: review.check_insured(ctx, filing.number, False),
    "verify the person": lambda ctx, filing: review.verify_person(ctx, filing.number),
    "ask for papers": lambda ctx, filing: review.request_correction(ctx, filing.number, filing.version, [], "请补"),
    "accept it": lambda ctx, filing: review.accept(ctx, filing.number, filing.version),
    "refuse it": lambda ctx, filing: review.refuse(ctx, filing.number, filing.version, "理由"),
    "reject it": lambda ctx, filing: review.reject(ctx, filing.number, filing.version, "理由"),
    "approve it": approve,
}


def as_it_stands(filing: Filing) -> tuple[object, ...]:
    papers = [(each.uid, each.mark) for each in claims.live_documents(filing)]
    return filing.status, filing.version, filing.claims, papers, filing.insured_found, filing.person_verified_at


def leaves_it_as_it_is(ctx: Context, filing: Filing, act: Act) -> None:
    before = as_it_stands(filing), len(history.events_of(filing))
    with pytest.raises(DomainError):
        act(ctx, filing)
    assert (as_it_stands(filing), len(history.events_of(filing))) == before


@pytest.mark.parametrize("act", OF_THE_FILER)
def test_what_was_sent_in_stays_as_it_was_sent(services: Flask, act: str) -> None:
    user, filing = submitted()
    leaves_it_as_it_is(acting(user), filing, OF_THE_FILER[act])


@pytest.mark.parametrize("end", [withdrawn, refused, approved, cancelled])
def test_once_it_is_over_nobody_changes_anything(services: Flask, end: Callable[..., Filing]) -> None:
    user, filing = submitted()
    filer, clerk = acting(user), acting(staff("chief", role=Role.SUPERVISOR))
    end(filer, clerk, filing)
    assert filing.status is FilingStatus(end.__name__)
    for act in OF_A_CLERK.values():
        leaves_it_as_it_is(clerk, filing, act)
    for act in OF_THE_FILER.values():
        leaves_it_as_it_is(filer, filing, act)
