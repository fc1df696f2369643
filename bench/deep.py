"""What a page costs nine tenths down a list of a million filings, as times the same page among ten thousand.

Of two portals in one process, asked in turns; where nine tenths down fewer rows than a page are left, a page begins
sooner, so that both show as many. Lists of what is few however many filings there are (accounts, faxes, promises that
somebody checks) are left out.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import Select, func, select

from bench.goals import DEEP, Goal, NotMeasured
from bench.pages import Work, cookies_of, in_turns, page_of
from bench.population import FEW, portal_of
from portal.domain import lifecycle
from portal.domain.vocabulary import EventKind, FilingStatus
from portal.models import Filing, FilingEvent, Hospital, User, db

PAGE = 50
HOME = Filing.county == "wenshang"
QUEUED = select(Filing.queue_due_on, Filing.id).where(HOME, Filing.queue_due_on.is_not(None))
IN_ORDER = QUEUED.order_by(Filing.queue_due_on, Filing.id)
PUBLIC = select(Filing.submitted_at, Filing.id).where(
    HOME, Filing.submitted_at.is_not(None), Filing.status != FilingStatus.WITHDRAWN
)
LINES = select(FilingEvent.id).where(
    select(Filing.id).where(Filing.id == FilingEvent.filing_id, HOME, Filing.submitted_at.is_not(None)).exists()
)
OWN = select(Filing.id).join(Hospital).join(User, User.hospital_id == Hospital.id).where(User.username == "hospital")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, who reads it, its rows in its order, and how its address says where a page begins."""

    who: str
    address: str
    rows: Select[Any]
    place: Callable[..., str] = str


LISTINGS: Mapping[str, Listing] = {
    "the queue": Listing("clerk", "/clerk/?after=", IN_ORDER, "{:%Y-%m-%d}.{}".format),
    "the public list": Listing(
        "citizen",
        "/disclosure?county=wenshang&after=",
        PUBLIC.order_by(Filing.submitted_at.desc(), Filing.id.desc()),
        "{:%Y%m%dT%H%M%S.%fZ}-{}".format,
    ),
    "the trail": Listing("supervisor", "/admin/trail?after=", LINES.order_by(FilingEvent.id.desc())),
    "one kind of act": Listing(
        "supervisor",
        "/admin/trail?kind=approved&after=",
        LINES.where(FilingEvent.kind == EventKind.APPROVED).order_by(FilingEvent.id.desc()),
    ),
    "what a hospital's ended": Listing(
        "hospital",
        "/hospital/?list=ended&after=",
        OWN.where(Filing.status.in_(lifecycle.CLOSED)).order_by(Filing.id.desc()),
    ),
}


def measured(count: int) -> Iterator[tuple[Goal, list[float]]]:
    """The ratios of each list, a figure a round."""
    if count <= FEW:
        raise NotMeasured(f"no more than {FEW} filings were asked for")
    works = {(name, number): work for number in (FEW, count) for name, work in _works(portal_of(number)).items()}
    for name in LISTINGS:
        few, many = (works[name, number]() for number in (FEW, count))
        assert few.count(b"<tr") == many.count(b"<tr"), f"{name}: not as many rows"
    found = in_turns(works)
    for name in LISTINGS:
        pairs = zip(found[name, count], found[name, FEW], strict=True)
        yield DEEP.of(name), [many / few for many, few in pairs]


def _works(app: Flask) -> dict[str, Work]:
    with app.app_context():
        places = {name: _place(each) for name, each in LISTINGS.items()}
    cookies = cookies_of(app)
    return {name: page_of(app, each.address + places[name], cookies[each.who]) for name, each in LISTINGS.items()}


def _place(listing: Listing) -> str:
    """Of the row nine tenths down, or of one a page and a row before the end."""
    number = db.session.scalar(select(func.count()).select_from(listing.rows.order_by(None).subquery())) or 0
    deep = min(number * 9 // 10, number - PAGE - 2)
    assert deep > 0, f"{listing.address} has but {number} rows"
    return listing.place(*db.session.execute(listing.rows.offset(deep).limit(1)).one())
