"""The server: waitress, which reads slow requests in one loop before a thread takes them, and stops by finishing.

Measured against granian and gunicorn (bench/README.md): requests for each second of CPU differ little, for the page is
what costs; but two hundred slow clients shut out every server that gives each of them a worker or a thread.
"""

import resource
import signal
import socket
import sys
import time
from io import BufferedRandom
from types import FrameType

from flask import Flask
from waitress import wasyncore
from waitress.buffers import TempfileBasedBuffer
from waitress.channel import HTTPChannel
from waitress.server import create_server

from portal.adapters.proxy_sighting import ProxySighting
from portal.adapters.scratch_file import scratch_file
from portal.cli.forwarding import ProxyWatch
from portal.cli.server_processes import MAKE_WAY

THREADS = 14
"""Most of them only wait for the checker: a few forms with files (`portal.web.uploads.SEATS`), and the six pictures
that a browser asks for at once (`portal.web.downloads.PICTURE_SEATS`); four are left for pages, whatever the checker
does, and as many as there are find a connection to the database."""
SHORTEST_TURN = 0.001
"""Seconds a thread works before one that waits may go on; at Python's own 5 ms a page waits that long at each statement
beside a large body that is being read (bench/README.md)."""
READ_AT_ONCE = 64 * 1024
"""Bytes of a body that are read before others are looked at. At waitress's own 8 KiB a photograph of 5 MB takes 42 ms
of the processor to receive, at this 31, and at four times as much no less."""
CONNECTIONS = 2000
"""How many may be connected at once; waitress's own 100 is less than one waiting room's telephones."""
FILES_BESIDES = 200
"""Open files for other things: the database, papers, logs; and a body being received may need one more."""
HALF_SENT_GRACE = 3.0
"""Seconds a request half sent has to come whole when all end; who is renewed waits for it as long as for any answer."""
LONGEST_GOODBYE = 30.0
_LAST_LOOKS = 20


def bound(host: str, port: int) -> socket.socket:
    """Listens there from now on; raises `OSError` when the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=1024)


class Listener:
    """Takes requests from a listening socket, which others may share, until told to stop; then takes nothing new,
    finishes what it has, and ends.
    """

    def __init__(
        self, app: Flask, listening: socket.socket, trusted_proxy: str | None, sighting: ProxySighting
    ) -> None:
        proxy = (
            {
                "trusted_proxy": trusted_proxy,
                "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"},
            }
            if trusted_proxy
            else {}
        )
        self._server = create_server(
            app,
            sockets=[listening],
            threads=THREADS,
            recv_bytes=READ_AT_ONCE,
            connection_limit=_connections(),
            asyncore_use_poll=True,  # select() knows no file beyond the thousandth
            clear_untrusted_proxy_headers=True,
            ident=None,
            **proxy,
        )
        TempfileBasedBuffer.newfile = _encrypted_file  # waitress has no setting for where a large body waits
        self._server.application = ProxyWatch(self._server.application, trusted_proxy, sighting)
        self._is_stopping = False
        self._half_sent_grace = HALF_SENT_GRACE

    def run(self) -> None:
        """Serve until `stop`, then say goodbye to everybody."""
        sys.setswitchinterval(SHORTEST_TURN)
        while not self._is_stopping:
            self._turn(1.0)
        self._say_goodbye()

    def stop(self, half_sent_grace: float) -> None:
        """Stop soon; may be called from a signal handler or another thread."""
        self._half_sent_grace = half_sent_grace
        self._is_stopping = True
        self._server.pull_trigger()

    def stop_on_signals(self) -> None:
        """SIGTERM from the service manager, SIGINT from a keyboard, `MAKE_WAY` when a successor is there."""

        def end(_number: int, _frame: FrameType | None) -> None:
            self.stop(half_sent_grace=HALF_SENT_GRACE)

        def make_way(_number: int, _frame: FrameType | None) -> None:
            self.stop(half_sent_grace=LONGEST_GOODBYE)

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, end)
        signal.signal(MAKE_WAY, make_way)

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, map=self._server._map, use_poll=True, count=1)

    def _say_goodbye(self) -> None:
        begun = time.monotonic()
        for _ in range(_LAST_LOOKS):
            self._turn(0)  # whoever knocked before we were told to stop is still let in, and what they sent is read
        wasyncore.dispatcher.close(self._server)  # the listening socket alone: whoever comes now is refused
        while self._server.active_channels and (spent := time.monotonic() - begun) < LONGEST_GOODBYE:
            for channel in list(self._server.active_channels.values()):
                if not _has_work(channel, is_in_time=spent < self._half_sent_grace):
                    channel.will_close = True
            self._turn(0.05)
        self._server.task_dispatcher.shutdown(timeout=1)
        wasyncore.close_all(self._server._map)


def _encrypted_file(_buffer: TempfileBasedBuffer) -> BufferedRandom:
    """Where a large request or answer waits on the disk: nothing of it stands there in plain."""
    return scratch_file()


def _has_work(channel: HTTPChannel, is_in_time: bool) -> bool:
    """A request that is worked on or waits its turn, an answer on its way, or, in time, a request half sent."""
    with channel.requests_lock:
        is_half_sent = channel.request is not None and is_in_time
        return bool(channel.requests or channel.total_outbufs_len or is_half_sent)


def _connections() -> int:
    """As many as wanted, or as the limit of open files allows; the limit is raised as far as it may be."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * CONNECTIONS + FILES_BESIDES
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
        soft = allowed
    return CONNECTIONS if soft == resource.RLIM_INFINITY else max(50, (min(soft, wanted) - FILES_BESIDES) // 2)
