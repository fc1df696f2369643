"""Messages by mail: one connection a message, always over TLS that is verified, as plain text.

The `Message-ID` is made of the message's key, so that a mailbox knows it again. What the server refuses for good (its
answers from 500 on) is refused; everything else, silence too, is to be sent again under the same key.
"""

import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import formatdate
from pathlib import Path
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from urllib.parse import urlsplit

from portal.domain.messages import MessageNotTaken, MessageRefused, OutgoingMessage
from portal.wording.messages import mail_subject, mail_text

SECONDS = 8.0
"""How long the server may be silent at each of its dozen answers; together less than a worker's lease."""
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
        server = self._opened()
        try:
            server.sendmail(self.sender, [message.address], self._mail(message).as_bytes())
        except SMTPRecipientsRefused as refused:
            [(code, _words)] = refused.recipients.values()
            raise _fault_of(code) from None
        except SMTPResponseException as refused:
            raise _fault_of(refused.smtp_code) from None
        except OSError as fault:
            raise _not_answered(fault) from None
        finally:
            _left(server)

    def greeting(self) -> str:
        """What keeps it from taking anything, in the word of a fault; empty where it lets us in."""
        try:
            _left(self._opened())
        except MessageNotTaken as fault:
            return fault.code
        return ""

    @property
    def _domain(self) -> str:
        """Who greets: asked of no name server, which might take its time."""
        return self.sender.rpartition("@")[2]

    def _opened(self) -> SMTP:
        """A connection over which the server knows us."""
        parts = urlsplit(self.url)
        try:
            trust = ssl.create_default_context(cafile=self.authorities)
            if parts.scheme == "smtps":
                port = parts.port or OF_THE_SECURE_SUBMISSION
                server: SMTP = SMTP_SSL(parts.hostname or "", port, self._domain, timeout=self.seconds, context=trust)
            else:
                port = parts.port or OF_THE_SUBMISSION
                server = SMTP(parts.hostname or "", port, self._domain, timeout=self.seconds)
        except OSError as fault:
            raise _not_answered(fault) from None
        try:
            if parts.scheme != "smtps":
                server.starttls(context=trust)
            self._log_in(server)
        except OSError as fault:
            server.close()
            raise _not_answered(fault) from None
        except MessageNotTaken:
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


def _fault_of(code: int) -> MessageRefused:
    return MessageRefused("mail_refused") if code >= 500 else MessageNotTaken("mail_busy")


def _not_answered(fault: OSError) -> MessageNotTaken:
    """Why the server did not take it, or nobody knows whether it did."""
    if isinstance(fault, (ssl.SSLError, SMTPNotSupportedError)):
        return MessageNotTaken("mail_without_tls")
    if isinstance(fault, SMTPServerDisconnected) and isinstance(fault.__context__, TimeoutError):
        return MessageNotTaken("mail_silent")
    if isinstance(fault, SMTPResponseException):
        return MessageNotTaken("mail_busy")
    return MessageNotTaken("mail_silent" if isinstance(fault, TimeoutError) else "mail_unreachable")


def _left(server: SMTP) -> None:
    """Say goodbye; whatever it answers, what it took it has taken."""
    with suppress(SMTPException, OSError):
        server.quit()
    server.close()
