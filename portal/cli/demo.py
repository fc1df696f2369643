"""`portal demo`: synthetic people and two hundred filings, served on this machine only."""

import argparse
import os
import re
import secrets
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from threading import Event, Thread

from flask import Flask
from pyotp import random_base32

from portal.adapters.clock import system_clock
from portal.adapters.uploads import UploadLimits
from portal.app import create_app
from portal.cli.progress import Bar
from portal.cli.runtime import CommandFault, application, operator, ready_for, reported, settings, whole_number
from portal.cli.serve import announce, answer, listening_at
from portal.cli.worker import worker_of
from portal.config import Settings
from portal.demo import accounts as demo_accounts
from portal.demo.documents import SampleDocuments
from portal.demo.faxes import fill_tray
from portal.demo.filings import Player
from portal.demo.plan import COUNT, plan
from portal.domain.errors import DomainError
from portal.fax_taking import FaxTaker
from portal.models import db, schema
from portal.services import hospitals, installation, passwords
from portal.services.rulebook import rulebook

_BASE32 = re.compile("[A-Z2-7]{32}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Which port; the address is always this machine's own."""
    parser.add_argument("--port", type=whole_number(65_535), default=8000, help="端口（默认 8000）")
    parser.add_argument("--no-serve", action="store_true", help="只准备数据，不启动")
    parser.add_argument("--code", action="store_true", help="只打印工作人员登录用的动态码（演示已经启动过）")


def run(arguments: argparse.Namespace) -> int:
    """Prepare once, then serve."""
    if arguments.code:
        return reported(print_code)
    return reported(lambda: demo(arguments.port, arguments.no_serve))


def demo(port: int, only_prepare: bool) -> int:
    """The work itself."""
    chosen = demo_settings(port)
    with application(_migrated(chosen)) as app:
        ready_for("demo")
        password = os.environ.get("PORTAL_DEMO_PASSWORD") or secrets.token_urlsafe(9)
        hashed = passwords.make_hash(password)
        counties = [county.slug for county in rulebook.catalogue.counties()]
        if installation.has_people():
            demo_accounts.renew(operator(), hashed, counties)
        else:
            fill(app, hashed)
        base32 = _totp_secret()
        demo_accounts.give_factor(operator(), base32)
        print(f"演示账号：{'、'.join(demo_accounts.names(counties))}")
        print(f"密码（都一样）：{password}")
        print(
            f"工作人员和医院登录还要动态码，另开一个窗口运行：portal demo --code（这里是 make code）；密钥：{base32}",
            flush=True,
        )
    if not only_prepare:
        with listening_at("127.0.0.1", port) as listening:
            Thread(target=worker_of(app, chosen).run, args=[Event()], name="worker", daemon=True).start()
            announce(chosen, "127.0.0.1", listening)
            answer(app, listening)
    return 0


def _totp_secret() -> str:
    """The one the operator chose, or a new one."""
    chosen = "".join(os.environ.get("PORTAL_DEMO_TOTP", "").upper().split())
    if chosen and not _BASE32.fullmatch(chosen):
        raise CommandFault("PORTAL_DEMO_TOTP：请写 32 个字符，只用 A 到 Z 和 2 到 7")
    return chosen or random_base32()


def print_code() -> int:
    """The code of this half minute, for who has no authenticator at hand."""
    with application(demo_settings(8000)):
        ready_for("demo")
        print(demo_accounts.code_now(operator()))
    return 0


def demo_settings(port: int) -> Settings:
    """The operator's settings with a data folder and a database of the demo's own, unless one was named."""
    chosen = settings()
    return replace(
        chosen,
        data_dir=chosen.data_dir if os.environ.get("PORTAL_DATA_DIR") else chosen.data_dir / "demo",
        base_url=chosen.base_url if os.environ.get("PORTAL_BASE_URL") else f"http://127.0.0.1:{port}",
        demo=True,
    )


def _migrated(chosen: Settings) -> Settings:
    app = create_app(chosen)
    with app.app_context():
        schema.upgrade(db.engine)
        hospitals.sync(rulebook.catalogue)
        db.engine.dispose()
    return chosen


def fill(app: Flask, password_hash: str, now: datetime | None = None) -> None:
    """Make the accounts and play every case."""
    moment = now or system_clock()
    ctx = operator(demo_accounts.HOME)
    installation.claim(ctx, "demo")
    users = demo_accounts.make(ctx, password_hash, [county.slug for county in rulebook.catalogue.counties()])
    player = Player(
        moment, users, SampleDocuments(app.extensions["portal_papers"]), passwords.make_hash(secrets.token_hex())
    )
    bar = Bar()
    for done, case in enumerate(plan(rulebook.catalogue.items()), 1):
        with suppress(DomainError):  # a county may ask for what the demo's people have not got
            player.play(case)
        bar("准备演示数据", done, COUNT)
    bar.close()
    fill_tray(FaxTaker(app.extensions["portal_papers"], UploadLimits(), lambda: moment), demo_accounts.HOME)
