"""How single settings are read: a value that cannot be meant is a `SettingsFault` that names its variable."""

from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path


class SettingsFault(ValueError):
    """A `PORTAL_*` variable holds something that cannot be meant; the message names it and says what to write."""


def path_in(given: Mapping[str, str], name: str) -> Path | None:
    """The whole path of a folder or file, where one is named."""
    return Path(given[name]).resolve() if given.get(name) else None


def address_in(given: Mapping[str, str], name: str) -> str | None:
    """One address of a machine."""
    if not (text := given.get(name)):
        return None
    try:
        return str(ip_address(text))
    except ValueError as fault:
        raise SettingsFault(f"{name}: {text!r} is not one address like 127.0.0.1") from fault


def count_in(given: Mapping[str, str], name: str, standard: int) -> int:
    """A whole number from 1."""
    text = given.get(name) or str(standard)
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 100_000):
        raise SettingsFault(f"{name}: {text!r} is not a whole number from 1 to 99999")
    return int(text)


def port_in(given: Mapping[str, str], name: str) -> int | None:
    """A port, where one is named."""
    if not (text := given.get(name)):
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 65_535):
        raise SettingsFault(f"{name}: {text!r} is not a port, a whole number from 1 to 65535")
    return int(text)


def yes_in(given: Mapping[str, str], name: str) -> bool:
    """Whether it is said to be so."""
    text = given.get(name, "").lower()
    if text not in {"", "0", "1", "no", "yes", "false", "true"}:
        raise SettingsFault(f"{name}: {text!r} is neither 1 (yes) nor 0 (no)")
    return text in {"1", "yes", "true"}
