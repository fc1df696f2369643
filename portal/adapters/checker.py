"""The process that opens strangers' files: a small server that forks one short-lived, tightly limited child per file.

Run as `python -m portal.adapters.checker FD`. It holds one thread and no secret, so that forking is safe and a file
that breaks a decoder breaks only its own child. Who is served when is `checker_pool`'s.
"""

import contextlib
import gc
import os
import resource
import signal
import socket
import sys
import time

import msgspec

from portal.adapters.blank_pages import blank_pages
from portal.adapters.bundled_fonts import chinese_ink, offer_to_viewer
from portal.adapters.checker_messages import (
    JOBS,
    BlankPagesJob,
    CheckerJob,
    CheckerReply,
    ChineseJob,
    CleaningJob,
    Composed,
    ComposeJob,
    Estimated,
    EstimateJob,
    Inked,
    JobAnswer,
    Pictured,
    PictureJob,
    Ready,
    Refused,
    Tabled,
    TableJob,
)
from portal.adapters.checker_pool import CheckerPool
from portal.adapters.composing import composed
from portal.adapters.document_cleaning import clean_document, estimate_document
from portal.adapters.frames import BrokenFrame, receive_frame, send_frame
from portal.adapters.kinds import needs_thread
from portal.adapters.page_pictures import page_picture
from portal.adapters.refusal import Refusal
from portal.adapters.table_reading import read_table

MEMORY = 768 * 1024 * 1024
CPU_SECONDS = 5
LAST_SECOND = 1  # until the kernel kills what did not end by its limit: a kill before that is not for the file's work
TABLE_SECONDS = 20  # nobody waits at a page for it: the worker reads spreadsheets
WALL_SECONDS = 150.0  # only for a child that hangs, and after the portal has given up waiting for it
POLITENESS = 10  # a tenth of what a page gets: on a busy machine a file waits, and is not starved


def limit_this_process() -> None:
    """No core, no file written, bounded memory and work; the kernel counts."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, TABLE_SECONDS + LAST_SECOND))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_REAL, WALL_SECONDS)


def limit_to_job(job: CheckerJob, body: bytes) -> None:
    """What this job needs and no more; a page somebody waits for comes before a file that is being checked."""
    if not needs_thread(body):
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    seconds = CPU_SECONDS
    if isinstance(job, CleaningJob | TableJob):
        os.nice(POLITENESS)
        wanted = TABLE_SECONDS if isinstance(job, TableJob) else min(CPU_SECONDS, round(job.seconds))
        seconds = max(1, wanted)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + LAST_SECOND))


def answer(connection: socket.socket) -> None:
    """Do one job in this limited process and send what came of it."""
    send_frame(connection, Ready())
    job, body = receive_frame(connection, JOBS)
    limit_to_job(job, body)
    reply: JobAnswer | Refused
    try:
        reply, made = done(job, body)
    except Refusal as refusal:
        reply, made = Refused(refusal.code, refusal.values), b""
    except MemoryError:
        reply, made = Refused("too_complex"), b""
    send_frame(connection, CheckerReply(reply, time.process_time()), made)


def done(job: CheckerJob, body: bytes) -> tuple[JobAnswer, bytes]:
    """Do what is asked of the file; raises `Refusal`."""
    match job:
        case EstimateJob():
            return Estimated(estimate_document(body, job.max_pages)), b""
        case CleaningJob():
            return clean_document(body, job.max_pages)
        case PictureJob():
            return Pictured(), page_picture(body, job)
        case BlankPagesJob():
            return blank_pages(body), b""
        case ComposeJob():
            return Composed(), composed(body, job)
        case ChineseJob():
            return Inked(chinese_ink()), b""
        case TableJob():
            return Tabled(), msgspec.json.encode(read_table(body, job.most_rows, job.most_columns))


def one_job(connection: socket.socket) -> None:
    """The life of a child."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    limit_this_process()
    # A decoder killed by a limit just ends here; the portal sees the connection close.
    with contextlib.suppress(BrokenFrame, OSError):
        answer(connection)


def serve(control: socket.socket) -> None:
    """Do what comes over `control` until the portal closes it."""
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)  # one byte wakes it, however many have died
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})  # whoever began it may hold that back
    offer_to_viewer()
    gc.freeze()
    CheckerPool(control, woken, one_job).serve()


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as control_socket:
        serve(control_socket)
