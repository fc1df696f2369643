"""Figures for whoever watches the machine: requests by route, and how the work stands. Nobody's data.

They are served by a process of their own, on this machine alone, when PORTAL_METRICS_PORT says so; the processes that
answer requests write their counts down in a folder that all of them share, which the environment names before this
module is read. Without that setting nobody reads it, and nothing is counted.
"""

import shutil
import socket
from collections.abc import Iterator

from flask import Flask, Response, request
from prometheus_client import CollectorRegistry, Counter, Histogram, make_wsgi_app, values
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from prometheus_client.values import MultiProcessValue
from waitress.server import create_server

from portal.config import Settings
from portal.services import outbox, queues
from portal.web.guards import now
from portal.web.request_log import route, seconds

_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


def init_app(app: Flask) -> None:
    """Count every request."""
    registry = CollectorRegistry()
    counted = Counter("portal_requests", "Answered requests", ("route", "method", "status"), registry=registry)
    timed = Histogram("portal_request_seconds", "Time to answer", ("route",), registry=registry, buckets=_BUCKETS)

    @app.after_request
    def count(response: Response) -> Response:
        where = route()
        counted.labels(where, _method(), f"{response.status_code // 100}xx").inc()
        timed.labels(where).observe(seconds())
        return response


def take_seat(seat: int) -> None:
    """Before the first request: count in that seat's files, and go on from what stands there.

    By itself the library names files by the process, so that each that was ever begun leaves two.
    """
    values.ValueClass = MultiProcessValue(lambda: seat)  # type: ignore[no-untyped-call]


def _method() -> str:
    """A stranger may send any word as a method; only those we know become a label."""
    method = request.method
    return method if method in {"GET", "HEAD", "POST", "OPTIONS"} else "other"


class FiguresCollector(Collector):
    """How the work stands, asked of the database whenever somebody reads the figures."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def describe(self) -> Iterator[Metric]:
        """Nothing is asked of the database until somebody reads."""
        yield from ()

    def collect(self) -> Iterator[Metric]:
        """Undecided filings, tasks in the outbox, free space."""
        settings: Settings = self._app.config["PORTAL_SETTINGS"]
        with self._app.app_context():
            instant = now()
            undecided, tasks = queues.undecided_by_county(), outbox.counts(instant)
        filings = GaugeMetricFamily("portal_undecided_filings", "Filings not decided yet", labels=["county"])
        for county, number in undecided.items():
            filings.add_metric([county], number)
        yield filings
        yield GaugeMetricFamily("portal_outbox_waiting", "Tasks not done yet", tasks.waiting)
        waited = (instant - tasks.oldest).total_seconds() if tasks.oldest else 0
        yield GaugeMetricFamily("portal_outbox_oldest_seconds", "How long the oldest has waited", max(waited, 0))
        yield GaugeMetricFamily("portal_outbox_given_up", "Tasks given up", tasks.given_up)
        free = shutil.disk_usage(settings.data_dir).free
        yield GaugeMetricFamily("portal_free_bytes", "Free space where the data lie", free)


def serve_figures(app: Flask, listening: socket.socket) -> None:
    """Answer there what all processes counted, until a signal ends this one.

    Not by prometheus-client's own server: that one tells every caller its version and Python's.
    """
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(FiguresCollector(app))
    create_server(
        make_wsgi_app(registry=registry),
        sockets=[listening],
        threads=1,
        ident=None,
        clear_untrusted_proxy_headers=True,
    ).run()
