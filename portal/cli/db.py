"""`portal db upgrade`: bring the database to the schema this program knows."""

import argparse

from portal.app import create_app
from portal.catalogue.repository import Catalogue
from portal.cli.runtime import CommandFault, reported, settings
from portal.models import db, schema
from portal.models.crypto import KeyFileError
from portal.services import hospitals


def configure(parser: argparse.ArgumentParser) -> None:
    """One action so far."""
    actions = parser.add_subparsers(dest="action", metavar="upgrade", required=True)
    actions.add_parser("upgrade", help="把数据库升级到本程序的版本", description="把数据库升级到本程序的版本")


def run(_arguments: argparse.Namespace) -> int:
    """Upgrade, and write the hospitals that county files name."""
    return reported(upgrade)


def upgrade() -> int:
    """The work itself; killed half-way, the old schema is still there."""
    try:
        app = create_app(settings())
    except KeyFileError as fault:
        raise CommandFault(str(fault)) from fault
    with app.app_context():
        before = schema.current(db.engine)
        schema.upgrade(db.engine)
        added = hospitals.sync(Catalogue.load())
        print(f"数据库：{before or '空'} → {schema.current(db.engine)}；新登记转诊医院 {added} 家")
        db.engine.dispose()
    return 0
