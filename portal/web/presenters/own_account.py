"""What was done to an account, as its owner reads it."""

from portal.models import PortalEvent
from portal.web.language import gettext as _
from portal.web.presenters.supervision import TrailRow


def done_to_account(event: PortalEvent) -> str:
    """2026年9月14日（周一）10:00 登录（您本人） 从 203.0.113.0/24."""
    row = TrailRow.of_portal(event)
    who = _("您本人") if event.actor_id == event.account_id else row.who
    return f"{row.at} {row.what}{_('（')}{who}{_('）')} {row.reason}".rstrip()
