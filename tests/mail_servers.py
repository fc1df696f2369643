"""A mail server as it may be: it hangs, refuses, answers twice, forgets, or dies after accepting; with real TLS."""

import asyncio
import random
import socket
import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from ipaddress import IPv4Address
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from portal.adapters.mail_server import MailServer

SENDER, USER, PASSWORD = "portal@example.cn", "portal", "secret-password"
PATIENCE, SILENCE = 60.0, 0.5
"""How long our side waits for an answer: that comes, on a busy machine too, and that never comes."""
MOODS = (*["takes"] * 5, "451", "hangs", "hangs_having_taken", "dies", "dies_having_taken", "answers_twice")


@dataclass
class Post:
    """What one server was given: `mood` says how it takes the next; one that `forgets` does not know an id again."""

    mood: Callable[[], str] = lambda: "takes"
    forgets: bool = False
    mails: list[EmailMessage] = field(default_factory=list)
    logins: set[tuple[bytes, bytes]] = field(default_factory=set)
    delivered: "Counter[str]" = field(default_factory=Counter)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 (the name it is found by)
        """Take one mail, in the mood the server is in."""
        mail = message_from_bytes(bytes(envelope.content or b""), policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        mood = self.mood()
        if mood.isdigit():
            return f"{mood} not now"
        if mood not in ("hangs", "dies"):
            self._take(mail["Message-ID"].partition("@")[0].removeprefix("<"))
        while mood.startswith("hangs") and not server.transport.is_closing():  # until our side has gone
            await asyncio.sleep(SILENCE / 10)
        if mood.startswith(("hangs", "dies")):
            server.transport.abort()
        return "250 OK\r\n250 OK" if mood == "answers_twice" else "250 OK"

    def _take(self, key: str) -> None:
        if key not in self.delivered or self.forgets:
            self.delivered[key] += 1

    def admits(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, login: Any) -> AuthResult:
        """Whether it is us."""
        assert isinstance(login, LoginPassword)
        self.logins.add((login.login, login.password))
        return AuthResult(success=login.password == PASSWORD.encode(), handled=False)


@cache
def authority() -> tuple[bytes, bytes]:
    """A certificate of 127.0.0.1 that vouches for itself, and its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    kept = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM), kept


@contextmanager
def serving_mail(post: Post, scheme: str = "smtp", seconds: float = PATIENCE) -> Iterator[MailServer]:
    """The server on a port of its own, as our side knows it; `plain` speaks no TLS at all."""
    with TemporaryDirectory() as folder:
        certificate, key = Path(folder) / "mail.crt", Path(folder) / "mail.key"
        certificate.write_bytes(authority()[0])
        key.write_bytes(authority()[1])
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key)
        secured: dict[str, Any] = {"smtp": {"tls_context": context, "require_starttls": True}, "plain": {}}.get(
            scheme, {"ssl_context": context}
        )
        begins_with_tls = {"auth_require_tls": False} if scheme == "smtps" else {"auth_required": True}
        login = {} if scheme == "plain" else {"authenticator": post.admits, **begins_with_tls}
        controller = Controller(post, "127.0.0.1", _free_port(), server_hostname="mail.example.cn", **secured, **login)
        controller.start()
        url = f"{'smtp' if scheme == 'plain' else scheme}://127.0.0.1:{controller.port}"
        try:
            yield MailServer(url, SENDER, USER, PASSWORD, certificate, seconds)
        finally:
            controller.stop()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def moody(seed: int) -> Callable[[], str]:
    """Any of its moods each time, from a fixed seed; a mail comes through in the end."""
    dice = random.Random(seed)
    return lambda: dice.choice(MOODS)
