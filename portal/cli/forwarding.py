"""Looks whether a proxy is in front that the settings do not name, and says it once."""

import logging
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from portal.adapters.proxy_sighting import FORWARDED, ProxySighting

log = logging.getLogger("portal.serve")


class ProxyWatch:
    """Stands in front of the application, before what an unnamed proxy says is thrown away."""

    def __init__(self, application: WSGIApplication, trusted_proxy: str | None, sighting: ProxySighting) -> None:
        self._application, self._trusted_proxy, self._sighting = application, trusted_proxy, sighting
        self._is_known = False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does."""
        if not self._is_known and environ["REMOTE_ADDR"] != self._trusted_proxy and not FORWARDED.isdisjoint(environ):
            self._is_known = True
            if self._sighting.note():
                log.warning(
                    "a proxy is in front that PORTAL_TRUSTED_PROXY does not name: what it forwards is not believed"
                )
        return self._application(environ, start_response)
