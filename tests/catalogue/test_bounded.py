"""What has no end, or nests without one, is refused in a sentence and read no further than it can be meant."""

import os
import tracemalloc
from pathlib import Path

import pytest

from portal.catalogue.bounded import (
    DEEPEST,
    LARGEST_FILE,
    LONGEST_LINE,
    TooLarge,
    Unreadable,
    bytes_of,
    table_of,
    text_of,
)

MOST = 1000
DEEP, LONG, LARGE, MANY = "括号套得太深", "行太长", "有一个数字太大", "里面的东西太多"
TABLES = {
    "a = " + "[" * 900 + "]" * 900: DEEP,
    "a = " + "{a=" * 400 + "1" + "}" * 400: DEEP,
    ".".join("a" * 900) + " = 1": DEEP,
    "[" + ".".join("a" * 900) + "]": DEEP,
    "a = [\n" + "[\n" * 3_000 + "]\n" * 3_000 + "]": DEEP,
    "a = " + "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1): "",
    "a = " + "9" * 1_900: LARGE,
    "a = 0x" + "f" * 1_900: LARGE,
    "a = 9223372036854775807": "",
    "a = 9223372036854775808": LARGE,
    "a = 1e99999": "",
    "# " + "x" * LONGEST_LINE: LONG,
    "a = '" + "x" * (LONGEST_LINE - 10) + "'": "",
    "a = ": "TOML 写法有误",
    "a = [" + "1, " * 600 + "]": "",
    "a = '" + "[" * 900 + "'": "",
    'a = """' + "{[." * 400 + '""""': "",
    "a = '''" + "{['." * 400 + "''''": "",
    "a = 1 # " + "[" * 900: "",
    'k = {x = """a"""", y' + ".b" * 900 + " = 1}": DEEP,
    "k = {x = '''a'''', y" + ".b" * 900 + " = 1}": DEEP,
    'k = {x = "a\\"", y' + ".b" * 900 + " = 1}": DEEP,
    "\"a\" . 'a'" + " . b" * 400 + " = 1": DEEP,
    "".join(f"[k{number}]\n" for number in range(45_000)): MANY,
    "a = [\n" + ("{}," * 600 + "\n") * 50 + "]": MANY,
}
LINES = 250
NESTED = {
    "keys": "".join(f"k{line}{'.b' * 900} = 1\n" for line in range(LINES)),
    "tables": "".join(f"[k{line}{'.b' * 900}]\n" for line in range(LINES)),
    "braces": "".join(f"k{line} = {'{b=' * 400}1{'}' * 400}\n" for line in range(LINES)),
    "short keys": "".join(f"k{line}{'.b' * 28} = 1\n" for line in range(7_000)),
    "empty tables": "a = [\n" + ("{}," * 600 + "\n") * 270 + "]",
}


def test_a_device_without_an_end_is_read_no_further_than_asked_for() -> None:
    with pytest.raises(TooLarge, match="太大，最多 512 KB"):
        text_of(Path("/dev/zero"))
    assert bytes_of(Path("/dev/null"), MOST) == b""


def test_a_pipe_nobody_writes_into_is_empty_and_one_that_is_written_into_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert bytes_of(tmp_path / "pipe", MOST) == b""
    reading, writing = os.pipe()
    os.write(writing, b"facts")
    os.close(writing)
    assert bytes_of(Path(f"/dev/fd/{reading}"), MOST) == b"facts"
    os.close(reading)


def test_a_folder_and_what_is_not_there_are_errors_of_the_system(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none", tmp_path / ("x" * 300)):
        with pytest.raises(OSError, match=r"."):
            bytes_of(path, MOST)


def test_the_limit_itself_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x" * LARGEST_FILE)
    assert len(text_of(file)) == LARGEST_FILE
    file.write_bytes(b"x" * (LARGEST_FILE + 1))
    with pytest.raises(TooLarge):
        text_of(file)


def test_what_is_no_text_is_said_so(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes("县区".encode("gbk"))
    with pytest.raises(Unreadable, match="UTF-8"):
        text_of(file)


@pytest.mark.parametrize(("text", "sentence"), TABLES.items(), ids=lambda each: each[:12])
def test_a_table_is_read_or_refused_in_a_sentence(text: str, sentence: str) -> None:
    if not sentence:
        assert "a" in table_of(text)
        return
    with pytest.raises(Unreadable, match=sentence):
        table_of(text)


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
def test_what_nests_or_has_too_many_parts_is_refused_before_it_is_read(text: str) -> None:
    """Keys of nine hundred parts are each half a thousand bytes a part once read: 880 MB went to refuse 470 KB."""
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable):
            table_of(text)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 8 * len(text)
