"""A proxy that the settings do not name is noticed by what it adds to a request, and told of once by all processes."""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from portal.adapters.proxy_sighting import FORWARDED, ProxySighting
from portal.cli.forwarding import ProxyWatch

PROXY, OTHER = "192.0.2.1", "192.0.2.2"
CASES = (
    # named, peer, what the request carries, noticed
    (None, PROXY, {}, False),
    (None, PROXY, {"HTTP_X_REQUEST_ID": "1"}, False),
    *((None, PROXY, {name: "x"}, True) for name in sorted(FORWARDED)),
    (PROXY, PROXY, {"HTTP_X_FORWARDED_FOR": "x"}, False),
    (PROXY, OTHER, {"HTTP_X_FORWARDED_FOR": "x"}, True),
    (PROXY, OTHER, {}, False),
)


def answered(environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
    """The application behind: it gets the request whole."""
    return [environ["REMOTE_ADDR"].encode()]


@pytest.mark.parametrize(("named", "peer", "carried", "is_noticed"), CASES)
def test_who_forwards_and_is_not_named_is_noticed_once(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    named: str | None,
    peer: str,
    carried: dict[str, str],
    is_noticed: bool,
) -> None:
    sighting = ProxySighting(tmp_path)
    watches = [ProxyWatch(answered, named, sighting) for _process in range(2)]
    with caplog.at_level(logging.WARNING):
        for watch in watches * 3:
            assert watch({"REMOTE_ADDR": peer, **carried}, None) == [peer.encode()]
    assert sighting.was_made() == is_noticed
    assert len(caplog.records) == is_noticed
    assert peer not in caplog.text
