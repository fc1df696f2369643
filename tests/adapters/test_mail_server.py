"""Messages by mail, against a server that is really served, over TLS, and behaves as badly as one can."""

import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from portal.adapters.mail_server import MailServer
from portal.domain.messages import MessageKind, MessageNotTaken, MessageRefused, OutgoingMessage
from tests.gateways import dripping
from tests.mail_servers import PASSWORD, PATIENCE, SENDER, SILENCE, USER, Post, serving_mail

TEXT = "异地就医备案 3708 已经办好。从哪天起有效：https://portal.example/m/x"
MESSAGE = OutgoingMessage("k" * 32, "wang@example.cn", MessageKind.APPROVED, "zh", {"number": "3708"}, TEXT)


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_mail_is_plain_text_that_says_who_sent_it_and_no_more_than_the_message(scheme: str) -> None:
    post = Post()
    with serving_mail(post, scheme) as server:
        server.send(MESSAGE)
    [mail] = post.mails
    assert (mail["From"], mail["To"], mail["Subject"]) == (SENDER, "wang@example.cn", "异地就医备案有了变化")
    assert (mail["Message-ID"], mail["Auto-Submitted"]) == (f"<{'k' * 32}@example.cn>", "auto-generated")
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().splitlines()[0] == TEXT
    assert post.logins == {(USER.encode(), PASSWORD.encode())}


def test_a_mail_is_in_the_readers_language() -> None:
    post = Post()
    with serving_mail(post) as server:
        server.send(replace(MESSAGE, language="en"))
    [mail] = post.mails
    assert mail["Content-Language"] == "en"
    assert mail["Subject"].isascii()


@pytest.mark.parametrize("code", ["421", "451", "452"])
def test_what_is_to_be_sent_again_is_not_taken(code: str) -> None:
    with serving_mail(Post(lambda: code)) as server, pytest.raises(MessageNotTaken, match="mail_busy"):
        server.send(MESSAGE)


@pytest.mark.parametrize("code", ["550", "554"])
def test_what_is_refused_is_refused_for_good(code: str) -> None:
    with serving_mail(Post(lambda: code)) as server, pytest.raises(MessageRefused, match="mail_refused") as refused:
        server.send(MESSAGE)
    assert not isinstance(refused.value, MessageNotTaken)


def test_an_address_that_the_server_does_not_know_is_refused() -> None:
    class Strict(Post):
        async def handle_RCPT(self, *_given: object) -> str:  # noqa: N802
            return "550 no such mailbox"

    with serving_mail(Strict()) as server, pytest.raises(MessageRefused, match="mail_refused"):
        server.send(MESSAGE)


@pytest.mark.parametrize(("mood", "code"), [("hangs", "mail_silent"), ("dies_having_taken", "mail_unreachable")])
def test_no_answer_is_not_taken(mood: str, code: str) -> None:
    seconds = SILENCE if mood == "hangs" else PATIENCE
    with serving_mail(Post(lambda: mood), seconds=seconds) as server, pytest.raises(MessageNotTaken, match=code):
        server.send(MESSAGE)


def test_two_answers_are_one_mail() -> None:
    post = Post(lambda: "answers_twice")
    with serving_mail(post) as server:
        server.send(MESSAGE)
        server.send(MESSAGE)
    assert post.delivered == {"k" * 32: 1}


def test_nothing_goes_without_tls_or_to_whom_nobody_vouches_for() -> None:
    post = Post()
    with serving_mail(post, "plain") as server, pytest.raises(MessageNotTaken, match="mail_without_tls"):
        server.send(MESSAGE)
    with serving_mail(post) as server:
        stranger = replace(server, authorities=None)
        assert stranger.greeting() == "mail_without_tls"
    assert (post.mails, post.logins) == ([], set())


def test_a_greeting_says_what_keeps_us_out_and_sends_nothing() -> None:
    post = Post()
    with serving_mail(post) as server:
        assert server.greeting() == ""
        assert replace(server, password="wrong").greeting() == "mail_not_let_in"
    assert server.greeting() == "mail_unreachable"
    assert post.mails == []


def test_a_server_that_accepts_and_says_nothing_is_silent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"smtp://127.0.0.1:{mute.getsockname()[1]}"
        assert MailServer(url, SENDER, seconds=0.2).greeting() == "mail_silent"


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_that_drips_is_given_up_in_time(scheme: str) -> None:
    """A greeting of many lines, or what TLS takes for the beginning of a record."""
    greeting = b"\x16\x03\x03\x3f\xff" + b"." * 3000 if scheme == "smtps" else b"220-slow\r\n" * 300 + b"220 slow\r\n"
    with dripping(greeting) as port, pytest.raises(MessageNotTaken, match="mail_silent"):
        MailServer(f"{scheme}://127.0.0.1:{port}", SENDER, seconds=SILENCE).send(MESSAGE)


def test_a_server_that_stops_within_a_word_is_silent_and_not_busy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as stopping, ThreadPoolExecutor() as beside:
        begun = beside.submit(_answer_half, stopping)
        url = f"smtp://127.0.0.1:{stopping.getsockname()[1]}"
        assert MailServer(url, SENDER, seconds=SILENCE).greeting() == "mail_silent"
        begun.result().close()


def _answer_half(server: socket.socket) -> socket.socket:
    line, _address = server.accept()
    line.sendall(b"22")
    return line


def test_the_password_stands_in_no_representation() -> None:
    assert "secret" not in repr(MailServer("smtps://x.example", SENDER, USER, "secret", Path("/x")))
