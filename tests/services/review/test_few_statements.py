"""An act reads each thing once, and writes what it must: the filing, its event, its notices, their tasks, its links."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask

from portal.models import db
from portal.services import approval, filings, review
from portal.services.approval import Approval
from tests.people import NOW, acting, citizen, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import submitted
from tests.statements import noted, on_one_line

SEEN = Approval(begins_on=NOW.date(), unchecked_reason="上个月刚核对过")
WRITES = {
    "accept": (lambda ctx, number, version: review.accept(ctx, number, version), 5),
    "refuse": (lambda ctx, number, version: review.refuse(ctx, number, version, "不符合"), 5),
    "approve at once": (lambda ctx, number, version: approval.approve(ctx, number, version, SEEN), 10),
    "request correction": (
        lambda ctx, number, version: review.request_correction(ctx, number, version, ["identity"]),
        5,
    ),
}
"""What a clerk does, and how many rows it writes: the filing, an event, a notice and its task, each time, and at
the end the links of the trail, in one statement."""


def read_and_written(act: Callable[[], object]) -> tuple[Counter[str], int]:
    """How often it reads each table, and how many rows it writes, in a session that has read nothing yet."""
    db.session.remove()
    with noted() as seen:
        act()
    statements = [statement for statement, _values in seen]
    lines = [on_one_line(each) for each in statements]
    read = Counter(re.findall(r"^SELECT .*? FROM (\w+)", "\n".join(lines), re.M))
    return read, sum(statement.startswith(("INSERT", "UPDATE")) for statement in statements)


@pytest.mark.parametrize("name", WRITES)
def test_clerk_s_act_reads_each_thing_once(services: Flask, name: str) -> None:
    act, writes = WRITES[name]
    _user, filing = submitted()
    ctx, number, version = acting(staff("clerk")), filing.number, filing.version
    read, written = read_and_written(lambda: act(ctx, number, version))
    together = name == "approve at once" and db.engine.dialect.name == "postgresql"  # its two events in one statement
    beside = {"filings": 2} if name == "approve at once" else {}  # what else is in force in the days it counts
    assert read == dict.fromkeys(read, 1) | beside
    assert written == writes - together


def test_sending_in_reads_each_thing_once(services: Flask) -> None:
    ctx = acting(citizen(person(1)))
    draft = filings.open_draft(ctx, "wenshang.long-term", long_stay(person(1)))
    read, written = read_and_written(lambda: filings.submit(ctx, draft.number))
    # the account for its consent, the trail for its last link; nothing was issued of a draft
    assert read == {"users": 1, "filings": 1, "documents": 1, "trail_links": 1}
    assert written == 6  # the filing, its event, the token of its QR, the notice and its task, the links
