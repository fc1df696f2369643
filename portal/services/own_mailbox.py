"""A mailbox is proven by a code that is sent to it: nothing else goes to one that a stranger may have typed."""

from dataclasses import dataclass, replace
from datetime import datetime

from portal.domain.actor import Context
from portal.domain.errors import Invalid
from portal.domain.messages import MessageKind, MessageRefused
from portal.domain.portal_events import PortalEventKind
from portal.models import User, db
from portal.models.accounts import Identity
from portal.models.carried import Carried
from portal.models.transaction import transaction
from portal.services import failed_sign_ins, portal_events, sent_codes, throttling
from portal.services.sent_codes import Carrier, Kept
from portal.services.throttling import Guess
from portal.wording.translation import SOURCE_LANGUAGE


@dataclass(frozen=True, slots=True)
class Proof:
    """A code on its way; the browser of whoever asked for it carries this, sealed."""

    at: datetime
    sent: Kept


_ON_THE_WAY = Carried(Proof, "a mailbox on its way", sent_codes.GOOD_FOR)


def begin(ctx: Context, mail: Carrier, client: str) -> str:
    """Send a code to one's own mailbox; returns what the browser carries until it is typed.

    Raises `Invalid("mail_not_sent")` where the mail server did not take it.
    """
    user = db.session.get_one(User, ctx.actor.user_id)
    own, account = user.identity, user.uid
    wanted = Guess(sent_codes.TO_MAILBOXES, own.mailbox.lower(), client)
    code = sent_codes.asked_for(ctx, wanted, mail.most)
    db.session.rollback()  # no connection is held while the server works
    try:
        language = own.language or SOURCE_LANGUAGE
        mail.channel.send(sent_codes.message(MessageKind.MAILBOX_CODE, own.mailbox, language, code))
    except MessageRefused:
        raise Invalid("mail_not_sent", "mailbox") from None
    return _ON_THE_WAY.handed_out(Proof(ctx.now, sent_codes.kept(_what(own), code)), account)


def finish(ctx: Context, carried: str, code: str, client: str) -> None:
    """The code that was sent: from now on the mailbox is written to.

    Raises `Invalid("wrong_mailbox_code")` for a wrong one, one that is over, and one of a mailbox given before.
    """
    user = db.session.get_one(User, ctx.actor.user_id)
    proof = _ON_THE_WAY.taken_back(carried, ctx.now, user.uid)
    if proof is None:
        raise Invalid("wrong_mailbox_code", "code")
    counted = throttling.count(ctx, Guess("mailbox_code", f"{proof.at.isoformat()}:{proof.sent.index}", client))
    is_live = sent_codes.count_try(ctx, user.identity.mailbox.lower(), proof.sent)
    with transaction():
        user = db.session.get_one(User, ctx.actor.user_id, with_for_update=True)
        is_right = is_live and sent_codes.is_right(_what(user.identity), code, proof.sent)
        if is_right:
            user.identity = replace(user.identity, is_mailbox_proven=True)
            portal_events.record(ctx, PortalEventKind.MAILBOX_PROVEN, account=user)
    if not is_right:
        failed_sign_ins.note_proof(ctx, client, account=user)
        raise Invalid("wrong_mailbox_code", "code")
    throttling.forgive(counted)


def _what(own: Identity) -> str:
    return f"mailbox:{own.mailbox}"
