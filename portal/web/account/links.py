"""Links that are good once: an invitation, a reset."""

from portal.domain.errors import NotFound
from portal.domain.vocabulary import TokenPurpose
from portal.services import tokens
from portal.web.errors import Problem
from portal.web.guards import current_context
from portal.web.language import gettext as _


def require_live(purpose: TokenPurpose, token: str) -> None:
    """A link that is used or over is said so before anybody types."""
    try:
        tokens.find(current_context(), purpose, token)
    except NotFound:
        raise spent_link() from None


def spent_link() -> Problem:
    """The page that says so."""
    return Problem(404, _("这个链接已经用过或者过期了。请向给您链接的负责人再要一个。"))
