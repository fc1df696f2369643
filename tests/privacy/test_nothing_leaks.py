"""No name, number, telephone, address or diagnosis where it does not belong: logs, addresses, disk, others' pages."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from portal.logs import JsonLines
from tests.access.requesting import request_as
from tests.access.table import ROUTES
from tests.access.world import World
from tests.privacy import canary
from tests.privacy.journey import Journey, travel

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("clean")]

SEES_NAMES = frozenset({"daughter", "hospital", "clerk", "supervisor"})
WHOLE_ID = re.compile(r"(?<![0-9a-f])[0-9]{17}[0-9Xx](?![0-9a-f])")
TYPED_TO_SEARCH = re.compile(r'<input[^>]*name="words"[^>]*>')
OWN_ID_STANDS_IN = ("/who", "/login", "/register", "/issue", "/correct", "/id-number", "/commit", "/check")


@pytest.fixture(scope="module")
def logged() -> Iterator[list[logging.LogRecord]]:
    """Everything any logger says, the libraries' too, at its most talkative."""
    records: list[logging.LogRecord] = []

    class Keeper(logging.Handler):
        """Keeps each record."""

        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    keeper, root = Keeper(logging.DEBUG), logging.getLogger()
    before = {name: logging.getLogger(name).level for name in ("sqlalchemy.engine", "werkzeug", "portal")}
    level = root.level
    root.addHandler(keeper)
    root.setLevel(logging.DEBUG)
    for name in before:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield records
    root.removeHandler(keeper)
    root.setLevel(level)
    for name, old in before.items():
        logging.getLogger(name).setLevel(old)


@pytest.fixture(scope="module")
def journey(world: World, logged: list[logging.LogRecord]) -> Journey:
    """The canary has been everywhere."""
    return travel(world)


@pytest.fixture(autouse=True)
def clean() -> None:
    """The journey is made once; nothing is rolled back between these tests."""


def secrets_in(text: str) -> set[str]:
    """Which of the canary's words stand in it."""
    return {secret for secret in canary.SECRETS if secret in text}


def test_the_canary_was_there_to_be_found(journey: Journey) -> None:
    """Otherwise the rest proves nothing."""
    seen = "".join(answer.text for _actor, answer in journey.answers if answer.mimetype == "text/html")
    assert secrets_in(seen) >= {canary.NAME, canary.AGENT, canary.DIAGNOSIS, canary.DOCTOR, canary.PHONE}


def test_no_log_record_holds_a_word_of_it(journey: Journey, logged: list[logging.LogRecord]) -> None:
    assert logged
    for record in logged:
        text = record.getMessage() + repr(record.args) + (record.exc_text or "") + JsonLines().format(record)
        if record.exc_info and record.exc_info[1]:
            text += str(record.exc_info[1])
        found = secrets_in(text) | ({"the QR's token"} if journey.qr in text else set())
        assert not found, f"{record.name} {record.levelname}: {text[:300]}"


def test_no_address_and_no_header_holds_a_word_of_it(journey: Journey) -> None:
    for actor, answer in journey.answers:
        heads = "\n".join(f"{name}: {value}" for name, value in answer.headers)
        found = secrets_in(answer.request.url) | secrets_in(heads)
        for secret in canary.SECRETS:
            found |= {secret for each in canary.spellings(secret) if each in heads.encode()}
        assert not found, f"{actor} {answer.request.path}"


def test_no_page_leads_to_an_address_with_a_word_of_it(journey: Journey) -> None:
    pattern = re.compile(r'(?:href|action|src|data-hx-[a-z]+)="([^"]*)"')
    for actor, answer in journey.answers:
        if answer.mimetype == "text/html":
            for url in pattern.findall(answer.text):
                spelled = {
                    each for secret in canary.SECRETS for each in canary.spellings(secret) if each in url.encode()
                }
                assert not spelled or url.startswith("tel:"), f"{actor} {answer.request.path}: {url}"


def test_pages_of_others_and_of_the_public_hold_no_word_of_it(world: World, journey: Journey) -> None:
    for actor, answer in journey.answers:
        if actor not in SEES_NAMES and "/register" not in answer.request.path:
            typed = {canary.AGENT_PHONE} if answer.request.path == "/login" else set()
            assert not secrets_in(answer.text) - typed, f"{actor} {answer.request.path}"
    for route in ROUTES:
        for actor in sorted(route.owners - SEES_NAMES)[:3] or ["stranger"]:
            if route.method == "GET":
                answer = request_as(world, route, actor)
                text = answer.text if answer.mimetype.startswith("text/") else ""
                assert not secrets_in(text), f"{actor} {answer.request.path}"


def test_the_hospital_reads_nothing_of_the_filing_it_did_not_make(world: World, journey: Journey) -> None:
    assert world.ask("hospital", "GET", f"/hospital/filings/{journey.online}").status_code == 404
    for actor, answer in journey.answers:
        if actor == "hospital":
            assert not {canary.AGENT, canary.AGENT_ID, canary.AGENT_PHONE} & secrets_in(answer.text)
            assert journey.online not in answer.text


def test_a_whole_id_number_is_shown_on_demand_only(world: World, journey: Journey) -> None:
    """One mask everywhere (the last two): the rest is shown by one's own hand, or by the act that is written down."""
    shown = []
    for actor, answer in journey.answers:
        path = answer.request.path
        if answer.mimetype == "text/html" and not path.endswith(OWN_ID_STANDS_IN):
            shown += [(actor, path) for found in WHOLE_ID.findall(_words(answer)) if found]
    assert sorted(set(shown)) == []
    for route in ROUTES:
        if route.method == "GET" and not route.endpoint.endswith((".who", ".correct", ".complete", ".issue")):
            for actor in sorted(route.owners)[:2]:
                answer = request_as(world, route, actor)
                if answer.mimetype == "text/html":
                    assert not WHOLE_ID.findall(_words(answer)), f"{actor} {answer.request.path}"


def _words(answer: TestResponse) -> str:
    """What is read: papers to sign and addresses left out."""
    main = TYPED_TO_SEARCH.sub("", answer.text.partition("<main")[2])
    return "" if "/papers/" in answer.request.path or "/notices/" in answer.request.path else main


def test_the_qr_says_state_and_dates_and_no_more(world: World, journey: Journey) -> None:
    page = world.ask("stranger", "GET", f"/p/{journey.qr}")
    assert not secrets_in(page.text)
    assert journey.online not in page.text
    for piece in (canary.ID_NUMBER[:6], canary.ID_NUMBER[6:14], canary.ID_NUMBER[-4:], canary.NAME[0] + "**"):
        assert piece not in page.text.partition("<main")[2].partition("</main>")[0]
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_the_public_list_says_number_tail_item_dates_and_state(world: World, journey: Journey) -> None:
    page = world.ask("stranger", "GET", "/disclosure?county=wenshang").text
    assert journey.online[-4:] in page
    assert not secrets_in(page)
    for name, number in world.seeds.names.items():
        if name in world.seeds.filings:
            assert number not in page, name
    shown = re.findall(r'<span class="number">([0-9]{4})</span>', page)
    others = [world.seeds.names[name][-4:] for name in world.seeds.filings if name != "draft"]
    draft = world.seeds.names["draft"][-4:]
    assert len(shown) > 5
    assert shown.count(draft) <= others.count(draft)  # two may end alike


def test_personal_pages_are_kept_by_no_browser(world: World, journey: Journey) -> None:
    for actor, answer in journey.answers:
        if actor in SEES_NAMES:
            assert answer.headers["Cache-Control"] == "no-store", f"{actor} {answer.request.path}"
    out = world.send("daughter", "/logout", {})
    assert "cache" in out.headers["Clear-Site-Data"]


def test_nothing_on_disk_can_be_read(world: World, journey: Journey) -> None:
    """Database, its log, papers: no word in any spelling; a photograph is no photograph."""
    files = [path for path in Path(world.data_dir).rglob("*") if path.is_file()]
    assert len(files) > 3
    wanted = {each for secret in canary.SECRETS for each in canary.spellings(secret)}
    for path in files:
        body = path.read_bytes()
        found = {each for each in wanted if each in body}
        assert not found, f"{path.name}: {found}"
        if "papers" in path.parts:
            assert b"JFIF" not in body
            assert not body.startswith((b"\xff\xd8", b"%PDF", b"II*"))


def test_files_can_be_read_by_the_portal_alone(world: World, journey: Journey) -> None:
    for path in (world.data_dir / "keys" / "portal.key", *(p for p in (world.data_dir / "papers").rglob("*"))):
        assert path.stat().st_mode & 0o077 == 0, path


def test_each_look_at_a_whole_number_and_a_paper_is_written_down(world: World, journey: Journey) -> None:
    from portal.models import AccessLog, Filing, db

    with world.app.app_context():
        row = db.session.query(Filing).filter(Filing.number == journey.online).one()
        looks = [log.what for log in db.session.query(AccessLog).filter(AccessLog.filing_id == row.id)]
    assert looks.count("id_number") == 2  # on demand, and on the form that prints it
    assert looks.count("filing") >= 1
    assert looks.count("paper:residence_proof") == 1  # twice, by one person on one day
