"""Reads what somebody named on a command line or in a county file, and never more of it than can be meant.

A device has no end, a pipe may never get one, and a few kilobytes of brackets make a reader call itself to death.
"""

import os
import re
import tomllib
from pathlib import Path

from portal.catalogue.binding import Table
from portal.catalogue.toml_faults import toml_fault

LARGEST_FILE = 512 * 1024
"""Bytes. The largest county file there is has a tenth of it."""
LONGEST_LINE = 2_000
DEEPEST = 30
LARGEST_NUMBER_BITS = 63
MOST_PARTS = 40_000
"""Keys, values and brackets together. The largest county file there is has fewer than three thousand."""
TOO_DEEP = "括号套得太深，请检查"

_QUOTED = re.compile(
    r'''"""(?:[^"\\]|\\.|"{1,2}(?!"))*+(?:"{3,5})?'''
    r"""|'''(?:[^']|'{1,2}(?!'))*+(?:'{3,5})?"""
    r"""|"(?:[^"\\\n]|\\.)*+"?"""
    r"""|'[^'\n]*+'?"""
    r"|\#[^\n]*+",
    re.DOTALL,
)
"""Text and remarks of a TOML file. Where the reader would see a fault in one, it ends there, whatever comes after."""
_LONG_KEY = re.compile(rf"""(?<!["\w-])(?:["\w-]++[ \t]*+\.[ \t]*+){{{DEEPEST}}}""")


class Unreadable(Exception):
    """What was named cannot be used as text or as a table; the message is a sentence for whoever wrote it."""


class TooLarge(Unreadable):
    """There is more of it than was asked for."""


def beginning_of(path: Path, most: int) -> bytes:
    """The first bytes, no more than `most`; raises `OSError` when it cannot be opened.

    A pipe that nobody writes into is empty: waiting for a writer would have no end.
    """
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
        os.set_blocking(file.fileno(), True)
        return file.read(most)


def bytes_of(path: Path, most: int) -> bytes:
    """All bytes; raises `TooLarge` when there are more than `most`, else as `beginning_of`."""
    content = beginning_of(path, most + 1)
    if len(content) > most:
        raise TooLarge(f"太大，最多 {most // 1024} KB，请检查是不是选错了文件")
    return content


def text_of(path: Path) -> str:
    """A file of text; raises `Unreadable` or `OSError`."""
    try:
        return bytes_of(path, LARGEST_FILE).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Unreadable("不是 UTF-8 文字，请用记事本另存一次，编码选 UTF-8") from fault


def table_of(text: str) -> Table:
    """The table of a TOML text; raises `Unreadable`."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise Unreadable(f"第 {number} 行太长，一行最多 {LONGEST_LINE} 个字，请分成几行")
    _weigh(text)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Unreadable(f"TOML 写法有误：{toml_fault(fault, text)}") from fault
    except RecursionError as fault:
        raise Unreadable(TOO_DEEP) from fault
    _measure(table)
    return table


def _weigh(text: str) -> None:
    """What nests, or has parts without number, takes a thousand times its room once it is read: it is not."""
    bare = _QUOTED.sub('""', text)
    if sum(map(bare.count, "=.,[{")) > MOST_PARTS:
        raise Unreadable(f"里面的东西太多，最多 {MOST_PARTS} 个键、值和括号，请检查是不是选错了文件")
    depth = 0
    for sign in re.findall(r"[\[\]{}]", bare):
        depth += 1 if sign in "[{" else -1
        if depth > DEEPEST:
            raise Unreadable(TOO_DEEP)
    if _LONG_KEY.search(bare):
        raise Unreadable(TOO_DEEP)


def _measure(table: Table) -> None:
    """Dotted keys nest without brackets, and hexadecimal numbers have no limit; a stack of our own walks them."""
    stack: list[tuple[int, object]] = [(1, table)]
    while stack:
        depth, part = stack.pop()
        if depth > DEEPEST:
            raise Unreadable(TOO_DEEP)
        if isinstance(part, int) and part.bit_length() > LARGEST_NUMBER_BITS:
            raise Unreadable("有一个数字太大，请核对")
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        stack += [(depth + 1, each) for each in inner]
