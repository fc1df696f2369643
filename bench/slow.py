"""Two hundred clients on bad lines, half of them dripping headers and half dripping a body, and a probe beside them."""

import argparse
import socket
import statistics
import threading
import time

from bench.visitor import probe

CLIENTS = 200
DRIP = 1.0
HEADERS = b"GET /login HTTP/1.1\r\nHost: 127.0.0.1\r\n"
BODY = (
    b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 100000\r\n\r\nlogin="
)


def slow_clients(port: int, cookie: str, seconds: float) -> list[float]:
    """How long each probe waited, in seconds, once all slow clients were on; empty when the server was unreachable."""
    stop = threading.Event()
    threads = [threading.Thread(target=_drip, args=[port, number, stop], daemon=True) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    time.sleep(2 * DRIP)
    waits: list[float] = []
    end = time.monotonic() + seconds
    try:
        while time.monotonic() < end:
            waits += [probe(port, "/login"), probe(port, "/clerk/", cookie) if cookie else probe(port, "/guides")]
            time.sleep(0.02)
    except (OSError, AssertionError):
        return []
    finally:
        stop.set()
        for thread in threads:
            thread.join(2 * DRIP)
    return waits


def _drip(port: int, number: int, stop: threading.Event) -> None:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(HEADERS if number % 2 else BODY)
            while not stop.wait(DRIP):
                line.sendall(b"X-A: b\r\n" if number % 2 else b"a")
    except OSError:
        return  # the server may end a slow client; the probe is what counts


def main() -> None:
    """Measure a portal that is running here."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--seconds", type=float, default=15)
    given = parser.parse_args()
    waits = slow_clients(given.port, "", given.seconds)
    if not waits:
        raise SystemExit(f"slow clients: {CLIENTS} probe unreachable")
    cuts = statistics.quantiles(waits, n=100)
    print(
        f"slow clients: {CLIENTS} probes={len(waits)} "
        f"p50={1000 * cuts[49]:.1f} p99={1000 * cuts[98]:.1f} worst={1000 * max(waits):.1f} ms"
    )


if __name__ == "__main__":
    main()
