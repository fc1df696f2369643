"""Settings of what carries messages: all of one channel, or nothing of it."""

import re
from collections.abc import Mapping
from datetime import time
from ipaddress import ip_address
from urllib.parse import urlsplit

from portal.adapters.mail_server import MailServer
from portal.adapters.sms_gateway import SmsGateway
from portal.domain.messages import DailyCap, MessageKind
from portal.domain.quiet_hours import NO_QUIET_HOURS, QuietHours
from portal.domain.reminders import ReminderDays
from portal.domain.spelling import is_mailbox
from portal.settings_reading import SettingsFault, count_in, path_in
from portal.wording.translation import languages

_HOURS = re.compile(r"((?:[01][0-9]|2[0-3]):[0-5][0-9])-((?:[01][0-9]|2[0-3]):[0-5][0-9])")
OF_THE_MAIL_SERVER = (
    "PORTAL_SMTP_URL",
    "PORTAL_SMTP_FROM",
    "PORTAL_SMTP_USER",
    "PORTAL_SMTP_PASSWORD",
    "PORTAL_SMTP_CA",
)
OF_THE_GATEWAY = ("PORTAL_SMS_URL", "PORTAL_SMS_KEY", "PORTAL_SMS_SIGNATURE", "PORTAL_SMS_TEMPLATES")


def sms_gateway_in(given: Mapping[str, str]) -> SmsGateway | None:
    """The gateway, or none where nothing of it is set."""
    if not any(given.get(name) for name in OF_THE_GATEWAY):
        return None
    if missing := [name for name in OF_THE_GATEWAY if not given.get(name)]:
        raise SettingsFault(f"{missing[0]}: is needed too where any of {', '.join(OF_THE_GATEWAY)} is set")
    url, key, signature, templates = (given[name] for name in OF_THE_GATEWAY)
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingsFault("PORTAL_SMS_URL: is not an address like https://sms.example.cn/send")
    if parts.scheme == "http" and not _is_this_machine(parts.hostname):
        raise SettingsFault("PORTAL_SMS_URL: sends the key, telephones and codes without TLS; use https://")
    if not (key.isascii() and key.isprintable()):
        raise SettingsFault("PORTAL_SMS_KEY: holds signs that no gateway's key has")
    return SmsGateway(url, key, signature, _templates(templates))


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def mail_server_in(given: Mapping[str, str]) -> MailServer | None:
    """The mail server, or none where nothing of it is set; who we are to it is its name and password, or neither."""
    if not any(given.get(name) for name in OF_THE_MAIL_SERVER):
        return None
    pairs = (("PORTAL_SMTP_URL", "PORTAL_SMTP_FROM"), ("PORTAL_SMTP_USER", "PORTAL_SMTP_PASSWORD"))
    needed = [name for pair in pairs for name in pair if pair is pairs[0] or any(map(given.get, pair))]
    if missing := [name for name in needed if not given.get(name)]:
        raise SettingsFault(f"{missing[0]}: is needed too where any of {', '.join(OF_THE_MAIL_SERVER)} is set")
    url, sender = given["PORTAL_SMTP_URL"], given["PORTAL_SMTP_FROM"]
    if not _is_address_of_mail(url):
        raise SettingsFault(
            "PORTAL_SMTP_URL: is not an address like smtps://mail.example.cn or smtp://mail.example.cn:587"
        )
    if not is_mailbox(sender):
        raise SettingsFault(f"PORTAL_SMTP_FROM: {sender!r} is not an address like portal@example.cn")
    authorities = path_in(given, "PORTAL_SMTP_CA")
    if authorities is not None and not authorities.is_file():
        raise SettingsFault(f"PORTAL_SMTP_CA: {authorities} is not a file of certificates")
    return MailServer(
        url, sender, given.get("PORTAL_SMTP_USER", ""), given.get("PORTAL_SMTP_PASSWORD", ""), authorities
    )


def _is_address_of_mail(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"smtp", "smtps"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is none
        return False


def daily_cap_in(given: Mapping[str, str]) -> DailyCap:
    """How many messages a day go to one telephone or mailbox, and in all, and how many codes."""
    usual = DailyCap()
    return DailyCap(
        count_in(given, "PORTAL_MESSAGES_A_DAY", usual.to_one),
        count_in(given, "PORTAL_MESSAGES_A_DAY_IN_ALL", usual.in_all),
        count_in(given, "PORTAL_CODES_A_DAY_IN_ALL", usual.codes_in_all),
    )


def reminder_days_in(given: Mapping[str, str]) -> ReminderDays:
    """How long before their days people are reminded; of which nothing is set, of that nobody is."""
    names = ("PORTAL_REMIND_PLEDGE_DAYS", "PORTAL_REMIND_END_DAYS")
    return ReminderDays(*(count_in(given, name, 0) if given.get(name) else None for name in names))


def quiet_hours_in(given: Mapping[str, str]) -> QuietHours:
    """The hours in which nobody is written to: the night unless others are named, or none."""
    text = given.get("PORTAL_QUIET_HOURS", "")
    if not text:
        return QuietHours()
    if text == "none":
        return NO_QUIET_HOURS
    hours = _HOURS.fullmatch(text)
    if hours is None:
        raise SettingsFault(f"PORTAL_QUIET_HOURS: {text!r} is neither like 21:00-08:00 nor none")
    return QuietHours(time.fromisoformat(hours[1]), time.fromisoformat(hours[2]))


def _templates(text: str) -> Mapping[str, str]:
    """`approved=SMS_1 approved.en=SMS_2 …`, separated by blanks or commas."""
    known = {f"{kind}{end}" for kind in MessageKind for end in ("", *(f".{each}" for each in languages()))}
    found = {}
    for pair in text.replace(",", " ").split():
        name, _sign, number = pair.partition("=")
        if name not in known or not number:
            raise SettingsFault(f"PORTAL_SMS_TEMPLATES: {pair!r} is not like approved=SMS_1; {_choice()}")
        found[name] = number
    return found


def _choice() -> str:
    return f"known are {', '.join(MessageKind)}, each also with .en behind it"
