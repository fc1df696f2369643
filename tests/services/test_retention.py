"""What is over goes, is counted before and certified after; everything else stays."""

import json
from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.actor import SYSTEM, Context
from portal.domain.retention import PERIODS, RetainedKind
from portal.domain.vocabulary import TokenPurpose
from portal.models import Document, Filing, LoginSession, RetentionCertificate, Throttle, Token, db
from portal.models.transaction import transaction
from portal.services import documents, drafts, filings, retention, sessions, throttling, tokens
from portal.services.documents import StoredFile
from portal.services.throttling import Guess
from tests.people import NOW, acting, citizen, long_stay, person

K = RetainedKind
LATER = Context(SYSTEM, NOW + timedelta(days=200))


def counts(ctx: Context) -> dict[RetainedKind, int]:
    """How many of each kind are over then."""
    return {each.kind: each.count for each in retention.due(ctx) if each.count}


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
    expected = {K.DRAFT: 1, K.SESSION: 1, K.TOKEN: 1, K.THROTTLE: 3}
    assert counts(LATER) == expected
    made = retention.run(LATER)
    assert made is not None
    certified = {line["kind"]: line["count"] for line in json.loads(made.content)["deleted"] if line["count"]}
    assert certified == expected
    assert counts(LATER) == {}
    left = {table: db.session.query(table).count() for table in (Filing, Document, LoginSession, Throttle)}
    assert left == {Filing: 1, Document: 0, LoginSession: 0, Throttle: 0}
    assert [token.purpose for token in db.session.query(Token)] == [TokenPurpose.QR], "a printed one has no end"
    assert retention.run(LATER) is None, "nothing left, nothing to certify"
    assert db.session.query(RetentionCertificate).count() == 1


@pytest.mark.usefixtures("used")
def test_a_run_that_was_killed_is_taken_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(_keys: list[int]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(drafts, "drop", killed)
    with pytest.raises(KeyboardInterrupt):
        retention.run(LATER)
    db.session.rollback()
    assert counts(LATER)[K.DRAFT] == 1
    monkeypatch.undo()
    assert retention.run(LATER) is not None
    assert counts(LATER) == {}


def test_each_kind_has_a_ground_and_what_no_guide_states_is_kept() -> None:
    assert set(PERIODS) == set(K)
    assert PERIODS[K.FILING].length is None
