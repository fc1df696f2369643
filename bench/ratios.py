"""How many times its floor each thing takes that somebody waits for; ends with 1 when one takes too many.

    .venv/bin/python -m bench.ratios

A floor is the least the same work can cost. It is measured in the same run, in turns with the work, and of both the
best of several counts: a slow or busy machine slows both alike. The tests look at no clock; they count what is done.
"""

import contextlib
import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import typst
from PIL import Image

from portal.adapters import divisions, pdf, place_search
from portal.adapters.uploads import UploadRefused, check
from tests.adapters import hostile
from tests.adapters.test_pdf import CONTENT
from tests.cli.test_decide import FACTS

ROUNDS = 5
PORTAL = "import sys; from portal.cli import main; sys.exit(main())"
LIBRARY = "import argparse, dataclasses, datetime, json, tomllib, typing"
TEXT = json.dumps(FACTS).encode()


def spent() -> float:
    """Processor time of this process and of those it waited for."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


@dataclass(frozen=True)
class Ratio:
    """One thing somebody waits for, its floor, and how many times the floor it may take."""

    name: str
    floor: str
    limit: float
    work: Callable[[], object]
    least: Callable[[], object]
    clock: Callable[[], float] = spent

    def measured(self) -> tuple[float, float]:
        """The best of several of the floor and of the work, in turns."""
        rounds = [(self._taken(self.least), self._taken(self.work)) for _ in range(ROUNDS)]
        return min(least for least, _ in rounds), min(work for _, work in rounds)

    def _taken(self, act: Callable[[], object]) -> float:
        begun = self.clock()
        act()
        return self.clock() - begun


def python(program: str, *words: str) -> Callable[[], object]:
    """A program in an interpreter of its own."""
    command = [sys.executable, "-c", program, *words]
    return lambda: subprocess.run(command, input=TEXT, capture_output=True, check=True)


def photograph() -> bytes:
    """Twelve million dots, as a telephone takes them."""
    made = io.BytesIO()
    Image.radial_gradient("L").resize((4000, 3000)).convert("RGB").save(made, "JPEG", quality=85)
    return made.getvalue()


def gate(body: bytes, name: str) -> Callable[[], object]:
    """One file through the gate for uploads."""

    def act() -> None:
        with contextlib.suppress(UploadRefused):
            check(io.BytesIO(body), name)

    return act


def notice() -> object:
    """A notice, once the fonts have been read."""
    return pdf.render(replace(CONTENT, number="WS-2026-2"))


def empty_page() -> Callable[[], object]:
    """The drawing program with the same fonts and nothing to draw."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[pdf.font_folder()])
    return lambda: typst.compile(b" ", font_paths=fonts, format="pdf")


def look_up() -> None:
    """What one letter typed into the search of a place asks."""
    for _ in range(100):
        place_search.search("南宁")
        divisions.cities("450000")
        divisions.name("370830")


def scan() -> Callable[[], object]:
    """Every name compared once, as any search must."""
    names = [place.full_name for top in divisions.provinces() for place in divisions.cities_and_counties(top.code)]
    return lambda: [sum("南宁" in name for name in names) for _ in range(100)]


def ratios() -> list[Ratio]:
    """Everything that is measured."""
    honest = photograph()
    worst = {name: hostile.body(name) for name in ("flate.pdf", "flate-twice.pdf", "many-big.tif", "pages.tif")}
    worst["packed-crowd.pdf"] = hostile.packed_crowd_of_objects(150_000)
    return [
        Ratio("portal --help", "Python and its argparse", 3, python(PORTAL, "--help"), python("import argparse")),
        Ratio("portal decide -", "Python and what it imports", 5, python(PORTAL, "decide", "-"), python(LIBRARY)),
        *(
            Ratio(
                f"{name} refused",
                "a photograph taken in",
                3,
                gate(body, name),
                gate(honest, "photo.jpg"),
                time.perf_counter,
            )
            for name, body in worst.items()
        ),
        Ratio("a notice drawn", "an empty page drawn", 12, notice, empty_page()),
        Ratio("a place looked up", "each name compared once", 6, look_up, scan()),
    ]


def main() -> int:
    """Measure and tell."""
    print(f"{'what':<26} {'floor':<28} {'floor ms':>9} {'ms':>9} {'times':>7} {'limit':>6}")
    over = 0
    for ratio in ratios():
        least, work = ratio.measured()
        over += work > ratio.limit * least
        print(
            f"{ratio.name:<26} {ratio.floor:<28} {1000 * least:9.2f} {1000 * work:9.2f} "
            f"{work / least:7.1f} {ratio.limit:6.0f}"
        )
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
