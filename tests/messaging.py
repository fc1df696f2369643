"""Five hundred messages through a gateway at its worst, a fifth as many mails: `python -m tests.messaging 500`.

It hangs, refuses, answers twice, dies before and after accepting; the worker is killed between sending and recording,
and its lease runs out. Once with one that knows a key again, where nobody may get a message twice, and once with
one that forgets, where whatever is double must be of the gateway's own making.
"""

import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from portal.domain.actor import SYSTEM, Context
from portal.domain.messages import MessageState, Whose
from portal.domain.tasks import Task
from portal.models import Message, OutboxMessage, db, schema
from portal.models.engine import build_engine
from portal.models.transaction import transaction
from portal.services import filings, messages, outbox
from portal.services.messages import Messenger
from tests.conftest import services_on
from tests.gateways import SILENCE as SMS_SECONDS
from tests.gateways import Gateway, moody, serving
from tests.mail_servers import SILENCE, Post, serving_mail
from tests.mail_servers import moody as moody_post
from tests.people import NOW, acting, citizen, long_stay, person

KINDS: tuple[tuple[type[Gateway] | type[Post], Callable[[int], Callable[[], str]], int], ...] = (
    (Gateway, moody, 1),
    (Post, moody_post, 5),
)
"""Each with its moods, and which part of the messages it gets: a mail is a dozen questions and answers."""
MAIL_SECONDS = 4 * SILENCE
"""For a whole mail, its TLS and its dozen answers: what is cut off after it was taken comes twice."""
MOST_DEATHS = 8
"""One in so many sendings the worker dies before it records."""


class DiesNow(BaseException):
    """The worker's end, at a bad moment."""


@dataclass(frozen=True)
class Count:
    """What became of the messages."""

    made: int
    lost: int
    doubled: int
    doubled_for_a_known_key: int


def count_through(gateway: Gateway | Post, many: int, seed: int, url: str) -> Count:
    """So many filings announced through that, with a worker that dies now and then."""
    dice, is_mail = random.Random(seed), isinstance(gateway, Post)
    served = serving_mail(gateway, seconds=MAIL_SECONDS) if isinstance(gateway, Post) else serving(gateway, SMS_SECONDS)
    with services_on(url), served as channel:
        for serial in range(many):
            who = person(20_000 + serial)
            user = citizen(who)
            with transaction():
                user.identity = replace(user.identity, mailbox=f"wang{serial}@example.cn", is_mailbox_proven=True)
            author = acting(user)
            filings.submit(author, filings.open_draft(author, "wenshang.long-term", long_stay(who)).number)
        carriers: dict[str, Any] = {"channel": None, "mail": channel} if is_mail else {"channel": channel}
        _work_off(Messenger(base_url="https://portal.example", **carriers), dice)
        rows = [each for each in db.session.scalars(select(Message)) if (each.whose is Whose.MAILBOX) == is_mail]
        sent = {each.uid for each in rows if each.state is MessageState.SENT}
        given_up = {each.uid for each in rows if each.state is MessageState.GIVEN_UP}
        lost = many - len(rows) + len(sent - set(gateway.delivered)) + len(rows) - len(sent) - len(given_up)
    doubled = sum(times - 1 for times in gateway.delivered.values())
    return Count(len(rows), lost, doubled, 0 if gateway.forgets else doubled)


def _work_off(messenger: Messenger, dice: random.Random) -> None:
    now, real_end = NOW + timedelta(minutes=3), messages._end

    def end(*given: object, **more: object) -> None:
        if dice.randrange(MOST_DEATHS) == 0:
            raise DiesNow
        real_end(*given, **more)

    messages._end = end
    try:
        while (due := _soonest()) is not None:
            now = max(now, due)
            try:
                _once(messenger, Context(SYSTEM, now))
            except DiesNow:
                db.session.rollback()
    finally:
        messages._end = real_end


def _once(messenger: Messenger, ctx: Context) -> None:
    claimed = outbox.claim(ctx)
    if claimed is None:
        return
    if claimed.kind is Task.SEND_MESSAGE:
        messenger.send(ctx, claimed)
    elif claimed.kind is Task.ANNOUNCE:
        messenger.announce(ctx, claimed)
    else:
        with transaction():
            outbox.finish(ctx, claimed)


def _soonest() -> datetime | None:
    open_tasks = OutboxMessage.done_at.is_(None), OutboxMessage.given_up_at.is_(None)
    due: datetime | None = db.session.scalar(
        select(OutboxMessage.due_at).where(*open_tasks).order_by(OutboxMessage.due_at).limit(1)
    )
    db.session.rollback()
    return due


def main() -> int:
    """Five hundred, or as many as the command line says."""
    many, wrong = int(sys.argv[1]) if len(sys.argv) > 1 else 500, 0
    runs = [(kind(moody(11), forgets), share) for kind, moody, share in KINDS for forgets in (False, True)]
    for gateway, share in runs:
        with tempfile.TemporaryDirectory(prefix="messages-") as folder:
            url = f"sqlite:///{Path(folder) / 'portal.sqlite3'}"
            engine = build_engine(url)
            schema.upgrade(engine)
            engine.dispose()
            counted = count_through(gateway, many // share, 13, url)
        wrong += counted.lost + counted.doubled_for_a_known_key
        known = "forgets its keys" if gateway.forgets else "knows its keys"
        found = f"made={counted.made} lost={counted.lost} doubled={counted.doubled}"
        print(f"a {type(gateway).__name__.lower()} that {known}: {found}", flush=True)
    print(f"messages: wrong={wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
