"""Files for the national library in a folder of the operator's: written for nobody else, and read back as answers."""

import csv
import hashlib
import io
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from portal.adapters.text_tables import TextTable, comma_separated

LARGEST_ANSWER = 64 * 1024 * 1024
TABLE = "out_appy_d"
"""The platform's table whose field names the columns have."""
_UNFINISHED = ".part"


class NoAnswers(Exception):
    """What was given is no file of answers; the message is for the operator."""


@dataclass(frozen=True, slots=True)
class NationalFolder:
    """Where a county's files wait to be taken along. One that ends in `.part` counts for nothing."""

    path: Path
    county: str
    remark: str
    fields: Sequence[str]

    @property
    def _next(self) -> Path:
        """The file that has no name yet: which it gets, the rows say that are written after it."""
        return self.path / f"{self.county}-next{_UNFINISHED}"

    def prepare(self, lines: Sequence[Mapping[str, str]]) -> str:
        """Keep a file that nobody takes yet, with its remark on top; the SHA-256 of its content, no other's."""
        table = TextTable(TABLE, self.fields, [[line[field] for field in self.fields] for line in lines])
        content = comma_separated([TextTable("", (self.remark, secrets.token_hex(8)), ()), table])
        part = self._next
        with suppress(FileNotFoundError):
            part.unlink()  # of a run that was killed, or what changed while it was written
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        with os.fdopen(os.open(part, flags, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return hashlib.sha256(content).hexdigest()

    def publish(self, name: str) -> Path:
        """Its lines are written down: from now on it is the file of that name."""
        final = self.path / name
        self._next.replace(final)
        _settle(self.path)
        return final

    def finish(self, files: Iterable[tuple[str, str]]) -> list[Path]:
        """Put in its place what a killed run left and is written down among the county's, by name and SHA-256.

        What else it left was written down nowhere, and holds people's data: it goes.
        """
        if not self._next.is_file():
            return []
        left = hashlib.sha256(self._next.read_bytes()).hexdigest()
        if name := next((name for name, sha256 in files if sha256 == left), None):
            return [self.publish(name)]
        self._next.unlink()
        return []


def is_there(folder: str, name: str) -> bool:
    """Whether a file still lies where it was put, as far as this account can see."""
    try:
        return (Path(folder) / name).is_file()
    except OSError:
        return False


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def answers(content: bytes, number: str, result: str, reason: str) -> Iterator[tuple[int, str, str, str]]:
    """Each line of a file of answers: its place in the file, and what stands in these three columns."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise NoAnswers("不是 UTF-8 编码的文字，请另存为 UTF-8 的 CSV") from fault
    columns: list[str] = []
    for place, cells in enumerate(_lines(text), 1):
        texts = [cell.strip() for cell in cells]
        if not columns:
            columns = texts if {number, result} <= set(texts) else []
        elif any(texts):
            found = dict(zip(columns, texts, strict=False))
            yield place, found.get(number, ""), found.get(result, ""), found.get(reason, "")
    if not columns:
        raise NoAnswers(f"没有 {number} 和 {result} 这两列的表头")


def _lines(text: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), strict=True)
    except csv.Error as fault:  # a quotation mark that nothing closes would swallow the lines below it
        raise NoAnswers("有一格没有写完或者太长，不会是平台的结果") from fault
