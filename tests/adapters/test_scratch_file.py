"""A temporary file reads back as it was written, from any place, and the disk shows nothing of it."""

import os
import random

from portal.adapters.scratch_file import scratch_file

CONTENT = "张三 370830198001011234".encode() * 5000


def test_what_was_written_is_read_from_any_place() -> None:
    dice = random.Random(20261129)
    with scratch_file() as file:
        left = memoryview(CONTENT)
        while left:
            left = left[file.write(left[: dice.randrange(1, 9000)]) :]
        assert file.tell() == len(CONTENT)
        for _turn in range(200):
            begin, size = dice.randrange(len(CONTENT)), dice.randrange(1, 20_000)
            file.seek(begin)
            assert file.read(size) == CONTENT[begin : begin + size]


def test_the_disk_shows_nothing_and_nobody_else_may_look() -> None:
    with scratch_file() as file:
        file.write(CONTENT)
        file.flush()
        (mine,) = [each for each in _temporary_files() if os.stat(each).st_size == len(CONTENT)]
        assert os.stat(mine).st_mode & 0o077 == 0
        with open(mine, "rb") as disk:
            assert CONTENT[:9] not in disk.read()


def _temporary_files() -> list[str]:
    open_files = [f"/proc/self/fd/{number}" for number in os.listdir("/proc/self/fd")]
    return [each for each in open_files if os.path.exists(each) and os.readlink(each).endswith("(deleted)")]
