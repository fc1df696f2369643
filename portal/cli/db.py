"""`portal db upgrade|reindex`: bring the database to the schema and the search keys this program knows."""

import argparse

from portal.app import create_app
from portal.catalogue.files import fingerprint
from portal.cli.progress import Bar
from portal.cli.runtime import CommandFault, application, operator, reported, settings
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.models import db, schema
from portal.models.key_file import KeyFileError
from portal.models.transaction import transaction
from portal.services import hospitals, portal_events, search_keys
from portal.services.rulebook import rulebook


def configure(parser: argparse.ArgumentParser) -> None:
    """Two actions."""
    actions = parser.add_subparsers(dest="action", metavar="upgrade|reindex", required=True)
    for name, words in (
        ("upgrade", "把数据库升级到本程序的版本"),
        ("reindex", "重新生成查找用的索引；升级中断过，就再运行一次"),
    ):
        actions.add_parser(name, help=words, description=words)


def run(arguments: argparse.Namespace) -> int:
    """Upgrade, and write the hospitals that county files name; or make the search keys anew."""
    return reported(reindex if arguments.action == "reindex" else upgrade)


def upgrade() -> int:
    """The work itself; killed half-way, the old schema is still there."""
    chosen = settings()
    try:
        app = create_app(chosen)
    except KeyFileError as fault:
        raise CommandFault(str(fault)) from fault
    with app.app_context():
        before = schema.current(db.engine)
        schema.upgrade(db.engine)
        added = hospitals.sync(rulebook.catalogue)
        now = schema.current(db.engine)
        portal_events.note_change(operator(), PortalEventKind.UPGRADED, now or "")
        portal_events.note_change(operator(), PortalEventKind.CATALOGUE_CHANGED, fingerprint(chosen.counties_dir))
        print(f"数据库：{before or '空'} → {now}；新登记转诊医院 {added} 家")
        if before and before != now:
            _renew_keys()
        db.engine.dispose()
    return 0


def reindex() -> int:
    """The work itself; killed half-way, it is run again."""
    with application(settings()):
        _renew_keys()
    return 0


def _renew_keys() -> None:
    bar, done = Bar(), 0
    for done, total in search_keys.renew():
        bar("重新生成索引", done, total)
    bar.close()
    with transaction():
        portal_events.record(operator(), PortalEventKind.REINDEXED, PortalEventDetail(after=str(done)))
    print(f"查找用的索引：{done} 条已重新生成")
