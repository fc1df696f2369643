"""Every parameter of every route with every hostile value: `python -m tests.bad_input`; the last line tells.

Each process has a portal of its own and takes its part of the parameters.
"""

import gc
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

from portal.models import schema
from portal.models.engine import build_engine
from tests.access.world import World
from tests.bad_input.parameters import Parameter, every_parameter
from tests.bad_input.sending import faults, send
from tests.bad_input.values import HOSTILE

ALIKE = 24


@dataclass
class SweepReport:
    """What one process did."""

    parameters: int = 0
    requests: int = 0
    wrong: list[str] = field(default_factory=list)


@contextmanager
def new_world() -> Iterator[World]:
    """A seeded portal in a folder that goes away again."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        template = Path(folder) / "template.sqlite3"
        engine = build_engine(f"sqlite:///{template}")
        schema.upgrade(engine)
        engine.dispose()
        world = World(Path(folder) / "world", template)
        yield world
        world.close()


def try_part(part: int, of: int) -> SweepReport:
    """The parameters of one process, each with every value."""
    logging.disable(logging.CRITICAL)
    tried = SweepReport()
    with new_world() as world:
        gc.freeze()  # what the application is made of stays, and is not looked through again
        for parameter in every_parameter(world, ALIKE):
            if crc32(str(parameter).encode()) % of == part:
                tried.parameters += 1
                _try(world, parameter, tried)
    return tried


def _try(world: World, parameter: Parameter, tried: SweepReport) -> None:
    for value in HOSTILE:
        tried.requests += 1
        for fault in faults(world, parameter, send(world, parameter, value)):
            line = f"{parameter}, {value.what}: {fault}"
            tried.wrong.append(line)
            print(line, flush=True)
        world.roll_back()


def main() -> int:
    """Say what went wrong as it does, and at the end how much was tried."""
    processes = os.cpu_count() or 1
    with ProcessPoolExecutor(processes) as pool:
        parts = list(pool.map(try_part, range(processes), [processes] * processes))
    parameters, requests = sum(each.parameters for each in parts), sum(each.requests for each in parts)
    failed = sum(len(each.wrong) for each in parts)
    print(f"hostile: parameters={parameters} values={len(HOSTILE)} requests={requests} failed={failed}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
