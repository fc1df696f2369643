"""The list of certificates whose filings ended early as it is handed out: made once for all who fetch it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import bindparam, select

from portal.domain import lifecycle
from portal.domain.actor import Context
from portal.models import FilingEvent, db
from portal.models.sealed import vault
from portal.models.trail import ChainedTable, TrailLink
from portal.services import certifying

IS_KEPT = timedelta(minutes=10)
"""How long it is handed out as it was made, if nothing ended since: from one full ten minutes to the next."""
MOST_LINES = 1000
"""After so many lines of the trail that nobody looked through it is made anew whatever they say."""
_NEXT = (
    select(TrailLink.seq, TrailLink.table_name, TrailLink.row_id)
    .where(TrailLink.seq > bindparam("seen"))
    .order_by(TrailLink.seq)
    .limit(MOST_LINES)
)
_LAST = select(TrailLink.seq).order_by(TrailLink.seq.desc()).limit(1)
_ENDINGS = select(FilingEvent.id).where(FilingEvent.kind.in_(sorted(lifecycle.ENDINGS))).limit(1)


@dataclass(slots=True)
class ListMade:
    """Its text, a tag that no other has (its signature), of when it says to be, which key signed it, and up to which
    line of the trail nothing ended that is not on it."""

    text: bytes
    tag: str
    listed_at: datetime
    signer: bytes
    seen: int


class PublishedList:
    """The list as it was last made. It names all that ever ended early in any county: in a big portal that takes a
    second, and anybody may fetch it. Every process makes the same of the same: it is dated to full ten minutes."""

    def __init__(self) -> None:
        self._made: ListMade | None = None
        self._making = Lock()

    def newest(self, ctx: Context) -> ListMade:
        """Made anew where something ended since; whoever asks while another makes it gets the one before."""
        dated = replace(ctx, now=_full(ctx.now))
        before = self._made
        if before is not None and (_still_holds(before, dated) or self._making.locked()):
            return before
        with self._making:
            made = self._made  # another may have made it meanwhile
            if made is None or not _still_holds(made, dated):
                made = self._made = _made_anew(dated)
            return made


def _full(now: datetime) -> datetime:
    return now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % IS_KEPT


def _made_anew(ctx: Context) -> ListMade:
    seen = db.session.scalar(_LAST) or 0  # before the list is read: what ends meanwhile makes another
    text = certifying.ended_list(ctx)
    return ListMade(f"{text}\n".encode(), text.rpartition(".")[2], ctx.now, vault.keyring.signer.public, seen)


def _still_holds(made: ListMade, ctx: Context) -> bool:
    """Whether it would say the same if it were made now. A line has its number in the trail once it is committed, one
    after the other; an event has its own before, and of two the later may be there first."""
    if (made.listed_at, made.signer) != (ctx.now, vault.keyring.signer.public):
        return False
    lines = db.session.execute(_NEXT, {"seen": made.seen}).all()
    if not lines:
        return True
    events = [line.row_id for line in lines if line.table_name == ChainedTable.FILING_EVENTS]
    if len(lines) == MOST_LINES or (events and db.session.scalar(_ENDINGS.where(FilingEvent.id.in_(events)))):
        return False
    made.seen = lines[-1].seq
    return True
