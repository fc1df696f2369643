"""`portal serve`: the portal for real use."""

import argparse
import ipaddress

from flask import Flask

from portal import logs
from portal.adapters.proxy_sighting import ProxySighting
from portal.catalogue.files import fingerprint
from portal.cli.listening import Listener
from portal.cli.runtime import CommandFault, application, operator, reported, settings
from portal.config import Settings
from portal.doctor import proxy_line
from portal.domain.portal_events import PortalEventKind
from portal.services import installation, portal_events
from portal.web import metrics
from portal.wording.checkups import checkup_sentence


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--host", default="127.0.0.1", help="监听地址（默认只在本机）")
    parser.add_argument("--port", type=int, default=8000, help="端口（默认 8000）")


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    return reported(lambda: serve(arguments.host, arguments.port))


def serve(host: str, port: int) -> int:
    """The work itself."""
    logs.to_stderr()
    chosen = settings()
    with application(chosen) as app:
        if installation.kind() == "demo" and not is_loopback(host):
            raise CommandFault("演示库只能在本机（127.0.0.1）打开")
        portal_events.note_change(operator(), PortalEventKind.CATALOGUE_CHANGED, fingerprint(chosen.counties_dir))
    listen(app, host, port)
    return 0


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach that address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def listen(app: Flask, host: str, port: int) -> None:
    """Serve until told to stop; raises `CommandFault` when the port is taken."""
    chosen: Settings = app.config["PORTAL_SETTINGS"]
    try:
        listener = Listener(app, host, port, chosen.trusted_proxy, ProxySighting(chosen.data_dir))
    except OSError as fault:
        raise CommandFault(f"{host}:{port} 打不开：{fault.strerror}。请换一个端口，例如 --port {port + 1}") from fault
    if chosen.metrics_port is not None:
        _serve_figures(app, chosen.metrics_port)
    listener.stop_on_signals()
    print(f"已启动：http://{host}:{listener.port}（按 Ctrl+C 停止）", flush=True)
    if chosen.is_https and chosen.trusted_proxy is None:
        print(f"请注意：{checkup_sentence(proxy_line(chosen))}", flush=True)
    listener.run()


def _serve_figures(app: Flask, port: int) -> None:
    try:
        metrics.serve_figures(app, port)
    except OSError as fault:
        raise CommandFault(f"PORTAL_METRICS_PORT：端口 {port} 打不开：{fault.strerror}。请换一个") from fault
