"""`portal worker`: does what must happen after each act, and the chores of the day, until it is stopped."""

import argparse
import signal
from dataclasses import replace
from threading import Event

from flask import Flask

from portal import logs
from portal.adapters.clock import system_clock
from portal.adapters.page_reader import installed_reader
from portal.cli.doctor import doctor_of
from portal.cli.runtime import application, reported, settings
from portal.config import Settings
from portal.domain.retention import periods
from portal.services import outbox
from portal.services.messages import Messenger
from portal.worker import Worker


def configure(parser: argparse.ArgumentParser) -> None:
    """Go on, or stop when there is nothing left."""
    parser.add_argument("--until-empty", action="store_true", help="办完现有的就退出，不一直等")
    parser.add_argument("--again", action="store_true", help="先把试了多次、已经放下的拿出来再试：毛病改好以后用")


def run(arguments: argparse.Namespace) -> int:
    """Work until stopped, or until nothing is due."""
    return reported(lambda: work(arguments.until_empty, arguments.again))


def work(until_empty: bool, again: bool) -> int:
    """The work itself; SIGTERM and Ctrl+C let it finish what it has in hand."""
    chosen = settings()
    with application(chosen) as app:
        worker = worker_of(app, chosen)
        if again:
            print(f"放下的 {outbox.try_again(worker.context())} 件再试一次", flush=True)
        if until_empty:
            print(f"办完了 {worker.work_off()} 件后续事务")
            return 0
        logs.to_stderr()
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        print("后台办理已启动（按 Ctrl+C 停止）", flush=True)
        worker.run(stop)
    return 0


def worker_of(app: Flask, chosen: Settings) -> Worker:
    """The worker of an application made from these settings."""
    certified_in = chosen.data_dir if chosen.retention_daily else None
    kept = periods(chosen.retention_filing_years)
    papers = app.extensions["portal_papers"]
    carriers = app.extensions["portal_messages"], app.extensions["portal_mail"]
    messenger = Messenger(carriers[0], chosen.base_url, chosen.quiet_hours, carriers[1], chosen.daily_cap)
    doctor, backups = doctor_of(app, chosen), chosen.backup_dir
    made = Worker(app, papers, chosen.base_url, system_clock, doctor, messenger, certified_in, backups, kept)
    pictures = app.extensions["portal_pictures"]
    return replace(made, reminder_days=chosen.reminder_days, reader=installed_reader(), pictures=pictures)
