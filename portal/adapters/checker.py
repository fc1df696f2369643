"""The process that opens strangers' files: a small server that forks one short-lived, tightly limited child per file.

Run as `python -m portal.adapters.checker FD`. It holds one thread and no secret, so that forking is safe and a file
that breaks a decoder breaks only its own child.
"""

import contextlib
import gc
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

from portal.adapters.bundled_fonts import chinese_ink, offer_to_viewer
from portal.adapters.document_cleaning import clean_document, estimate_document
from portal.adapters.frames import BrokenFrame, receive_frame, send_frame
from portal.adapters.kinds import needs_thread
from portal.adapters.page_pictures import page_picture
from portal.adapters.refusal import Refusal

MEMORY = 768 * 1024 * 1024
CPU_SECONDS = 5
WALL_SECONDS = 20
POLITENESS = 5


def chinese(_head: dict[str, Any], _body: bytes) -> tuple[dict[str, Any], bytes]:
    """How much ink a viewer makes of Chinese whose font is named only."""
    return {"ink": chinese_ink()}, b""


Job = Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]
JOBS: dict[str, Job] = {
    "estimate": estimate_document,
    "clean": clean_document,
    "picture": page_picture,
    "chinese": chinese,
}


def limit_this_process() -> None:
    """No core, no file written, bounded memory and time; the kernel keeps the clock."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_REAL, WALL_SECONDS)


def limit_to_job(head: dict[str, Any], body: bytes) -> None:
    """What this job needs and no more; a page somebody waits for comes before a file that is being checked."""
    if not needs_thread(body):
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    if head["job"] == "clean":
        os.nice(POLITENESS)
        seconds = max(1, min(CPU_SECONDS, round(head.get("seconds", CPU_SECONDS))))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def answer(connection: socket.socket) -> None:
    """Do one job in this limited process and send what came of it."""
    send_frame(connection, {"ready": True})
    head, body = receive_frame(connection)
    limit_to_job(head, body)
    try:
        reply, produced = JOBS[head["job"]](head, body)
    except Refusal as refusal:
        reply, produced = {"refused": refusal.code, "values": refusal.values}, b""
    except MemoryError:
        reply, produced = {"refused": "too_complex", "values": {}}, b""
    reply["processor"] = time.process_time()
    send_frame(connection, reply, produced)


def serve(control: socket.socket) -> None:
    """Fork a child for each connection handed over `control`, until the portal closes it."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    offer_to_viewer()
    gc.freeze()
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        if os.fork() == 0:
            control.close()
            limit_this_process()
            # A decoder killed by a limit just ends here; the portal sees the connection close.
            with contextlib.suppress(BrokenFrame, OSError), socket.socket(fileno=descriptors[0]) as connection:
                answer(connection)
            os._exit(0)
        for descriptor in descriptors:
            os.close(descriptor)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as control_socket:
        serve(control_socket)
