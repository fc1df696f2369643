"""A telephone in a filing was mended: what waits for the old one is not sent there any more, and whoever has not heard
yet where the filing stands does.
"""

from sqlalchemy import select

from portal.domain.actor import Context
from portal.domain.claims import Claims
from portal.domain.messages import KINDS, MERGED_WITHIN, OF_ONE_EVENT, UNSENT, MessageState, recipients
from portal.domain.spelling import is_mobile, telephone_key
from portal.domain.tasks import Task
from portal.models import Filing, FilingEvent, Message, db
from portal.services import outbox
from portal.services.unheard import change

_WHERE_IT_STANDS = Message.kind.not_in(sorted(OF_ONE_EVENT.values()))


def follow(ctx: Context, filing: Filing, before: Claims, event: FilingEvent) -> None:
    """Have it announced anew where that changed whom messages reach, inside the transaction of the mending."""
    if _telephones(before) != _telephones(filing.claims):
        change(filing, UNSENT, MessageState.OVERTAKEN, _WHERE_IT_STANDS)
        outbox.put(ctx, Task.ANNOUNCE, event.uid, ctx.now + MERGED_WITHIN)


def reached(filing: Filing) -> frozenset[str]:
    """Who has heard of it as it stands: of them the telephones and mailboxes, as `key` has them."""
    rows = select(Message).where(Message.filing_id == filing.id, Message.whose.is_not(None), _WHERE_IT_STANDS)
    latest = {key(each.content.address): each for each in db.session.scalars(rows.order_by(Message.id))}
    now = KINDS.get(filing.status)
    return frozenset(at for at, each in latest.items() if each.state is MessageState.SENT and each.kind is now)


def key(address: str) -> str:
    """What two spellings of one telephone or mailbox have in common."""
    return telephone_key(address) if is_mobile(address) else address.lower()


def _telephones(claims: Claims) -> set[str]:
    return {key(each.address) for each in recipients(claims)}
