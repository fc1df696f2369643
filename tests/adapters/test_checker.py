"""What a child of the checker is kept from, whatever the file makes its decoder do."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from portal.adapters.checker_messages import (
    JOBS,
    REPLIES,
    CheckerReply,
    Cleaned,
    CleaningJob,
    Pictured,
    PictureJob,
    Ready,
    Refused,
)
from portal.adapters.frames import LENGTHS, BrokenFrame, receive_frame, send_frame
from portal.adapters.sandbox import SANDBOX, FileBrokeChecker, Sandbox
from tests.adapters import hostile

SECOND_PAGE = PictureJob("image/jpeg", page=2, width=10)
"""Of a picture, which has one."""

LIMITED = "import sys; from portal.adapters import checker; checker.WALL_SECONDS = 0.5; checker.limit_this_process(); "


def run_limited(act: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", LIMITED + act, *words], capture_output=True, timeout=20, check=False)


def test_child_does_what_is_asked_within_its_limits() -> None:
    assert run_limited("sys.stdout.write('alive')").stdout == b"alive"


def test_child_cannot_leave_anything_on_disk(tmp_path: Path) -> None:
    done = run_limited("f = open(sys.argv[1], 'wb', 0); f.write(b'x')", str(tmp_path / "left"))
    assert b"File too large" in done.stderr
    assert (tmp_path / "left").stat().st_size == 0


def test_child_cannot_take_all_memory() -> None:
    assert b"MemoryError" in run_limited("bytearray(1 << 30)").stderr


@pytest.mark.parametrize(
    "act", ["\nwhile True: pass", "import time; time.sleep(60)", "b'x'.zfill(1 << 29).find(b'y'*9)\nwhile 1: 1"]
)
def test_child_cannot_go_on_for_ever(act: str) -> None:
    assert run_limited(act).returncode < 0


def test_job_nobody_knows_breaks_only_its_child() -> None:
    sandbox = Sandbox()
    with pytest.raises(FileBrokeChecker):
        sandbox.run(Ready(), b"", Pictured)  # type: ignore[arg-type]
    result = sandbox.run(SECOND_PAGE, b"", Pictured)
    assert (result.answer, result.made) == (Refused("no_such_page"), b"")
    sandbox.close()


def test_checker_ends_when_the_portal_does() -> None:
    sandbox = Sandbox()
    sandbox.run(SECOND_PAGE, b"", Pictured)
    process, control = sandbox._process, sandbox._control
    assert process is not None
    assert control is not None
    control.close()
    assert process.wait(timeout=30) == 0


def test_forked_portal_starts_a_checker_of_its_own() -> None:
    SANDBOX.run(SECOND_PAGE, b"", Pictured)
    assert SANDBOX._process is not None
    child = os.fork()
    if child == 0:
        try:
            SANDBOX.close()  # must not end the parent's
            answer = SANDBOX.run(SECOND_PAGE, b"", Pictured).answer
            SANDBOX.close()
            os._exit(0 if answer == Refused("no_such_page") else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert SANDBOX._process.poll() is None
    SANDBOX.close()


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


def test_answer_to_another_job_is_not_believed() -> None:
    """A file that took its child over can say anything; what it says has to fit what was asked."""
    sandbox = Sandbox()
    assert isinstance(sandbox.run(CleaningJob(50, 5.0), hostile.picture("JPEG"), Cleaned).answer, Cleaned)
    with pytest.raises(FileBrokeChecker):
        sandbox.run(CleaningJob(50, 5.0), hostile.picture("JPEG"), Pictured)
    sandbox.close()
