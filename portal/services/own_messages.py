"""How its owner wants to hear of their filings: in which language, and whether by mail too."""

from dataclasses import replace

from portal.domain.actor import Context
from portal.domain.errors import Invalid
from portal.domain.portal_events import PortalEventKind
from portal.domain.spelling import is_mailbox, mailbox
from portal.models import User, db
from portal.models.transaction import transaction
from portal.services import portal_events
from portal.wording.translation import languages


def choose(ctx: Context, language: str, address: str) -> bool:
    """Keep what was chosen; an empty address means no mail. Returns whether there is a mailbox, and it is to be proven.

    Raises `Invalid` for what is no language or no mailbox.
    """
    if language not in languages():
        raise Invalid("unknown_language", "language")
    kept = mailbox(address)
    if kept and not is_mailbox(kept):
        raise Invalid("no_mailbox", "mailbox")
    with transaction():
        user = db.session.get_one(User, ctx.actor.user_id, with_for_update=True)
        before = user.identity
        is_proven = before.is_mailbox_proven and before.mailbox == kept
        user.identity = replace(before, language=language, mailbox=kept, is_mailbox_proven=is_proven)
        portal_events.record(ctx, PortalEventKind.MESSAGES_CHOSEN, account=user)
        return bool(kept) and not is_proven
