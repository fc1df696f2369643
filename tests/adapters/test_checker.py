"""What a child of the checker is kept from, whatever the file makes its decoder do."""

import contextlib
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from portal.adapters.checker_messages import JOBS, REPLIES, CheckerReply, Refused
from portal.adapters.frames import LENGTHS, BrokenFrame, receive_frame, send_frame

LIMITED = "import sys; from portal.adapters import checker; {}; checker.limit_this_process(); "


def run_limited(act: str, *words: str, how: str = "pass") -> subprocess.CompletedProcess[bytes]:
    program = LIMITED.format(how) + act
    return subprocess.run([sys.executable, "-c", program, *words], capture_output=True, check=False)


ACTS = """
try:
    open(sys.argv[1], "wb", 0).write(b"x")
except OSError as fault:
    print(fault)
try:
    bytearray(1 << 30)
except MemoryError:
    print("no memory")
"""


def test_child_can_leave_nothing_on_disk_nor_take_all_memory(tmp_path: Path) -> None:
    done = run_limited(ACTS, str(tmp_path / "left"))
    assert done.stdout.decode().splitlines() == ["[Errno 27] File too large", "no memory"]
    assert (tmp_path / "left").stat().st_size == 0


ONE_SECOND = """
checker.limit_to_job(CleaningJob(50, 1.0), b"")
while True: pass
"""


@pytest.mark.parametrize(
    ("act", "how", "end"),
    [
        pytest.param(
            "\nwhile True: pass", "checker.CPU_SECONDS = 1", signal.SIGXCPU, marks=pytest.mark.slow, id="works"
        ),
        pytest.param(
            ONE_SECOND,
            "from portal.adapters.checker_messages import CleaningJob",
            signal.SIGXCPU,
            marks=pytest.mark.slow,
            id="works at one job",
        ),
        pytest.param("import time; time.sleep(60)", "checker.WALL_SECONDS = 0.5", signal.SIGALRM, id="hangs"),
    ],
)
def test_child_cannot_go_on_for_ever(act: str, how: str, end: signal.Signals) -> None:
    """And no limit kills it outright, which is what somebody else does (`checker_pool`)."""
    assert run_limited(act, how=how).returncode == -end


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\x00\x00",
        LENGTHS.pack(2, 9) + b"{}half",
        LENGTHS.pack(1 << 31, 0),
        LENGTHS.pack(2, 0) + b"[]",
        LENGTHS.pack(1, 0) + b"{",
        LENGTHS.pack(2, 0) + b"{}",
        LENGTHS.pack(3, 0) + b'"\xff"',
        *(LENGTHS.pack(len(head), 0) + head for head in (b'{"type":"wipe"}', b'{"type":"picture","page":"1"}')),
    ],
)
def test_broken_message_is_known_as_broken(sent: bytes) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(sent)
        theirs.shutdown(socket.SHUT_WR)
        with pytest.raises(BrokenFrame):
            receive_frame(ours, JOBS)


def test_message_arrives_whole() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        reply = CheckerReply(Refused("too_many_pixels", {"kind": "病历", "dots": 9}), 0.5)
        send_frame(theirs, reply, bytes(1000))
        assert receive_frame(ours, REPLIES) == (reply, bytes(1000))


def test_message_that_drips_is_given_up_as_a_whole() -> None:
    """Each byte in time, the message never: what a child would say that its file took over."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(LENGTHS.pack(1 << 16, 0))
        dripping = threading.Thread(target=drip, args=[theirs])
        dripping.start()
        with pytest.raises(TimeoutError):
            receive_frame(ours, JOBS, time.monotonic() + 0.1)
        ours.close()
        dripping.join()


def drip(connection: socket.socket) -> None:
    """A byte every hundredth of a second, for long enough, or until nobody listens."""
    with contextlib.suppress(OSError):
        for _ in range(300):
            connection.sendall(b" ")
            time.sleep(0.01)
        connection.shutdown(socket.SHUT_WR)
