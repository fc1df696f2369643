"""What stands around every page: menu, account, and the warning that a session is about to end."""

from dataclasses import dataclass
from typing import NamedTuple


class NavItem(NamedTuple):
    """One entry of the menu; the area that offers it decides who sees it and which is the current one."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class AccountBox:
    """Who is signed in, and for which office or hospital."""

    name: str
    place: str
    sign_out_url: str


class SessionNotice(NamedTuple):
    """When the session ends if nothing is done, and the address whose opening prolongs it."""

    seconds: int
    keep_url: str


def empty_frame() -> dict[str, tuple[NavItem, ...] | AccountBox | SessionNotice | bool | None]:
    """What a page shows around itself as long as no area says more (a later context processor overrides it)."""
    return {"nav_items": (), "account": None, "session_notice": None, "footer_items": (), "has_errors": False}
