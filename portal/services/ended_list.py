"""The list of certificates whose filings ended early as it is handed out: made once for all who fetch it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from threading import Lock
from typing import Any

from sqlalchemy import Select, select

from portal.domain import lifecycle
from portal.domain.actor import Context
from portal.models import FilingEvent, db
from portal.models.sealed import vault
from portal.services import certifying
from portal.services.rulebook import rulebook

IS_KEPT = timedelta(minutes=10)
"""How long it is handed out as it was made, if nothing ended since."""


@dataclass(frozen=True, slots=True)
class ListMade:
    """Its text, a tag that no other has (its signature), when it was made, and of which key and ends."""

    text: bytes
    tag: str
    at: datetime
    of: tuple[object, ...]

    def holds(self, ctx: Context, of: tuple[object, ...]) -> bool:
        """Whether it would say the same if it were made now."""
        return self.of == of and self.at <= ctx.now < self.at + IS_KEPT


class PublishedList:
    """The list as it was last made. It names all that ever ended early in any county: in a big portal that takes a
    second, and anybody may fetch it."""

    def __init__(self) -> None:
        self._made: ListMade | None = None
        self._making = Lock()

    def newest(self, ctx: Context) -> ListMade:
        """Made anew where something ended since; whoever asks while another makes it gets the one before."""
        of = (vault.keyring.signer.public, *_last_endings())
        made = self._made
        if made is not None and (made.holds(ctx, of) or self._making.locked()):
            return made
        with self._making:
            made = self._made  # another may have made it meanwhile
            if made is None or not made.holds(ctx, of):
                text = certifying.ended_list(ctx)
                made = self._made = ListMade(f"{text}\n".encode(), _signature(text), ctx.now, of)
            return made


def _signature(text: str) -> str:
    return text.rpartition(".")[2]


def _last_endings() -> tuple[object, ...]:
    """Which line of each kind that ends a filing, or undoes it, was each county's last: one index entry each."""
    counties = tuple(county.slug for county in rulebook.catalogue.counties())
    return tuple(db.session.execute(_asking_of(counties)).one())


@cache
def _asking_of(counties: tuple[str, ...]) -> Select[Any]:
    kinds = sorted(lifecycle.ENDINGS)
    last = select(FilingEvent.uid).order_by(FilingEvent.id.desc()).limit(1)
    return select(
        *(
            last.where(FilingEvent.county == county, FilingEvent.kind == kind).scalar_subquery()
            for county in counties
            for kind in kinds
        )
    )
