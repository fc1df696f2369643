"""Holds every acknowledged act against the database and the papers: there, whole, and once."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import func, select, text

from portal.domain.tasks import Task
from portal.domain.vocabulary import FilingStatus, NoticeKind
from portal.models import Document, Filing, FilingEvent, Notice, OutboxMessage, db
from portal.models.sealed import person_index
from tests.faults.served_portal import ServedPortal
from tests.faults.tally import LossTally
from tests.faults.visitors import Acknowledged

SENT = set(FilingStatus) - {FilingStatus.DRAFT, FilingStatus.WITHDRAWN}


def verify(place: ServedPortal, noted: Sequence[Acknowledged]) -> LossTally:
    """Count what is lost and what is there twice; raises where the database itself is not whole."""
    with place.application():
        _require_whole()
        world = _World(place)
        lost = [act for act in noted if not world.has(act)]
        for act in lost[:5]:
            print(f"lost: {act.kind} {act.number}")
        return LossTally(len(noted), len(lost), world.doubled)


def _require_whole() -> None:
    if db.engine.dialect.name == "sqlite":
        assert db.session.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
        assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []


class _World:
    """All there is, read once."""

    def __init__(self, place: ServedPortal) -> None:
        self.filings = {row.number: row for row in db.session.scalars(select(Filing))}
        self.events = Counter(tuple(row) for row in _rows(select(FilingEvent.filing_id, FilingEvent.kind)))
        self.notices = Counter(tuple(row) for row in _rows(select(Notice.filing_id, Notice.kind)))
        self.documents: dict[int, list[Document]] = {}
        for document in db.session.scalars(select(Document).where(Document.storage_key.is_not(None))):
            content = place.files.get(document.storage_key or "")  # raises where a row names a file that is not whole
            assert len(content) == document.size
            self.documents.setdefault(document.filing_id, []).append(document)
        tasks = db.session.scalar(select(func.count()).where(OutboxMessage.kind == Task.KEEP_NOTICE))
        issued = db.session.scalar(select(func.count()).select_from(Notice))
        self.is_followed_up = tasks == issued
        people = (row.person_index for row in self.filings.values() if row.status in SENT)
        self.doubled = _more_than_once(people) + _more_than_once_each(self.events, ("submitted", "approved"))
        self.doubled += sum(count - 1 for (_filing, kind), count in self.notices.items() if kind in ONCE)

    def has(self, act: Acknowledged) -> bool:
        """Whether the act left everything it should."""
        filing = self.filings.get(act.number)
        if filing is None or not self.is_followed_up:
            return False
        if act.person and filing.person_index != person_index(act.person.id_number):
            return False
        return {
            "opened": True,
            "typed": True,
            "paper": bool(self.documents.get(filing.id)),
            "submitted": self._was(filing, "submitted", NoticeKind.RECEIPT) and filing.status in SENT,
            "approved": self._was(filing, "approved", NoticeKind.DECISION) and filing.status is FilingStatus.APPROVED,
        }[act.kind]

    def _was(self, filing: Filing, event: str, document: NoticeKind) -> bool:
        return self.events[filing.id, event] > 0 and self.notices[filing.id, document] > 0


ONCE = (NoticeKind.RECEIPT, NoticeKind.ACCEPTANCE, NoticeKind.DECISION)


def _rows(query: object) -> Iterable[Sequence[object]]:
    return db.session.execute(query).all()  # type: ignore[call-overload, no-any-return]


def _more_than_once(things: Iterable[object]) -> int:
    return sum(count - 1 for count in Counter(things).values())


def _more_than_once_each(events: "Counter[tuple[object, ...]]", kinds: Sequence[str]) -> int:
    return sum(count - 1 for (_filing, kind), count in events.items() if kind in kinds)
