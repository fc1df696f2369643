"""An e-mail address as a Chinese keyboard gives it is one that a mail server takes, and nothing else is."""

import pytest

from portal.domain import spelling


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("li.lei@example.com", "li.lei@example.com"),
        ("Li.Lei＠Example。COM", "Li.Lei@example.com"),
        (" li lei @ example.com\u200b", "lilei@example.com"),
        ("ＬＩ@ＥＸＡＭＰＬＥ.com", "LI@example.com"),
        ("a@b@Example.com", "a@b@example.com"),
        ("example.COM", "example.com"),
    ],
)
def test_an_address_is_kept_as_mail_servers_write_it(typed: str, kept: str) -> None:
    assert spelling.mailbox(typed) == kept
    assert spelling.mailbox(kept) == kept


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("li.lei@example.com", True),
        ("li+portal_1%x-y@mail.example.com", True),
        ("li@a-b.example.com", True),
        ("li@example", False),
        ("li..lei@example.com", False),
        (".li@example.com", False),
        ("li@-example.com", False),
        ("li@example-.com", False),
        ("li@exam_ple.com", False),
        ("李雷@example.com", False),
        ("a@b@example.com", False),
        ("li@example.c", False),
        (f"{'a' * 242}@example.com", True),
        (f"{'a' * 243}@example.com", False),
    ],
)
def test_what_any_mail_server_takes(address: str, is_one: bool) -> None:
    assert spelling.is_mailbox(address) is is_one
