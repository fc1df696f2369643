"""`portal decide FACTS.json`: facts in, one JSON object out (docs/product.md)."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from portal.adapters import divisions
from portal.adapters.work_calendar import CalendarFault, load_calendar
from portal.catalogue.files import CatalogueFault
from portal.catalogue.repository import Catalogue
from portal.cli.strict_json import WHERE, json_lines, parsed
from portal.domain.calendar import WorkingCalendar
from portal.domain.determination import determine
from portal.domain.fact_rules import FactFault, FactFaults
from portal.domain.facts_json import parse_facts
from portal.wording import as_document, fault_text

FAULTY = 2


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("facts", metavar="FACTS.json", help="事实文件；写 - 从标准输入读；一行一个对象时逐行判定")


def run(arguments: argparse.Namespace) -> int:
    """Decide one object, or one a line."""
    try:
        own = folder_named("PORTAL_COUNTIES_DIR")
        calendar = load_calendar(folder_named("PORTAL_HOLIDAYS_DIR"))
        decider = Decider(lambda slug: Catalogue.of_county(slug, own), calendar)
        raw = sys.stdin.buffer.read() if arguments.facts == "-" else Path(arguments.facts).read_bytes()
        return decide(raw, decider, sys.stdout, sys.stderr)
    except BrokenPipeError:
        raise
    except OSError as fault:
        print(f"{arguments.facts}: 读不了这个文件（{fault.strerror}），请检查文件名", file=sys.stderr)
        return FAULTY
    except (CatalogueFault, CalendarFault) as fault:
        print(fault, file=sys.stderr)
        return 1


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
            raise FactFaults((FactFault("item", "unknown_item"),))
        return as_document(determine(facts, item, self.calendar))

    def _catalogue(self, item_id: str) -> Catalogue:
        return self.catalogue_of(item_id.partition(".")[0])


def decide(raw: bytes, decider: Decider, out: TextIO, err: TextIO) -> int:
    """One JSON value, or several lines of one each; every fault is one line on `err`, naming its key path."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _one_faulty((FactFault(WHERE, "not_utf8"),), err)
    lines = json_lines(text)
    if lines:
        return _decide_lines(lines, decider, out, err)
    try:
        document = decider.document(parsed(text))
    except FactFaults as fault:
        return _one_faulty(fault.faults, err)
    print(json.dumps(document, ensure_ascii=False, indent=2), file=out)
    return 0


def _decide_lines(lines: list[tuple[int, str]], decider: Decider, out: TextIO, err: TextIO) -> int:
    status = 0
    for number, line in lines:
        document: dict[str, object]
        try:
            document = decider.document(parsed(line))
        except FactFaults as fault:
            sentences = [f"{each.path}: {fault_text(each)}" for each in fault.faults]
            for sentence in sentences:
                print(f"line {number}: {sentence}", file=err)
            document, status = {"faults": sentences}, FAULTY
        print(json.dumps(document, ensure_ascii=False), file=out)
    return status


def _one_faulty(faults: tuple[FactFault, ...], err: TextIO) -> int:
    for fault in faults:
        print(f"{fault.path}: {fault_text(fault)}", file=err)
    return FAULTY
