"""A line in the log for each request: which route answered how and how fast; never the address, for that may tell."""

import logging
import secrets
import time
from types import TracebackType

from flask import Flask, Response, g, request

log = logging.getLogger("portal.request")
HEADER = "X-Request-Id"


class QuotableFlask(Flask):
    """Flask, but a crash is logged under the request's number and without the address it was asked at."""

    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
    ) -> None:
        """The kind and the place of the error are for the log's format to tell."""
        self.logger.error("request failed", exc_info=exc_info, extra={"fields": {"request": request_id()}})


def request_id() -> str:
    """The number a person may quote on the telephone."""
    page = g._get_current_object()
    if "request_id" not in page:
        page.request_id = secrets.token_hex(4)
    return str(page.request_id)


def init_app(app: Flask) -> None:
    """Number and time every request."""
    app.jinja_env.globals["request_id"] = request_id

    @app.before_request
    def begin() -> None:
        g.begun_at = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        response.headers[HEADER] = number = request_id()
        log.info(
            "request",
            extra={
                "fields": {
                    "request": number,
                    "method": request.method,
                    "route": route(),
                    "status": response.status_code,
                    "milliseconds": round(1000 * seconds(), 1),
                    "role": role(),
                }
            },
        )
        return response


def route() -> str:
    """The rule, whose numbers and tokens are names only; a dash for an address that is none."""
    rule = request.url_rule
    return rule.rule if rule else "-"


def seconds() -> float:
    """How long the request has taken so far."""
    return time.perf_counter() - float(g.get("begun_at", time.perf_counter()))


def role() -> str:
    """What kind of account asked, where somebody has looked who it is; a dash otherwise."""
    account = getattr(g.get("_login_user"), "seen", None)
    return str(account.role.value) if account else "-"
