"""Links for people without an account."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.domain.actor import STRANGER, Context
from portal.domain.errors import Invalid, NotFound
from portal.domain.policy import Permission, allowed
from portal.domain.vocabulary import Channel, FilingStatus, TokenPurpose
from portal.models import Filing, db
from portal.services import (
    history,
    intake,
    progress,
    review,
    scoping,
    tokens,
)
from portal.services.cases import Case
from portal.services.documents import StoredFile
from tests.people import NOW, acting, citizen, long_stay, person, staff


def pages(count: int) -> list[StoredFile]:
    """Kept files, each like no other."""
    return [StoredFile(f"key-{n}", "image/jpeg", 1000, 1, f"{n:064d}") for n in range(count)]


def test_an_upload_link_completes_the_filing_once(services: Flask) -> None:
    clerk = staff("clerk")
    entered = intake.enter(acting(clerk, Channel.WINDOW), "wenshang.long-term", long_stay(person(1)), "key")
    returned = review.request_correction(acting(clerk), entered.filing.number, entered.filing.version, [])
    secret = progress.upload_link(acting(clerk), returned.number)
    stranger = Context(STRANGER, NOW)
    with pytest.raises(Invalid) as missing:
        progress.finish_link(stranger, secret, Case(stranger, returned))
    assert (missing.value.code, missing.value.values) == ("documents_missing", {"count": 1})
    assert returned.status is FilingStatus.CORRECTION_REQUESTED
    progress.add_by_link(stranger, secret, Case(stranger, returned), "residence_proof", pages(2), None)
    assert progress.finish_link(stranger, secret, Case(stranger, returned)).filing.status is FilingStatus.SUBMITTED
    assert history.events_of(returned)[-1].kind == "corrected"
    with pytest.raises(NotFound):
        progress.finish_link(stranger, secret, Case(stranger, returned))


@pytest.mark.parametrize("is_staff", [True, False])
def test_a_member_of_staff_who_sends_by_a_link_is_named_and_decides_nothing(services: Flask, is_staff: bool) -> None:
    """In their own browser they were nobody, and decided a moment later about what they had brought."""
    desk, clerk = acting(staff("desk"), Channel.WINDOW), staff("clerk")
    filing = intake.enter(desk, "wenshang.long-term", long_stay(person(1)), "key").filing
    review.request_correction(desk, filing.number, filing.version, [])
    secret, whose = progress.upload_link(desk, filing.number), clerk if is_staff else citizen(person(2))
    progress.add_by_link(acting(whose), secret, Case(desk, filing), "residence_proof", pages(1), None)
    progress.finish_link(acting(whose), secret, Case(desk, filing))
    db.session.expire_all()
    brought = history.events_of(filing)[-2:]
    assert [(event.actor_id, event.actor_role) for event in brought] == [
        (clerk.id if is_staff else None, "citizen")
    ] * 2
    assert allowed(acting(clerk).actor, Permission.FILING_DECIDE, scoping.relation(filing)) is not is_staff


def test_staff_who_come_by_a_way_for_everyone_leave_a_look(services: Flask) -> None:
    """Signed in, a clerk read what number and last four open, and her name stood nowhere."""
    who = person(1)
    window, owner, stranger = acting(staff("window"), Channel.WINDOW), acting(citizen(who)), Context(STRANGER, NOW)
    number = intake.enter(window, "wenshang.long-term", long_stay(who), "key").filing.number
    entered = Case(window, db.session.query(Filing).one()).filing
    upload = str(tokens.printed(TokenPurpose.UPLOAD, entered))
    ways: list[Callable[[Context], Case]] = [
        lambda ctx: progress.by_number(ctx, number, who.id_number[-4:], "10.0.0.1"),
        lambda ctx: progress.by_upload_link(ctx, upload),
    ]
    for way in ways:
        assert way(stranger).filing.number == way(owner).filing.number == number
    assert history.looks_at(entered) == []
    for before, way in enumerate(ways):
        clerk = acting(staff(f"clerk-{before}"))
        assert way(clerk).filing.number == way(clerk).filing.number == number
        newest, *rest = history.looks_at(entered)
        assert (newest.actor_id, newest.what, len(rest)) == (clerk.actor.user_id, "progress", before)


def test_a_miss_leaves_no_look(services: Flask) -> None:
    entered = intake.enter(acting(staff("window"), Channel.WINDOW), "wenshang.long-term", long_stay(person(1)), "key")
    with pytest.raises(NotFound):
        progress.by_number(acting(staff("clerk")), entered.filing.number, "0000", "10.0.0.1")
    assert history.looks_at(entered.filing) == []
