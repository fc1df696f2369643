"""`portal serve`: the portal for real use."""

import argparse
import ipaddress
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

from flask import Flask

from portal import logs
from portal.adapters.proxy_sighting import ProxySighting
from portal.adapters.sandbox import SANDBOX
from portal.catalogue.files import fingerprint
from portal.cli.figures_folder import figures_folder
from portal.cli.listening import Listener, bound
from portal.cli.runtime import CommandFault, application, operator, port, reported, settings, whole_number
from portal.cli.server_processes import ServerProcesses, Work
from portal.config import Settings
from portal.domain.checkup import CheckupStatus
from portal.domain.portal_events import PortalEventKind
from portal.models import db
from portal.services import installation, portal_events
from portal.services.row_checkups import read_counties
from portal.wording.checkups import checkup_sentence

MOST_PROCESSES = 64


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and with how many processes."""
    parser.add_argument("--host", default="127.0.0.1", help="监听地址（默认只在本机）")
    parser.add_argument("--port", type=port, default=8000, help="端口（默认 8000；0：由系统挑一个空着的）")
    parser.add_argument(
        "--processes", type=whole_number(MOST_PROCESSES), metavar="N", help="用几个进程（默认和处理器核数一样多）"
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    processes = arguments.processes or min(len(os.sched_getaffinity(0)), MOST_PROCESSES)
    return reported(lambda: serve(arguments.host, arguments.port, processes))


def serve(host: str, number: int, processes: int) -> int:
    """The work itself."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})  # told to renew before there is anything: done afterwards
    logs.to_stderr()
    chosen = settings()
    with ExitStack() as until_the_end:
        if chosen.metrics_port is not None:
            # prometheus-client looks for it while it is read; counts of a process that died stay there
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(until_the_end.enter_context(figures_folder()))
        with application(chosen) as app:
            if installation.kind() == "demo" and not is_loopback(host):
                raise CommandFault("演示库只能在本机（127.0.0.1）打开")
            portal_events.note_change(operator(), PortalEventKind.CATALOGUE_CHANGED, fingerprint(chosen.counties_dir))
            _warn_of_unread_items(app)
            db.engine.dispose()  # each process opens the database itself: a connection is good for one
        listening = until_the_end.enter_context(listening_at(host, number))
        works: list[Work] = [partial(answer, app, listening)] * processes
        works += _figures(app, chosen)
        checker: Work = partial(listen_no_more, listening, SANDBOX.share())
        running = ServerProcesses(
            works, partial(let_go, listening), beside=[checker], take_seat=partial(count_in, chosen)
        )
        running.begin()
        announce(chosen, host, listening)
        running.attend()
    return 0


def count_in(chosen: Settings, seat: int) -> None:
    """Where there are figures, each process counts under a number of its own, and its follower goes on from there."""
    if chosen.metrics_port is not None:
        from portal.web import metrics  # noqa: PLC0415 - as in `portal.app`

        metrics.take_seat(seat)


def listen_no_more(listening: socket.socket, work: Work) -> None:
    """Work that answers nobody: while it held the socket, whoever came after the end would knock and not be refused."""
    listening.close()
    work()


def let_go(listening: socket.socket) -> None:
    """Of what the parent holds for the processes it forks."""
    listening.close()
    SANDBOX.close()


def _warn_of_unread_items(app: Flask) -> None:
    """The folder of one's own county files is easily forgotten where a service is set up anew."""
    line = read_counties()
    if line.status is not CheckupStatus.SOUND:
        app.logger.warning("no county file for filings of: %s", line.values["items"])
        print(f"请注意：{checkup_sentence(line)}", flush=True)


def _figures(app: Flask, chosen: Settings) -> Iterator[Work]:
    if chosen.metrics_port is not None:
        from portal.web import metrics  # noqa: PLC0415 - as in `portal.app`

        try:
            listening = bound("127.0.0.1", chosen.metrics_port)
        except OSError as fault:
            raise CommandFault(
                f"PORTAL_METRICS_PORT：端口 {chosen.metrics_port} 打不开：{fault.strerror}。请换一个"
            ) from fault
        yield partial(metrics.serve_figures, app, listening)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach that address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def listening_at(host: str, number: int) -> socket.socket:
    """A socket that listens there; raises `CommandFault` when the port is taken."""
    try:
        return bound(host, number)
    except OSError as fault:
        if (fault.errno or 0) < 0:  # what the look-up of a name says has a number below zero
            raise CommandFault(f"--host {host}：没有这个地址。请写这台机器自己的地址，例如 127.0.0.1") from fault
        raise CommandFault(
            f"{host}:{number} 打不开：{fault.strerror}。请换一个端口，例如 --port {number + 1}"
        ) from fault


def announce(chosen: Settings, host: str, listening: socket.socket) -> None:
    """Say where it is, and what the settings lack; what earlier servers saw of a proxy is forgotten."""
    ProxySighting(chosen.data_dir).forget()
    named = f"[{host}]" if ":" in host else host
    print(f"已启动：http://{named}:{listening.getsockname()[1]}（按 Ctrl+C 停止）", flush=True)
    if chosen.is_https and chosen.trusted_proxy is None:
        from portal.doctor import proxy_line  # noqa: PLC0415 - with the backups and all else that a check-up looks at

        print(f"请注意：{checkup_sentence(proxy_line(chosen))}", flush=True)


def answer(app: Flask, listening: socket.socket) -> None:
    """Answer requests until told to stop."""
    chosen: Settings = app.config["PORTAL_SETTINGS"]
    listener = Listener(app, listening, chosen.trusted_proxy, ProxySighting(chosen.data_dir))
    listener.stop_on_signals()
    try:
        listener.run()
    finally:
        SANDBOX.close()
