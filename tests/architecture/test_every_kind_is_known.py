"""A new word of the trade is known wherever it has to be; the failure names each place that does not know it yet."""

import inspect as sources
import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect

import portal
from portal import worker
from portal.cli import doctor
from portal.domain import checkup, faxes, lifecycle, pledges, portal_events, slip_signing, tasks, vocabulary
from portal.domain.checkup import CheckupStatus, Matter
from portal.domain.faxes import FaxState, FaxTrouble
from portal.domain.pledges import PledgeState
from portal.domain.portal_events import PortalEventKind
from portal.domain.slip_signing import SlipSigner
from portal.domain.tasks import Task
from portal.domain.vocabulary import (
    Action,
    AskedFor,
    Channel,
    DocumentKind,
    EventKind,
    Evidence,
    FilingStatus,
    FilingType,
    Mark,
    NoticeKind,
    Outcome,
    Role,
    Scheme,
    Severity,
    Subject,
    TokenPurpose,
)
from portal.models import Base
from portal.models.base import Word
from portal.models.engine import build_engine
from portal.services import issuing, notice_texts, tokens
from portal.web.labels import INTAKE_TITLES, TONES_AND_SHAPES
from portal.web.presenters import case as case_presenter
from portal.web.presenters import filing_state
from portal.web.presenters.asked_for import ASKING
from portal.web.presenters.supplying import BY_LINK, IN_ACCOUNT
from portal.wording import owing
from portal.wording.checkups import matter_name
from portal.wording.history import event_name
from portal.wording.names import name_of

Knows = Callable[[Any], object]
SERVICES, COMMANDS = (
    "".join(path.read_text() for path in (Path(portal.__file__).parent / layer).glob("*.py"))
    for layer in ("services", "cli")
)
ROWS = lifecycle.TRANSITIONS.values()


def in_english(word: str) -> bool:
    """What falls back to Chinese was not translated."""
    return bool(word) and not re.search(r"[\u4e00-\u9fff]", word)


def in_a_service(member: StrEnum) -> bool:
    """Some service does it: a word nobody writes is a dead one."""
    return bool(re.search(rf"\b{type(member).__name__}\.{member.name}\b", SERVICES))


def in_a_service_or_a_command(member: StrEnum) -> bool:
    """The same where what concerns the installation is done at the command line."""
    return in_a_service(member) or f"{type(member).__name__}.{member.name}" in COMMANDS


WORDS: Mapping[str, Knows] = {
    "wording/names.py, in Chinese": lambda member: name_of(member, "zh"),
    "wording/names.py, in English": lambda member: in_english(name_of(member, "en")),
}
PLACES: Mapping[type[StrEnum], Mapping[str, Knows]] = {
    FilingStatus: {
        **WORDS,
        "a group of domain/lifecycle.py": lambda member: (
            member in lifecycle.OPEN | lifecycle.IN_FORCE | lifecycle.CLOSED
        ),
        "a row of domain/lifecycle.py that leads there": lambda member: (
            member is FilingStatus.DRAFT or any(row.target is member for row in ROWS)
        ),
        "web/labels.py, with tone and shape": lambda member: TONES_AND_SHAPES[member],
        "web/presenters/filing_state.py, with what it means to its people": lambda member: (
            f"FilingStatus.{member.name}" in sources.getsource(filing_state)
        ),
    },
    Action: {
        "a row of domain/lifecycle.py": lambda member: lifecycle.TRANSITIONS[member],
        "a service that does it": in_a_service,
    },
    EventKind: {
        "wording/history.py, in Chinese": lambda member: event_name(member, "zh"),
        "wording/history.py, in English": lambda member: in_english(event_name(member, "en")),
        "a row of domain/lifecycle.py or a service that writes it": lambda member: (
            any(row.event is member for row in ROWS) or in_a_service(member)
        ),
    },
    PortalEventKind: {**WORDS, "a service or a command": in_a_service_or_a_command},
    NoticeKind: {
        **WORDS,
        "services/issuing.py, with the letter of its number": lambda member: issuing.LETTERS[member],
        "services/notice_texts, with its composer": lambda member: notice_texts.COMPOSERS[member],
        "whoever puts it out: a row of domain/lifecycle.py, or services": lambda member: (
            any(member in row.notices for row in ROWS)
            or member in issuing.FOR_SIGNING
            or member is NoticeKind.COMMITMENT  # services/filings.send_in, where something was promised
        ),
    },
    Task: {**WORDS, "worker.py, which does it": lambda member: worker.TASKS[member], "a service": in_a_service},
    TokenPurpose: {
        "services/tokens.py, with its lifetime": lambda member: member in tokens.LIFETIME,
        "a service": in_a_service,
    },
    Mark: {
        **WORDS,
        "web/presenters/case.py, with its button": lambda member: (
            member in (Mark.UNCHECKED, Mark.OTHER, *case_presenter.MARKS)  # nobody presses the one, the other is typed
        ),
        "wording/owing.py, with what is wrong": lambda member: (
            member.is_usable or member is Mark.OTHER or owing.fault_of(member)
        ),
    },
    AskedFor: {
        **WORDS,
        "web/presenters/asked_for.py, with what it means": lambda member: ASKING[member],
        "web/presenters/supplying.py, with its page": lambda member: IN_ACCOUNT[member] and BY_LINK[member],
    },
    FaxState: {**WORDS, "a service": in_a_service},
    FaxTrouble: WORDS,
    PledgeState: {**WORDS, "a service": in_a_service},
    SlipSigner: WORDS,
    Role: {**WORDS, "a row of domain/lifecycle.py": lambda member: any(member in row.roles for row in ROWS)},
    Matter: {
        "wording/checkups.py, in Chinese": lambda member: matter_name(member, "zh"),
        "wording/checkups.py, in English": lambda member: in_english(matter_name(member, "en")),
    },
    CheckupStatus: {"cli/doctor.py, with its sign": lambda member: doctor.SIGNS[member]},
    Channel: {
        **WORDS,
        "web/labels.py, with the title of its intake": lambda member: (
            member not in vocabulary.KEYED_BY_A_CLERK or INTAKE_TITLES[member]
        ),
    },
    **dict.fromkeys((DocumentKind, Evidence, FilingType, Outcome, Scheme, Severity, Subject), WORDS),
}
CHECKS: Mapping[type[StrEnum], list[str]] = {
    kind: [
        f"ck_{table.name}_{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Word) and column.type.kind is kind
    ]
    for kind in PLACES
}
"""The CHECKs of the columns that hold one of an enumeration."""


@pytest.fixture(scope="module")
def stored(sqlite_template: Path) -> Iterator[Mapping[str, str]]:
    """The CHECKs of a database made by the migrations."""
    engine = build_engine(f"sqlite:///{sqlite_template}")
    found = inspect(engine)
    checks = [check for table in found.get_table_names() for check in found.get_check_constraints(table)]
    yield {str(check["name"]): check["sqltext"] for check in checks}
    engine.dispose()


@pytest.mark.parametrize("kind", PLACES, ids=lambda kind: kind.__name__)
def test_every_member_is_known_everywhere(kind: type[StrEnum], stored: Mapping[str, str]) -> None:
    unknown = [
        f"{kind.__name__}.{member.name} is unknown to {place}"
        for member in kind
        for place, knows in PLACES[kind].items()
        if not _is_known(knows, member)
    ]
    unknown += [
        f"{kind.__name__}.{member.name} is refused by {check}: write a migration"
        for check in CHECKS[kind]
        for member in kind
        if repr(member.value) not in stored.get(check, "")
    ]
    assert not unknown, "\n".join(unknown)


def _is_known(knows: Knows, member: StrEnum) -> bool:
    try:
        return bool(knows(member))
    except LookupError:
        return False


def test_every_enumeration_is_walked() -> None:
    named = {
        kind
        for module in (vocabulary, checkup, faxes, pledges, portal_events, slip_signing, tasks)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
    }
    assert named == set(PLACES)
