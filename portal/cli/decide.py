"""`portal decide FACTS.json`: facts in, one JSON object out (docs/product.md)."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

from portal.adapters import divisions
from portal.adapters.work_calendar import CalendarFault, load_calendar
from portal.catalogue.bounded import TooLarge, bytes_of
from portal.catalogue.files import CatalogueFault
from portal.catalogue.repository import Catalogue
from portal.domain.calendar import WorkingCalendar
from portal.domain.determination import determine
from portal.domain.fact_rules import FactFault, FactFaults
from portal.domain.facts_json import parse_facts
from portal.domain.strict_json import LARGEST_INPUT, WHERE, is_one_a_line, lines_of, parsed, too_large
from portal.wording import as_document, fault_text

FAULTY = 2
MOST_FAULTS = 200


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("facts", metavar="FACTS.json", help="事实文件；写 - 从标准输入读；一行一个对象时逐行判定")


def run(arguments: argparse.Namespace) -> int:
    """Decide one object, or one a line."""
    try:
        own = folder_named("PORTAL_COUNTIES_DIR")
        calendar = load_calendar(folder_named("PORTAL_HOLIDAYS_DIR"))
        decider = Decider(lambda slug: Catalogue.of_county(slug, own), calendar)
        return decide(given(arguments.facts), decider, sys.stdout, sys.stderr)
    except FactFaults as fault:
        return _one_faulty(fault.faults, sys.stderr)
    except BrokenPipeError:
        raise
    except OSError as fault:
        print(f"{arguments.facts}: 读不了这个文件（{fault.strerror}），请检查文件名", file=sys.stderr)
        return FAULTY
    except (CatalogueFault, CalendarFault) as fault:
        print(fault, file=sys.stderr)
        return 1


def given(name: str) -> bytes:
    """What the command is to decide on; raises `FactFaults` when there is too much of it."""
    if name == "-":
        raw = sys.stdin.buffer.read(LARGEST_INPUT + 1)
        if len(raw) > LARGEST_INPUT:
            raise too_large(LARGEST_INPUT)
        return raw
    try:
        return bytes_of(Path(name), LARGEST_INPUT)
    except TooLarge as fault:
        raise too_large(LARGEST_INPUT) from fault


def folder_named(variable: str) -> Path | None:
    """A folder of the operator's, when there is one; read here, for all settings would take longer than the rules."""
    named = os.environ.get(variable, "").strip()
    return Path(named).resolve() if named else None


class Decider:
    """The rules with their catalogue and calendar: one decoded JSON value in, one document out."""

    def __init__(self, catalogue_of: Callable[[str], Catalogue], calendar: WorkingCalendar) -> None:
        self.catalogue_of = catalogue_of
        self.calendar = calendar

    def document(self, data: object) -> dict[str, object]:
        """The determination of one set of facts; raises `FactFaults`."""
        facts = parse_facts(data, lambda item_id: self._catalogue(item_id).document_kinds(item_id), divisions.GAZETTEER)
        item = self._catalogue(facts.item).item(facts.item, on=facts.filed_on)
        if item is None:
            raise FactFaults((FactFault("item", "item_ended", (("day", facts.filed_on),)),))
        return as_document(determine(facts, item, self.calendar))

    def _catalogue(self, item_id: str) -> Catalogue:
        return self.catalogue_of(item_id.partition(".")[0])


def decide(raw: bytes, decider: Decider, out: TextIO, err: TextIO) -> int:
    """One JSON value, or several lines of one each; every fault is one line on `err`, naming its key path."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _one_faulty((FactFault(WHERE, "not_utf8"),), err)
    if is_one_a_line(text):
        return _decide_lines(lines_of(text), decider, out, err)
    try:
        document = decider.document(parsed(text))
    except FactFaults as fault:
        return _one_faulty(fault.faults, err)
    print(json.dumps(document, ensure_ascii=False, indent=2), file=out)
    return 0


def _decide_lines(lines: Iterator[tuple[int, str]], decider: Decider, out: TextIO, err: TextIO) -> int:
    status = 0
    for number, line in lines:
        document: dict[str, object]
        try:
            document = decider.document(parsed(line))
        except FactFaults as fault:
            sentences = _sentences(fault.faults)
            for sentence in sentences:
                print(f"line {number}: {sentence}", file=err)
            document, status = {"faults": sentences}, FAULTY
        print(json.dumps(document, ensure_ascii=False), file=out)
    return status


def _one_faulty(faults: tuple[FactFault, ...], err: TextIO) -> int:
    for sentence in _sentences(faults):
        print(sentence, file=err)
    return FAULTY


def _sentences(faults: tuple[FactFault, ...]) -> list[str]:
    """One a fault; of thousands the first are enough to see that it is the wrong file."""
    left = len(faults) - MOST_FAULTS
    more = (FactFault(WHERE, "and_more", (("count", left),)),) if left > 0 else ()
    return [f"{each.path}: {fault_text(each)}" for each in (*faults[:MOST_FAULTS], *more)]
