"""A line of a filing's history as its people may take it along: all that stands beside it but for others' words.

Of an answer that was mended the earlier words are not in it, nor on whose word it was; of staff the role alone.
"""

from dataclasses import dataclass
from datetime import date, datetime

from portal.domain.event_detail import EventDetail
from portal.domain.slip_signing import SlipSigner
from portal.domain.vocabulary import EventKind, Evidence, Mark, Role, Subject
from portal.models import FilingEvent

AS_IT_IS = (
    "evidence", "mark", "insured", "what", "unchecked", "by", "promised_on", "check_on", "posted_on", "stars",
    "signed_as", "fax", "fax_came_at",
)  # fmt: skip
"""What is taken along by the name it has beside the line."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of a filing's history; of staff the role alone. What does not open is among the filing's `lost`."""

    at: datetime
    kind: EventKind
    role: Role | None
    text: str
    documents: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    evidence: Evidence | None = None
    mark: Mark | None = None
    insured: bool | None = None
    what: str = ""
    unchecked: tuple[Subject, ...] = ()
    by: str = ""
    promised_on: date | None = None
    check_on: date | None = None
    posted_on: date | None = None
    stars: int = 0
    signed_as: SlipSigner | None = None
    fax: int = 0
    fax_came_at: datetime | None = None

    @classmethod
    def of(cls, event: FilingEvent, detail: EventDetail) -> "Happened":
        """That line, with what was read of it."""
        colleague = event.kind is EventKind.ASSIGNED  # there its text is a name of staff
        words = (detail.reason, detail.remark, detail.note, detail.unchecked_reason, "" if colleague else detail.text)
        mended = tuple(detail.mending.paths) if detail.mending else ()
        return cls(
            at=event.at,
            kind=event.kind,
            role=event.actor_role,
            text="；".join(filter(None, words)),
            documents=tuple(kind for kind in (detail.kind, *detail.kinds) if kind),
            answers=(*detail.questions, *mended),
            **{name: getattr(detail, name) for name in AS_IT_IS},
        )
