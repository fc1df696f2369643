"""`portal doctor`: says in plain words what is wrong with the installation, and what to do."""

import argparse

from flask import Flask

from portal.adapters.clock import system_clock
from portal.app import create_app
from portal.cli.runtime import CommandFault, reported, settings
from portal.config import Settings
from portal.doctor import Doctor
from portal.domain.actor import SYSTEM, Context
from portal.domain.checkup import CheckupStatus
from portal.models import db, schema
from portal.models.key_file import KeyFileError
from portal.models.sealed import vault
from portal.services import checkups
from portal.services.rulebook import rulebook
from portal.wording.checkups import checkup_sentence, matter_name

SIGNS = {CheckupStatus.SOUND: "✓", CheckupStatus.WATCH: "!", CheckupStatus.BAD: "✗"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Everything is said by settings."""
    parser.epilog = "有 ✗ 就以 1 退出。主管在网页“系统检查”里看到同样的内容。"


def run(_arguments: argparse.Namespace) -> int:
    """Examine, say, and keep it for the supervisors' page."""
    return reported(examine)


def examine() -> int:
    """The work itself."""
    chosen = settings()
    if not chosen.key_path.exists():
        raise CommandFault(f"密钥文件 {chosen.key_path} 不在：这里还没有系统（先运行 portal init），或者密钥被移走了")
    try:
        app = create_app(chosen)
    except KeyFileError as fault:
        raise CommandFault(str(fault)) from fault
    with app.app_context():
        found = doctor_of(app, chosen).examine(Context(SYSTEM, system_clock()))
        for line in found.lines:
            print(f"{SIGNS[line.status]} {matter_name(line.matter)}：{checkup_sentence(line)}")
        if schema.current(db.engine) == schema.known_head():
            checkups.save(found)
    return 1 if found.is_bad else 0


def doctor_of(app: Flask, chosen: Settings) -> Doctor:
    """The doctor of an application made from these settings."""
    return Doctor(chosen, vault.keyring, app.extensions["portal_papers"], rulebook.calendar)
