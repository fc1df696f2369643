"""The process that reads one page: a PNG comes in, the lines of it go out as JSON (`page_reader`).

RapidOCR brings its models along in its wheel, and asks no network.
"""

import io
import os
import resource
import sys
from collections.abc import Sequence
from typing import Any

import msgspec
from PIL import Image

from portal.domain.page_reading import PageReading, PrintedLine, PrintedPlace

MEMORY = 2 * 1024**3
"""Of addresses; 1.1 GB are used, three quarters of them in memory."""
CPU_SECONDS = 60
POLITENESS = 10
SURE_ENOUGH = 0.6
"""Of what is less sure nothing would be right."""


def limit_this_process() -> None:
    """No core, no file written, bounded memory and work; the kernel counts."""
    os.nice(POLITENESS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def reading_of(
    size: tuple[int, int], boxes: Sequence[Any], texts: Sequence[str], scores: Sequence[float]
) -> PageReading:
    """What RapidOCR found on a picture of that size; each box is four corners in dots."""
    width, height = size
    lines = []
    for corners, text, score in zip(boxes, texts, scores, strict=True):
        across = [min(max(float(x) / width, 0.0), 1.0) for x, _y in corners]
        down = [min(max(float(y) / height, 0.0), 1.0) for _x, y in corners]
        place = PrintedPlace(min(across), min(down), max(across) - min(across), max(down) - min(down))
        if score >= SURE_ENOUGH and text.strip():
            lines.append(PrintedLine(text.strip(), place))
    return PageReading(height / width, tuple(lines))


def read(picture: bytes) -> PageReading:
    """All printed lines of a PNG."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - there with the extra alone

    engine = RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    found = engine(picture)
    with Image.open(io.BytesIO(picture), formats=["PNG"]) as image:
        size = image.size
    if found.boxes is None:
        return reading_of(size, (), (), ())
    return reading_of(size, found.boxes, found.txts, found.scores)


def main() -> None:
    """One page."""
    answers = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    limit_this_process()
    with open(answers, "wb") as out:
        out.write(msgspec.json.encode(read(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
