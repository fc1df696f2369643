"""Messages by mail: one connection a message, always over TLS that is verified, as plain text.

The `Message-ID` is made of the message's key, so that a mailbox knows it again. What the server refuses for good (its
answers from 500 on) is refused; everything else, silence too, is to be sent again under the same key.
"""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import formatdate
from pathlib import Path
from smtplib import (
    SMTP,
    SMTPConnectError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from urllib.parse import urlsplit

from portal.adapters.timed_line import line_to
from portal.domain.messages import MessageNotTaken, MessageRefused, OutgoingMessage
from portal.wording.messages import mail_subject, mail_text

SECONDS = 30.0
"""How long the whole conversation may take, all its dozen answers; far less than a worker's lease."""
OF_THE_SUBMISSION, OF_THE_SECURE_SUBMISSION = 587, 465


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where it is, who we are to it, and who the mail is from.

    `url` is `smtp://…`, where TLS begins after the greeting, or `smtps://…`, where it begins at once. Where
    `authorities` names a file, only what is in it vouches for the server.
    """

    url: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    authorities: Path | None = None
    seconds: float = SECONDS

    def send(self, message: OutgoingMessage) -> None:
        """Hand one message over; raises `MessageRefused` or `MessageNotTaken`."""
        try:
            with self._opened() as server:
                server.sendmail(self.sender, [message.address], self._mail(message).as_bytes())
        except SMTPRecipientsRefused as refused:
            [(code, _words)] = refused.recipients.values()
            raise _fault_of(code) from None
        except SMTPConnectError as fault:
            raise _not_answered(fault) from None
        except SMTPResponseException as refused:
            raise _fault_of(refused.smtp_code) from None
        except OSError as fault:
            raise _not_answered(fault) from None

    def greeting(self) -> str:
        """What keeps it from taking anything, in the word of a fault; empty where it lets us in."""
        try:
            with self._opened():
                return ""
        except MessageNotTaken as fault:
            return fault.code
        except OSError as fault:
            return _not_answered(fault).code

    @property
    def _domain(self) -> str:
        """Who greets: asked of no name server, which might take its time."""
        return self.sender.rpartition("@")[2]

    @contextmanager
    def _opened(self) -> Iterator[SMTP]:
        """A connection over which the server knows us."""
        parts = urlsplit(self.url)
        host, is_secure = parts.hostname or "", parts.scheme == "smtps"
        port = parts.port or (OF_THE_SECURE_SUBMISSION if is_secure else OF_THE_SUBMISSION)
        with line_to(host, port, self.seconds) as line:
            try:
                server = self._let_in(line, host, port, is_secure)
            except SMTPResponseException as refused:  # or half a word, where the line was cut: `line_to` knows
                raise SMTPConnectError(refused.smtp_code, refused.smtp_error) from None
            try:
                yield server
            finally:
                _left(server)

    def _let_in(self, line: socket.socket, host: str, port: int, is_secure: bool) -> SMTP:
        trust = ssl.create_default_context(cafile=self.authorities)
        begun = trust.wrap_socket(line, server_hostname=host) if is_secure else line
        server = _Conversation(begun, host, port, self._domain)
        try:
            if not is_secure:
                server.starttls(context=trust)
            self._log_in(server)
        except BaseException:
            server.close()
            raise
        return server

    def _log_in(self, server: SMTP) -> None:
        try:
            if self.user:
                server.login(self.user, self.password)
        except SMTPServerDisconnected:
            raise
        except SMTPException:  # a wrong password, or none of the ways to say one
            raise MessageNotTaken("mail_not_let_in") from None

    def _mail(self, message: OutgoingMessage) -> EmailMessage:
        mail = EmailMessage(policy=WIRE)
        mail.set_content(mail_text(message.text, message.language))
        mail["From"], mail["To"] = self.sender, message.address
        mail["Subject"] = mail_subject(message.kind, message.language)
        mail["Date"] = formatdate()
        mail["Message-ID"] = f"<{message.key}@{self._domain}>"
        mail["Auto-Submitted"] = "auto-generated"  # no absence note answers it (RFC 3834)
        mail["Content-Language"] = message.language
        return mail


class _Conversation(SMTP):
    """One over a line that is open already."""

    def __init__(self, line: socket.socket, host: str, port: int, greets_as: str) -> None:
        self._line = line
        super().__init__(host, port, greets_as)

    def _get_socket(self, *_where: object) -> socket.socket:
        return self._line


def _fault_of(code: int) -> MessageRefused:
    return MessageRefused("mail_refused") if code >= 500 else MessageNotTaken("mail_busy")


def _not_answered(fault: OSError) -> MessageNotTaken:
    """Why the server did not take it, or nobody knows whether it did."""
    if isinstance(fault, SMTPConnectError):
        return MessageNotTaken("mail_busy")
    if isinstance(fault, (ssl.SSLError, SMTPNotSupportedError)):
        return MessageNotTaken("mail_without_tls")
    return MessageNotTaken("mail_silent" if isinstance(fault, TimeoutError) else "mail_unreachable")


def _left(server: SMTP) -> None:
    """Say goodbye; whatever it answers, what it took it has taken."""
    with suppress(SMTPException, OSError):
        server.quit()
    server.close()
