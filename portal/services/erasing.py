"""Erasing accounts and filings for good: here, and in every backup that is restored."""

from collections.abc import Callable, Iterable, Sequence

from portal.domain.actor import Context
from portal.models import Erasure, Filing, User, db, erasures
from portal.models.engine import let_go_of_the_log
from portal.models.transaction import transaction

Note = Callable[[Iterable[Erasure]], None]
"""Writes erasures down outside the database (`adapters.erasure_list.ErasureList.add`)."""


def erase(ctx: Context, note: Note, filings: Sequence[Filing] = (), accounts: Sequence[User] = ()) -> Sequence[str]:
    """Erase all of these in one transaction; returns the keys of their files, which nothing names any more.

    The caller has decided that they may be, and removes the files; those it forgets are swept with what nobody names.
    An account goes without its filings, and they without it.
    """
    with transaction():
        files = erase_within(ctx, note, filings, accounts)
    let_go_of_the_log(db.engine)
    return files


def erase_within(
    ctx: Context, note: Note, filings: Sequence[Filing] = (), accounts: Sequence[User] = ()
) -> Sequence[str]:
    """The same as part of the caller's transaction, after which the caller lets go of the database's log.

    They are on the list before they are erased: after a power cut between the two, a restored backup erases what this
    database still has, so whoever asks is to ask again.
    """
    rows = [row for row in (*filings, *accounts) if not row.is_erased]
    wanted = [Erasure(uid=row.uid, of_table=row.__tablename__, at=ctx.now) for row in rows]
    note(wanted)
    db.session.flush()
    erased = erasures.apply(db.session.connection(), wanted)
    for row in rows:
        db.session.expire(row)
    return erased.files
