"""Messages by a gateway over HTTP: one request a message, with the gateway's own number of a template.

The answer's status alone counts: 2xx took it, 409 took it before under the same key, 408, 425, 429 and 5xx are to be
sent again, everything else is refused for good. What was not answered is sent again under the same key.
"""

import json
import ssl
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from portal.adapters.timed_line import line_to
from portal.domain.messages import MessageNotTaken, MessageRefused, OutgoingMessage

SECONDS = 10.0
"""How long the whole exchange may take; far less than a worker's lease."""
TAKEN_BEFORE = 409
TO_BE_SENT_AGAIN = (408, 425, 429)


@dataclass(frozen=True, slots=True)
class SmsGateway:
    """Where the gateway is, and how it knows us and our words."""

    url: str
    key: str = field(repr=False)
    signature: str
    templates: Mapping[str, str]
    seconds: float = SECONDS

    def send(self, message: OutgoingMessage) -> None:
        """Hand one message over; raises `MessageRefused` or `MessageNotTaken`."""
        body = json.dumps(self._body(message), ensure_ascii=False).encode()
        status = self._answered("POST", body, {"Idempotency-Key": message.key})
        if 200 <= status < 300 or status == TAKEN_BEFORE:
            return
        if status in TO_BE_SENT_AGAIN or status >= 500:
            raise MessageNotTaken("busy")
        raise MessageRefused("refused")

    def greeting(self) -> int | None:
        """The status with which it answers a question that sends nothing; None where nothing answers."""
        try:
            return self._answered("OPTIONS", b"", {})
        except MessageNotTaken:
            return None

    def _body(self, message: OutgoingMessage) -> dict[str, str | Mapping[str, str]]:
        template = self.templates.get(f"{message.kind}.{message.language}") or self.templates.get(message.kind)
        if template is None:
            raise MessageRefused("no_template")
        return {
            "key": message.key,
            "phone": message.address,
            "signature": self.signature,
            "template": template,
            "parameters": message.values,
            "text": message.text,
        }

    def _answered(self, method: str, body: bytes, more: Mapping[str, str]) -> int:
        """The status of the answer; no redirect is followed, for that would hand the key to somebody else."""
        parts = urlsplit(self.url)
        host, is_secure = parts.hostname or "", parts.scheme == "https"
        connection = HTTPSConnection(host, parts.port) if is_secure else HTTPConnection(host, parts.port)
        path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        headers = {
            "Authorization": f"Bearer {self.key}",
            "Content-Type": "application/json; charset=utf-8",
            **more,
        }
        try:
            with line_to(host, connection.port, self.seconds) as line, closing(connection):
                connection.sock = (
                    ssl.create_default_context().wrap_socket(line, server_hostname=host) if is_secure else line
                )
                connection.request(method, path, body, headers)
                return connection.getresponse().status
        except TimeoutError as fault:
            raise MessageNotTaken("silent") from fault
        except (OSError, HTTPException) as fault:
            raise MessageNotTaken("unreachable") from fault
