"""County files with a value that nobody would write: `python -m tests.catalogue.mutants 3000`; the last line tells.

Whatever stands in such a file, `portal catalogue check` says what is wrong or runs the file's examples.
"""

import random
import re
import sys
from collections.abc import Iterator

from portal.adapters.work_calendar import load_calendar
from portal.catalogue.examples import failures
from portal.catalogue.files import COUNTIES
from portal.catalogue.loader import load_county
from portal.catalogue.quotes import misquotations
from portal.catalogue.taken import clashes
from portal.cli.catalogue_remarks import rests, unknown_codes
from portal.wording import fault_text

VALUE = re.compile(r'(?<==\s)("(?:[^"\\]|\\.)*"|\d{4}-\d\d-\d\d|\d+|true|false|\[[^\[\]]*\]|\{[^{}]*\})')
HOSTILE = (
    *('""', '"x"', '"\\u0000"', '"\\u001b[31m"', '"' + "a" * 1500 + '"', '"S4:0"', '"S4:999999"', '"370830"', '"../x"'),
    *("-1", "0", "36600", "36601", "9223372036854775807", "1.5", "nan", "inf", "true"),
    *("0001-01-01", "9999-12-31", "1900-01-01", "2200-12-31", "2026-01-01T00:00:00Z", "00:00:00"),
    *("[]", "{}", "[[]]", "[{}]", '[1, "a", {}]', '["a", "a"]', "{ a = { b = { c = 1 } } }", "{ value = 1 }"),
    *("{ not_stated = true }", '{ not_stated = true, applied = 9999-12-31, confirm_by = "x", why = "y" }'),
    "{ readings = [{}, {}] }",
)


def mutants(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """So many texts, each with what was done to it: one or two values of a county's file replaced, lines left out."""
    dice = random.Random(seed)
    files = sorted(COUNTIES.glob("*.toml"))
    for _turn in range(count):
        path = dice.choice(files)
        text, done = path.read_text(), path.name
        values = list(VALUE.finditer(text))
        for found in sorted(dice.sample(values, dice.choice((1, 1, 2))), key=lambda each: -each.start()):
            value = dice.choice(HOSTILE)
            line = text.count("\n", 0, found.start()) + 1
            text, done = text[: found.start()] + value + text[found.end() :], f"{done}, line {line} = {value[:60]}"
        if dice.random() < 0.1:
            lines = text.split("\n")
            first = dice.randrange(len(lines))
            del lines[first : first + dice.choice((1, 3, 10))]
            text, done = "\n".join(lines), f"{done}, line {first + 1} left out"
        yield done, text


def crash_of(text: str) -> str:
    """What breaks when the file is checked; nothing, as it should be."""
    try:
        loaded = load_county(text, "370830-wenshang.toml")
        list(misquotations(loaded, COUNTIES / "370830-wenshang.toml"))
        if loaded.county:
            list(rests(loaded.county))
            list(unknown_codes(loaded.county))
            list(failures(loaded.county, load_calendar(), fault_text))
            clashes([loaded.county])
    except Exception as crash:
        return repr(crash)
    return ""


def main() -> int:
    """As many as the command line says."""
    count, failed = int(sys.argv[1]), 0
    for done, text in mutants(1, count):
        if crash := crash_of(text):
            failed += 1
            print(f"{done}: {crash}", flush=True)
    print(f"county files: mutants={count} failed={failed}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
