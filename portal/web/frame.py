"""What stands around every page: menu, account, and the warning that a session is about to end."""

from typing import NamedTuple


class NavItem(NamedTuple):
    """One entry of the menu; the area that offers it decides who sees it and which is the current one."""

    label: str
    url: str
    is_current: bool = False


class AccountBox(NamedTuple):
    """Who is signed in, and for which office or hospital."""

    whose: str
    sign_out_url: str


class SessionNotice(NamedTuple):
    """When the session ends if nothing is done, and the address whose opening prolongs it."""

    seconds: int
    keep_url: str


class Frame(NamedTuple):
    """What a page shows around itself."""

    nav_items: tuple[NavItem, ...] = ()
    account: AccountBox | None = None
    session_notice: SessionNotice | None = None
    footer_items: tuple[NavItem, ...] = ()
