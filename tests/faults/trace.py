"""What a process asked of the file system and told its clients, in order, as strace wrote it down."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = "openat,pwrite64,write,fdatasync,fsync,rename,ftruncate,unlink,mkdir,sendto"
_LINE = re.compile(r"(\d+)\s+(.*)", re.DOTALL)
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>")
_UNFINISHED = "<unfinished ...>"
_CALL = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)(?:<(.*)>)?", re.DOTALL)
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_DESCRIPTOR = re.compile(r"\d+<((?:\\x[0-9a-f]{2})*)>")


def tracer(to: Path) -> tuple[str, ...]:
    """The words in front of a command that has its calls written down there; every byte in hexadecimal."""
    quiet = ("-e", f"trace={CALLS}", "-e", "signal=none")
    return ("strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "33554432", *quiet, "-o", str(to))


@dataclass(frozen=True)
class Call:
    """One call that succeeded; `began` and `ended` count the lines of the trace."""

    name: str
    began: int
    ended: int
    paths: tuple[str, ...] = ()
    data: bytes = b""
    number: int = 0
    """Where it wrote, or to what length it cut."""
    creates: bool = False


def calls(trace: Path) -> Iterator[Call]:
    """Every call that succeeded, in the order in which they came back; an answer to a client when it was begun."""
    open_calls: dict[str, tuple[int, str]] = {}
    with trace.open(encoding="ascii", errors="replace") as lines:
        for number, line in enumerate(lines):
            match = _LINE.match(line.rstrip("\n"))
            if match is None:
                continue
            process, rest = match.groups()
            began = number
            if rest.endswith(_UNFINISHED):
                open_calls[process] = (number, rest.removesuffix(_UNFINISHED))
                if rest.startswith("sendto("):  # from this moment on somebody may know
                    yield Call("sendto", number, number, data=_bytes(_STRING, rest))
                continue
            if resumed := _RESUMED.match(rest):
                began, start = open_calls.pop(process)
                rest = start + rest[resumed.end() :]
            if (call := _call(rest, began, number)) is not None and (call.name != "sendto" or began == number):
                yield call


def _call(text: str, began: int, ended: int) -> Call | None:
    match = _CALL.match(text)
    if match is None or int(match[3]) < 0:
        return None
    name, arguments = match[1], match[2]
    strings = [bytes.fromhex(each.replace("\\x", "")) for each in _STRING.findall(arguments)]
    descriptor = _bytes(_DESCRIPTOR, arguments).decode(errors="replace")
    if name == "openat":
        return Call(name, began, ended, (strings[0].decode(),), creates="O_CREAT" in arguments)
    if name in ("rename", "unlink", "mkdir"):
        return Call(name, began, ended, tuple(each.decode() for each in strings))
    if name == "sendto":
        return Call(name, began, ended, data=strings[0] if strings else b"")
    if name in ("pwrite64", "write"):
        # what was written, not what was asked: a call may take less
        where = int(arguments.rpartition(", ")[2]) if name == "pwrite64" else 0
        return Call(name, began, ended, (descriptor,), strings[0][: int(match[3])] if strings else b"", where)
    if name == "ftruncate":
        return Call(name, began, ended, (descriptor,), number=int(arguments.rpartition(", ")[2]))
    return Call(name, began, ended, (descriptor,))


def _bytes(pattern: re.Pattern[str], text: str) -> bytes:
    match = pattern.search(text)
    return bytes.fromhex(match[1].replace("\\x", "")) if match else b""
