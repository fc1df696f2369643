"""What carries the codes that prove a telephone or a mailbox, where the installation has something that does."""

from flask import current_app

from portal.config import Settings
from portal.domain.messages import MessageChannel
from portal.services.sent_codes import Carrier


def to_telephones() -> Carrier | None:
    """The gateway of text messages."""
    return _carrier("portal_messages")


def to_mailboxes() -> Carrier | None:
    """The mail server."""
    return _carrier("portal_mail")


def _carrier(name: str) -> Carrier | None:
    channel: MessageChannel | None = current_app.extensions[name]
    settings: Settings = current_app.config["PORTAL_SETTINGS"]
    return Carrier(channel, settings.daily_cap.codes_in_all) if channel is not None else None
