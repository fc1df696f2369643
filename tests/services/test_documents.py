"""Documents of a filing: kept all or none, and what comes and goes is in its history once it was sent in."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.errors import Invalid
from portal.domain.vocabulary import Channel, EventKind
from portal.models import Filing
from portal.services import claims, documents, filings, history, review
from portal.services.cases import Case
from portal.services.documents import MOST_DOCUMENTS, StoredFile
from tests.people import acting, citizen, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import submitted


def pages(count: int) -> list[StoredFile]:
    """Kept files, each like no other."""
    return [StoredFile(f"key-{n}", "image/jpeg", 1000, 1, f"{n:064d}") for n in range(count)]


def test_photographs_are_kept_all_or_none(services: Flask) -> None:
    ctx = acting(citizen(person(1)))
    draft = filings.open_draft(ctx, "wenshang.long-term", long_stay(person(1)))
    with pytest.raises(Invalid):
        documents.attach_all(ctx, Case(ctx, draft), "residence_proof", pages(MOST_DOCUMENTS + 1), None)
    assert claims.live_documents(draft) == []
    assert len(documents.attach_all(ctx, Case(ctx, draft), "residence_proof", pages(2), None).documents) == 2


def test_the_same_file_twice_is_the_same_page_once(services: Flask) -> None:
    """A photograph that is sent again, as after a lost answer, is the page that is there."""
    who = person(1)
    ctx = acting(citizen(who))
    draft = filings.open_draft(ctx, "wenshang.long-term", long_stay(who))
    once, again = (StoredFile(f"key-{name}", "image/jpeg", 1000, 1, "a" * 64) for name in "ab")
    first = documents.attach(ctx, draft.number, "residence_proof", once, None)
    same = documents.attach(ctx, draft.number, "residence_proof", again, None)
    assert (same.uid, same.storage_key) == (first.uid, "key-a")
    case = documents.may_add(ctx, draft.number)
    assert len(documents.attach_all(ctx, case, "residence_proof", [once, again], None).documents) == 1


def of_documents(filing: Filing) -> list[tuple[EventKind, str]]:
    """What its history says came and went."""
    kinds = (EventKind.DOCUMENT_ADDED, EventKind.DOCUMENT_REMOVED)
    return [(event.kind, event.detail.kind) for event in history.events_of(filing) if event.kind in kinds]


def test_what_is_taken_back_after_it_was_sent_in_is_in_the_history(services: Flask) -> None:
    user, filing = submitted()
    review.request_correction(acting(staff("clerk")), filing.number, filing.version, ["residence_proof"])
    ctx = acting(user, later=timedelta(minutes=1))
    added = documents.attach(ctx, filing.number, "residence_proof", pages(1)[0], None)
    documents.remove(ctx, filing.number, added.uid)
    assert of_documents(filing)[-2:] == [
        (EventKind.DOCUMENT_ADDED, "residence_proof"),
        (EventKind.DOCUMENT_REMOVED, "residence_proof"),
    ]


@pytest.mark.parametrize(("channel", "noted"), [(Channel.ONLINE, 0), (Channel.API, 1)])
def test_of_a_draft_only_what_a_system_brings_is_in_the_history(services: Flask, channel: Channel, noted: int) -> None:
    ctx = acting(citizen(person(1)), channel)
    draft = filings.open_draft(ctx, "wenshang.long-term", long_stay(person(1)))
    documents.attach(ctx, draft.number, "residence_proof", pages(1)[0], None)
    assert len(of_documents(draft)) == noted
