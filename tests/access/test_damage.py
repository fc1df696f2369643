"""A sealed value that does not open says so with its number and costs its row: no page falls, and no other row."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, text

from portal.adapters.erasure_list import ErasureList
from portal.domain.actor import SYSTEM, Context
from portal.domain.messages import MessageKind, MessageState, Whose
from portal.domain.portal_events import PortalEventKind
from portal.models import Document, Filing, FilingEvent, Message, Notice, PortalEvent, User, db
from portal.models.base import Row
from portal.models.crypto import SealBroken
from portal.models.documents import SignedStatement
from portal.models.messages import MessageContent
from portal.models.transaction import transaction
from portal.services import damage, erasing
from tests.access.openings import noted_openings
from tests.access.requesting import address, request_as
from tests.access.routes import RouteCase
from tests.access.table import ROUTES
from tests.access.world import ACTORS, World
from tests.people import NOW, PASSWORD

pytestmark = pytest.mark.slow

COLUMNS = [
    (kind, column.name)
    for kind in damage.sealed_kinds()
    for column in kind.__table__.columns
    if column.name.endswith("_sealed") and column.name != "is_sealed"
]
OWN_PAGES = [route for route in ROUTES if route.method == "GET" and route.owners and len(route.audience) < len(ACTORS)]
DRAWN = ("_pdf", "picture")
"""Pages that take long and open no more than their neighbours, but for what is drawn on them."""
LISTS = [
    ("owner", "/me"),
    ("hospital", "/hospital/"),
    ("clerk", "/clerk/"),
    ("clerk", "/clerk/messages"),
    ("supervisor", "/admin/trail"),
    ("supervisor", "/admin/trail?show=looks"),
    ("supervisor", "/admin/accounts/"),
]


def flip(engine: Engine, kind: type[Row], column: str, where: str = "") -> int:
    """Change the last byte of what is sealed there; returns in how many rows."""
    db.session.rollback()  # or it goes on seeing what was there before
    db.session.expire_all()
    name = kind.__tablename__
    with engine.begin() as connection:
        triggers = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"), {"table": name}
        ).all()
        for trigger, _sql in triggers:
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        rows = connection.exec_driver_sql(f"SELECT id, {column} FROM {name} WHERE {column} IS NOT NULL {where}").all()
        for row, sealed in rows:
            changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
            connection.exec_driver_sql(f"UPDATE {name} SET {column} = ? WHERE id = ?", (changed, row))
        for _trigger, sql in triggers:
            connection.exec_driver_sql(sql)
    return len(rows)


def unheard(number: str) -> Message:
    """What nobody carried to that filing's people."""
    event = db.session.scalars(select(FilingEvent).join(Filing).where(Filing.number == number)).first()
    assert event is not None
    return Message(
        filing_id=event.filing_id,
        county=event.county,
        event_id=event.id,
        kind=MessageKind.SUBMITTED,
        whose=Whose.CONTACT,
        content=MessageContent("13900001111", "zh_CN", {"number": number}),
        state=MessageState.NO_CHANNEL,
        made_at=NOW,
    )


def number_of(row: Row, name: str) -> str:
    """The number that stands where this value would."""
    with pytest.raises(SealBroken) as broken:
        getattr(row, name)
    return broken.value.reference


def dressed(world: World) -> None:
    """More is sealed, so that each column holds something."""
    with world.app.app_context(), transaction():
        for document in db.session.scalars(select(Document)):
            document.mark_note, document.commitment = "看不清", SignedStatement("我承诺", "某人")
        db.session.add(unheard(world.seeds.names["sent"]))


@pytest.fixture(scope="module")
def opened_by(world: World) -> Mapping[tuple[str, str], set[str]]:
    """Whose page at which address → the sealed columns it opens while all is whole."""
    dressed(world)
    pages = [(sorted(route.owners)[0], address(world, route)) for route in OWN_PAGES]
    found: dict[tuple[str, str], set[str]] = {}
    for page in (*pages, *LISTS):
        with noted_openings() as found[page]:
            world.ask(page[0], "GET", page[1])
    world.roll_back()
    return found


def shows(opened_by: Mapping[tuple[str, str], set[str]], world: World, route: RouteCase, column: str) -> bool:
    """Whether that page opens the column: what it never opens it cannot stumble over."""
    return column in opened_by[(sorted(route.owners)[0], address(world, route))]


@pytest.mark.parametrize(("kind", "column"), COLUMNS, ids=lambda value: getattr(value, "__tablename__", value))
def test_no_page_falls(
    world: World, opened_by: Mapping[tuple[str, str], set[str]], kind: type[Row], column: str
) -> None:
    dressed(world)
    with world.app.app_context():
        flipped = flip(db.engine, kind, column)
        found = damage.seek()
        assert flipped > 0
        assert len(found.numbers) == flipped
    place = f"{kind.__tablename__}.{column}"
    for route in OWN_PAGES:
        if not shows(opened_by, world, route, place) or (kind is not Notice and route.endpoint.endswith(DRAWN)):
            continue
        actor = sorted(route.owners)[0]
        answer = request_as(world, route, actor)
        assert answer.status_code in (route.expected(actor), 409), f"{route.endpoint}: {answer.status_code}"
        if answer.status_code == 409:
            assert any(number in answer.text for number in found.numbers)
    for actor, url in LISTS:
        if place in opened_by[(actor, url)]:
            assert world.ask(actor, "GET", url).status_code == 200, url


def test_the_pages_that_are_asked_are_those_that_open_something(
    opened_by: Mapping[tuple[str, str], set[str]],
) -> None:
    """Otherwise the test above asks nobody."""
    assert all({"users.identity_sealed"} < opened_by[page] for page in LISTS)
    assert {"filings.claims_sealed", "documents.mark_note_sealed"} < set.union(*opened_by.values())


def test_one_filing_is_lost_and_its_neighbours_are_not(world: World) -> None:
    with world.app.app_context():
        sent = db.session.scalars(select(Filing).where(Filing.number == world.seeds.names["sent"])).one()
        assert flip(db.engine, Filing, "claims_sealed", f"AND id = {sent.id}") == 1
        db.session.expire(sent)
        number = number_of(sent, "claims")
    for actor, url in (("owner", "/me"), ("clerk", "/clerk/")):
        listed = world.ask(actor, "GET", url).text
        assert listed.count("数据异常") == listed.count(number) == 1
        assert listed.count("**") > 1 or actor == "owner"
    for actor, endpoint in (("owner", "own_filing.detail"), ("clerk", "clerk_filing.page")):
        route = next(route for route in ROUTES if route.endpoint == endpoint)
        answer = world.ask(actor, "GET", address(world, route))
        assert (answer.status_code, answer.text.count(number)) == (409, 1)
        assert "请打电话给经办机构" in answer.text
    with world.app.app_context():
        met = db.session.scalars(select(PortalEvent).where(PortalEvent.kind == PortalEventKind.DAMAGE_FOUND)).all()
        assert [each.detail.reason for each in met] == [number], "once, however often it is met in a quarter of an hour"


def test_an_erased_filing_says_so_and_is_no_damage(world: World, tmp_path: Path) -> None:
    with world.app.app_context():
        sent = db.session.scalars(select(Filing).where(Filing.number == world.seeds.names["sent"])).one()
        erasing.erase(Context(SYSTEM, NOW), ErasureList(tmp_path).add, filings=[sent])
        assert damage.seek().numbers == []
    for actor, url in LISTS:
        answer = world.ask(actor, "GET", url)
        assert (answer.status_code, "数据异常" in answer.text) == (200, False)
    assert "已删除" in world.ask("clerk", "GET", "/clerk/").text
    for route in OWN_PAGES:
        if route.at.get("number") == "@sent":
            actor = sorted(route.owners)[0]
            answer = request_as(world, route, actor)
            assert answer.status_code in (route.expected(actor), 404, 410), route.endpoint
    answer = world.ask("clerk", "GET", f"/clerk/filings/{sent.number}")
    assert (answer.status_code, "已删除" in answer.text) == (410, True)


def test_an_account_goes_on_without_its_name(world: World) -> None:
    with world.app.app_context():
        clerk = world.user("clerk")
        flip(db.engine, User, "identity_sealed", f"AND id = {clerk.id}")
        db.session.expire(clerk)
        number = number_of(clerk, "identity")
    for actor, url in (("clerk", "/clerk/"), ("supervisor", "/admin/accounts/"), ("supervisor", "/admin/trail")):
        answer = world.ask(actor, "GET", url)
        assert (answer.status_code, number in answer.text) == (200, True)
    assert number not in world.ask("other_supervisor", "GET", "/admin/accounts/").text


def test_a_line_of_the_history_is_lost_and_the_rest_is_read(world: World) -> None:
    with world.app.app_context():
        known = select(FilingEvent).join(Filing).where(Filing.number == world.seeds.names["call_returned"])
        event = db.session.scalars(known.where(FilingEvent.detail_sealed.is_not(None))).first()
        assert event is not None
        flip(db.engine, FilingEvent, "detail_sealed", f"AND id = {event.id}")
        db.session.expire(event)
        number = number_of(event, "detail_kept")
    trail = world.ask("supervisor", "GET", "/admin/trail")
    assert (trail.status_code, trail.text.count(number), trail.text.count("数据异常")) == (200, 1, 1)


def own_data_of(world: World, actor: str) -> dict[str, Any]:
    """What that person downloads of themselves, as a program reads it."""
    answer = world.send(actor, "/account/data", {"old_password": PASSWORD})
    assert (answer.status_code, answer.mimetype) == (200, "application/zip"), answer.text
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        assert "data.json" in archive.read("index.html").decode()
        return dict(json.loads(archive.read("data.json")))


@pytest.fixture(scope="module")
def whole(world: World) -> dict[str, Any]:
    """What the owner downloads while nothing is lost."""
    taken = own_data_of(world, "owner")
    world.roll_back()
    return taken


@pytest.mark.parametrize(("kind", "column"), COLUMNS, ids=lambda value: getattr(value, "__tablename__", value))
def test_the_rest_of_ones_own_data_can_be_taken(
    world: World, whole: dict[str, Any], kind: type[Row], column: str
) -> None:
    with world.app.app_context():
        flip(db.engine, kind, column)
    left = own_data_of(world, "owner")
    assert [each["number"] for each in left["filings"]] == [each["number"] for each in whole["filings"]]
    if (kind, column) == (Filing, "claims_sealed"):
        assert all("数据异常" in each["lost"][0] for each in left["filings"])


def test_ones_own_data_names_what_was_erased(world: World, tmp_path: Path) -> None:
    with world.app.app_context():
        sent = db.session.scalars(select(Filing).where(Filing.number == world.seeds.names["sent"])).one()
        erasing.erase(Context(SYSTEM, NOW), ErasureList(tmp_path).add, filings=[sent])
    (gone,) = [each for each in own_data_of(world, "owner")["filings"] if each["number"] == world.seeds.names["sent"]]
    assert set(gone["lost"]) == {"已删除"}
    assert gone["answers"] == {}
    assert gone["submitted_at"]


def test_a_paper_whose_bytes_do_not_open_says_so(world: World) -> None:
    with world.app.app_context():
        uid = world.seeds.names["sent.document"]
        key = db.session.scalars(select(Document.storage_key).where(Document.uid == uid)).one()
    path = world.data_dir / "papers" / key[:2] / key[2:4] / key
    sealed = path.read_bytes()
    path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    try:
        for endpoint in ("own_documents.scan", "clerk_filing.picture", "clerk_filing.file"):
            route = next(route for route in ROUTES if route.endpoint == endpoint)
            answer = request_as(world, route, sorted(route.owners)[0])
            assert (answer.status_code, "数据异常" in answer.text) == (409, True)
    finally:
        path.write_bytes(sealed)
