"""What the worker does with a spreadsheet: read it once, then take its rows, some at a time.

It stands among the pages because a row is read by the form of a page; no request waits for it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

import msgspec
from flask import Flask

from portal.adapters import tables
from portal.adapters.file_store import FileMissing, FileStore
from portal.adapters.table_rows import TABLES, Table
from portal.adapters.tables import TableRefused
from portal.domain.actor import SYSTEM, Context
from portal.domain.vocabulary import Channel
from portal.models.crypto import SealBroken
from portal.models.referral_imports import ImportHeadings
from portal.services import import_rows
from portal.services.import_rows import ImportInHand
from portal.services.outbox import Claim, LeaseLost
from portal.web.importing.columns import OtherTemplate, read_headings
from portal.web.importing.kinds import RowKind
from portal.web.importing.rows import RowReader
from portal.web.language import gettext as _
from portal.web.language import in_language

BATCH = 50
"""Rows of one transaction: others wait for the write lock no longer than for these."""
BATCHES = 10
"""Transactions before other tasks have their turn."""


class Stopped(Exception):
    """The import cannot go on; the message says why and what to do."""


def go_on(
    kinds: Mapping[Channel, RowKind], app: Flask, files: FileStore, clock: Callable[[], datetime], claimed: Claim
) -> None:
    """Read the file, or take the next rows. Raises `LeaseLost` where another worker has it."""
    with app.test_request_context():  # forms and their sentences look for one
        hand = import_rows.in_hand(claimed, clock())
        if hand is None:
            import_rows.drop(Context(SYSTEM, clock()), claimed)
            return
        with in_language(hand.language):
            try:
                _go_on(kinds[hand.ctx.channel], files, clock, claimed, hand)
            except Stopped as stopped:
                import_rows.stop(Context(SYSTEM, clock()), claimed, str(stopped))
                files.delete(hand.file_key)


def _go_on(kind: RowKind, files: FileStore, clock: Callable[[], datetime], claimed: Claim, hand: ImportInHand) -> None:
    if not hand.is_allowed:
        raise Stopped(_("传表格的账号已经停用，后面的行没有再收。请用别的账号再传一次，收过的不会重复。"))
    try:
        kept = files.get(hand.file_key)
    except (FileMissing, SealBroken) as fault:
        raise Stopped(_("存着的表格读不出来了，后面的行没有再收。请再传一次，收过的不会重复。")) from fault
    if hand.row_count is None:
        _read(kind, files, Context(SYSTEM, clock()), claimed, hand, kept)
    else:
        _take(kind, files, clock, claimed, hand, TABLES.decode(kept))


def _read(kind: RowKind, files: FileStore, ctx: Context, claimed: Claim, hand: ImportInHand, kept: bytes) -> None:
    """From here on the rows are at hand, the headings first, without examples and empty lines."""
    try:
        table = tables.read(kept)
        columns = read_headings(kind, hand.item, table)
    except TableRefused as refused:
        raise Stopped(_(tables.SENTENCES[refused.code], **refused.values)) from refused
    except OtherTemplate as other:
        raise Stopped(str(other)) from other
    heading = next(row for row in table.rows if row.number == columns.row_number)
    rows = [row for row in table.rows if row.number > columns.row_number and not columns.is_example(row)]
    if not rows:
        raise Stopped(_("表头下面没有要导入的行。请填好再传。"))
    key = files.put(msgspec.json.encode(msgspec.structs.replace(table, rows=(heading, *rows))))
    try:
        import_rows.was_read(ctx, claimed, key, len(rows), ImportHeadings(columns.headings, columns.unused))
    except LeaseLost:
        files.delete(key)
        raise
    files.delete(hand.file_key)
    import_rows.pause(ctx, claimed)


def _take(
    kind: RowKind, files: FileStore, clock: Callable[[], datetime], claimed: Claim, hand: ImportInHand, table: Table
) -> None:
    reader = RowReader(kind, hand.item, table, read_headings(kind, hand.item, table))
    rows, handled = table.rows[1:], hand.handled
    for _batch in range(BATCHES):
        batch = [reader.read(row) for row in rows[handled : handled + BATCH]]
        handled = import_rows.take(Context(SYSTEM, clock()), claimed, hand, batch)
        if handled == len(rows):
            files.delete(hand.file_key)
            return
    import_rows.pause(Context(SYSTEM, clock()), claimed)
