"""A mail that was taken and came back reached nobody: its message says so, and somebody at the desk has to."""

from sqlalchemy import update

from portal.domain.messages import MessageState, Whose
from portal.models import Message, db
from portal.models.transaction import transaction

_TAKEN = (MessageState.SENT, MessageState.WAITING)
"""It may come back before the worker has written down that it went."""


def note(key: str, fault: str) -> bool:
    """Write down that the mail of that key came back; False where there is none, or it is known already."""
    of_it = Message.uid == key, Message.whose == Whose.MAILBOX, Message.state.in_(_TAKEN)
    came_back = {"state": MessageState.BOUNCED, "sent_at": None, "fault": fault}
    with transaction():
        found = db.session.execute(
            update(Message).where(*of_it).values(**came_back).execution_options(synchronize_session=False)
        )
        return bool(found.rowcount)  # type: ignore[attr-defined]
