"""A file that a command writes for the operator: new, theirs alone, and there only when it is whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from portal.cli.runtime import CommandFault
from portal.models.durable import private


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """To write into; what stands there already stays, and what the block does not finish goes again.

    Raises `CommandFault` where it cannot be made or written.
    """
    try:
        with open(path, "xb", opener=private) as file:
            try:
                yield file
                file.flush()
            except BaseException:
                path.unlink()
                raise
    except FileExistsError as fault:
        raise CommandFault(f"已经有文件 {path}，请换一个名字，或先把它移走") from fault
    except OSError as fault:
        raise CommandFault(f"写不了文件 {path}：{fault.strerror}") from fault
