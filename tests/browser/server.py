"""The portal on a free port of this machine, as `portal serve` would serve it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from waitress.server import create_server


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve the application in a thread for as long as the block lasts; gives its address."""
    app.config["TRUSTED_HOSTS"] = ["127.0.0.1", "localhost"]  # a browser, and the client of the tests
    server = create_server(app, host="127.0.0.1", port=0, threads=4, clear_untrusted_proxy_headers=True)
    closing = threading.Event()

    def run() -> None:
        try:
            server.run()
        except (OSError, ValueError):  # it was listening to a socket that is closed now
            if not closing.is_set():
                raise

    thread = threading.Thread(target=run, name="portal under test", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        closing.set()
        server.close()
        thread.join(timeout=10)
