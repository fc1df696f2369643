"""What every command that touches data begins with: settings read, the application made, faults said in a sentence."""

import os
import pwd
import sys
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask

from portal.adapters.clock import system_clock
from portal.adapters.work_calendar import CalendarFault
from portal.app import create_app
from portal.catalogue.files import CatalogueFault
from portal.config import Settings
from portal.domain.actor import Actor, Context
from portal.domain.errors import DomainError
from portal.domain.vocabulary import Role
from portal.models import db, schema
from portal.models.key_file import KeyFileError
from portal.services import installation
from portal.settings_reading import SettingsFault
from portal.wording.refusals import refusal_text


class CommandFault(Exception):
    """The command cannot go on; the message is for the operator."""


def whole_number(most: int) -> Callable[[str], int]:
    """Reads an argument that is a whole number from 1 to `most`."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and 0 < int(text) <= most):
            raise ArgumentTypeError(f"要写 1 到 {most} 的整数")
        return int(text)

    return read


def port(text: str) -> int:
    """Reads an argument that is a port; at 0 the system chooses one."""
    if not (text.isascii() and text.isdigit() and int(text) <= 65_535):
        raise ArgumentTypeError("要写 1 到 65535 的整数（0：由系统挑一个空着的）")
    return int(text)


def settings() -> Settings:
    """From `PORTAL_*`; raises `CommandFault` naming the variable that cannot be meant."""
    try:
        return Settings.from_environment(os.environ)
    except SettingsFault as fault:
        raise CommandFault(str(fault)) from fault


@contextmanager
def application(chosen: Settings) -> Iterator[Flask]:
    """The application with its database at the schema this program knows."""
    try:
        app = create_app(chosen)
        with app.app_context():
            schema.require_current(db.engine)
            yield app
    except (KeyFileError, schema.UnknownSchema) as fault:
        raise CommandFault(str(fault)) from fault
    except DomainError as refused:
        raise CommandFault(refusal_text(refused)) from refused


def operator(county: str | None = None) -> Context:
    """Whoever sits at the machine's command line acts with a supervisor's rights for that county."""
    actor = Actor(user_id=None, role=Role.SUPERVISOR, county=county, operator=_name_at_the_machine())
    return Context(actor, system_clock())


def _name_at_the_machine() -> str:
    """As the machine knows them; what the environment says of it anybody writes there."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container runs under numbers that nobody named
        return f"uid {os.getuid()}"


def reported(work: Callable[[], int]) -> int:
    """Run a command's work; a fault becomes one sentence on standard error and exit status 1."""
    try:
        return work()
    except (CommandFault, CatalogueFault, CalendarFault) as fault:
        print(f"portal: {fault}", file=sys.stderr)
        return 1


def ready_for(kind: str) -> None:
    """Raise `CommandFault` when the database was made for something else: demo people never meet real ones."""
    found = installation.kind()
    if found not in (None, kind):
        raise CommandFault(
            f"这个数据库是{'演示' if found == 'demo' else '正式'}用的，不能当作{'演示' if kind == 'demo' else '正式'}库"
        )
    if found is None and installation.has_people():
        raise CommandFault("这个数据库里已经有账号或备案，却没有写明用途，不能再初始化")
