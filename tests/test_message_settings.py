"""Settings of what carries messages: all of it or nothing, each fault under the name of its variable, no key said."""

from datetime import time

import pytest

from portal.config import Settings
from portal.domain.messages import DailyCap
from portal.domain.quiet_hours import NO_QUIET_HOURS, QuietHours
from portal.domain.reminders import ReminderDays
from portal.settings_reading import SettingsFault

GATEWAY = {
    "PORTAL_SMS_URL": "https://sms.example.cn/send",
    "PORTAL_SMS_KEY": "top-secret",
    "PORTAL_SMS_SIGNATURE": "异地就医",
    "PORTAL_SMS_TEMPLATES": "approved=SMS_1, approved.en=SMS_2 submitted=SMS_3",
}


def test_without_settings_there_is_no_gateway() -> None:
    assert Settings.from_environment({}).sms_gateway is None


def test_a_gateway_is_read_with_its_templates() -> None:
    gateway = Settings.from_environment(GATEWAY).sms_gateway
    assert gateway is not None
    assert (gateway.url, gateway.key, gateway.signature) == ("https://sms.example.cn/send", "top-secret", "异地就医")
    assert gateway.templates == {"approved": "SMS_1", "approved.en": "SMS_2", "submitted": "SMS_3"}


@pytest.mark.parametrize("name", GATEWAY)
def test_half_a_gateway_is_refused_by_the_name_of_what_lacks(name: str) -> None:
    with pytest.raises(SettingsFault, match=f"^{name}: "):
        Settings.from_environment({key: value for key, value in GATEWAY.items() if key != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_SMS_URL", "sms.example.cn"),
        ("PORTAL_SMS_URL", "ftp://sms.example.cn"),
        ("PORTAL_SMS_URL", "http://sms.example.cn/send"),
        ("PORTAL_SMS_URL", "http://10.0.0.8/send"),
        ("PORTAL_SMS_KEY", "秘密"),
        ("PORTAL_SMS_TEMPLATES", "approved"),
        ("PORTAL_SMS_TEMPLATES", "approved="),
        ("PORTAL_SMS_TEMPLATES", "married=SMS_1"),
    ],
)
def test_a_value_that_cannot_be_meant_is_named_and_no_key_is_said(name: str, value: str) -> None:
    with pytest.raises(SettingsFault, match=f"^{name}: ") as fault:
        Settings.from_environment({**GATEWAY, name: value})
    assert "秘密" not in str(fault.value)
    assert "top-secret" not in str(fault.value)


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "[::1]:8080", "localhost"])
def test_without_tls_a_gateway_is_spoken_to_on_this_machine_alone(host: str) -> None:
    gateway = Settings.from_environment({**GATEWAY, "PORTAL_SMS_URL": f"http://{host}/send"}).sms_gateway
    assert gateway is not None


MAIL = {
    "PORTAL_SMTP_URL": "smtps://mail.example.cn",
    "PORTAL_SMTP_FROM": "portal@example.cn",
    "PORTAL_SMTP_USER": "portal",
    "PORTAL_SMTP_PASSWORD": "top-secret",
}


def test_a_mail_server_is_read_with_or_without_a_login() -> None:
    assert Settings.from_environment({}).mail_server is None
    server = Settings.from_environment(MAIL).mail_server
    assert server is not None
    assert (server.url, server.sender, server.user, server.password) == tuple(MAIL.values())
    open_one = {name: MAIL[name] for name in ("PORTAL_SMTP_URL", "PORTAL_SMTP_FROM")}
    assert Settings.from_environment(open_one).mail_server is not None


@pytest.mark.parametrize("name", MAIL)
def test_half_a_mail_server_is_refused_by_the_name_of_what_lacks(name: str) -> None:
    with pytest.raises(SettingsFault, match=f"^{name}: "):
        Settings.from_environment({key: value for key, value in MAIL.items() if key != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_SMTP_URL", "mail.example.cn"),
        ("PORTAL_SMTP_URL", "https://mail.example.cn"),
        ("PORTAL_SMTP_URL", "smtp://mail.example.cn:post"),
        ("PORTAL_SMTP_FROM", "portal"),
        ("PORTAL_SMTP_CA", "/nowhere/at/all.crt"),
    ],
)
def test_no_mail_server_is_made_of_what_cannot_be_meant(name: str, value: str) -> None:
    with pytest.raises(SettingsFault, match=f"^{name}: "):
        Settings.from_environment({**MAIL, name: value})


def test_a_days_cap_is_read_for_one_and_for_all() -> None:
    assert Settings.from_environment({}).daily_cap == DailyCap(10, 20_000, 2_000)
    given = {"PORTAL_MESSAGES_A_DAY": "3", "PORTAL_MESSAGES_A_DAY_IN_ALL": "500", "PORTAL_CODES_A_DAY_IN_ALL": "70"}
    assert Settings.from_environment(given).daily_cap == DailyCap(3, 500, 70)
    with pytest.raises(SettingsFault, match=r"^PORTAL_MESSAGES_A_DAY: "):
        Settings.from_environment({"PORTAL_MESSAGES_A_DAY": "none"})


def test_people_are_reminded_so_many_days_before_where_that_is_set() -> None:
    assert Settings.from_environment({}).reminder_days == ReminderDays(None, None)
    given = {"PORTAL_REMIND_PLEDGE_DAYS": "7", "PORTAL_REMIND_END_DAYS": "30"}
    assert Settings.from_environment(given).reminder_days == ReminderDays(7, 30)
    with pytest.raises(SettingsFault, match=r"^PORTAL_REMIND_END_DAYS: "):
        Settings.from_environment({"PORTAL_REMIND_END_DAYS": "0"})


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("", QuietHours(time(21), time(8))),
        ("22:30-06:15", QuietHours(time(22, 30), time(6, 15))),
        ("none", NO_QUIET_HOURS),
    ],
)
def test_quiet_hours_are_the_night_unless_others_are_named(text: str, hours: QuietHours) -> None:
    assert Settings.from_environment({"PORTAL_QUIET_HOURS": text}).quiet_hours == hours


@pytest.mark.parametrize("text", ["21-8", "24:00-08:00", "21:00", "never", "21:00-08:60"])
def test_hours_that_are_none_are_named(text: str) -> None:
    with pytest.raises(SettingsFault, match=r"^PORTAL_QUIET_HOURS: "):
        Settings.from_environment({"PORTAL_QUIET_HOURS": text})
