"""The demo as a town to walk through: who lives in it, and one page of every kind each of them can reach by links."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from portal.app import create_app
from portal.catalogue.repository import Catalogue
from portal.cli.demo import fill
from portal.config import Settings
from portal.domain.actor import Context
from portal.domain.vocabulary import TokenPurpose
from portal.models import Filing, Notice, User, db
from portal.models.crypto import load_keyring
from portal.models.sealed import vault
from portal.services import filings, hospitals, passwords, progress, review, scoping, sessions, tokens
from tests.people import NOW, PASSWORD, SyntheticPerson, long_stay
from tests.web.living import signed_in

STRANGER = "stranger"
PEOPLE = ("citizen", "hospital", "clerk", "supervisor")
HOME = {STRANGER: "/", "citizen": "/me", "hospital": "/hospital/", "clerk": "/clerk/", "supervisor": "/admin/"}
DETAIL = {"citizen": "/me/filings/", "hospital": "/hospital/filings/"}
DETAIL_ROUTES = {"own_filing.detail", "hospital.show", "clerk_filing.page"}
START = "start.start"
ALIKE = {"public.public_list", "apply.before_typing"}
"""One of these looks like the next."""
_REFERRED = "/start?county=wenshang&situation=referral&scheme=employee&inpatient=yes"
QUERY_PAGES = (
    "/start?county=liujiang&situation=emergency",
    "/start?county=wenshang&situation=referral",
    "/start?county=wenshang&situation=long-stay",
    f"{_REFERRED}&hospital=h1",
    f"{_REFERRED}&hospital=none",
    "/start?county=liujiang&situation=emergency&admitted=2026-09-01&networked=yes&stay=short",
    "/start?county=zhenping&situation=emergency",
    "/start?county=wenshang&asked=situation",
)
"""Where the answers to plain questions lead: forms lead there, not links."""
LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')
NO_PAGE = re.compile(r"\.pdf$|/assets/|/(file|scans/\w+|documents/\w+)$|\.png$|/pages/\d+$")
A_PAGE_ON = frozenset({"after", "before", "done", "next", "then", "day", "actor", "kind", "item", "channel", "month"})
"""Words of an address that make no other kind of page."""


@dataclass(frozen=True)
class Spot:
    """A page to look at, and the route that draws it."""

    route: str
    address: str


@dataclass
class BrowsedDemo:
    """The filled demo, and the browsers of those who are signed in to it."""

    app: Flask
    settings: Settings
    clients: dict[str, FlaskClient] = field(default_factory=dict)
    spots: dict[str, list[Spot]] = field(default_factory=dict)
    """What each person can see that nobody before them saw."""
    letters: list[str] = field(default_factory=list)
    """Addresses that come by telephone or on paper: no link leads there."""

    def bind(self) -> None:
        """Other applications of this process have keys of their own; this one's people are read with its key."""
        vault.use(load_keyring(self.settings.key_path, may_create=False))

    def cookies(self, who: str) -> dict[str, str]:
        """What makes a browser that person's."""
        cookie = self.clients[who].get_cookie("portal_session")
        return {} if who == STRANGER or cookie is None else {"portal_session": cookie.value}


def filled(data_dir: Path, template: Path) -> BrowsedDemo:
    """The demo of Monday 14 September 2026, 10:00 in Beijing."""
    (data_dir / "portal.sqlite3").write_bytes(template.read_bytes())
    settings = Settings(data_dir=data_dir, demo=True)
    town = BrowsedDemo(create_app(settings, clock=lambda: NOW), settings)
    with town.app.app_context():
        hospitals.sync(Catalogue.load())
        fill(town.app, passwords.make_hash(PASSWORD), NOW)
        town.letters = _letters()
    town.clients = {STRANGER: town.app.test_client()} | {who: signed_in(town.app, who) for who in PEOPLE}
    known: set[object] = set()
    town.spots = {who: list(every_kind(town, who, known)) for who in town.clients}
    return town


def _letters() -> list[str]:
    """A citizen of Wenshang is asked for a paper; its code and a link to upload it go out."""
    users = {user.username: user for user in db.session.query(User).filter(User.username.in_(PEOPLE))}
    clerk, citizen = Context(sessions.actor_of(users["clerk"]), NOW), users["citizen"]
    own = citizen.identity
    draft = filings.open_draft(
        Context(sessions.actor_of(citizen), NOW),
        "wenshang.long-term",
        long_stay(SyntheticPerson(own.name, own.id_number, own.phone)),
    )
    sent = filings.submit(Context(sessions.actor_of(citizen), NOW), draft.number)
    review.request_correction(clerk, sent.number, sent.version, [], "居住证的有效期那一面没有拍到，请补一张。")
    return [f"/p/{tokens.printed(TokenPurpose.QR, sent)}", f"/upload/{progress.upload_link(clerk, sent.number)}"]


def every_kind(town: BrowsedDemo, who: str, known: set[object]) -> Iterator[Spot]:
    """One address of every kind of page that this person can reach and nobody before; no link leads nowhere."""
    seen: set[str] = set()
    waiting = deque([HOME[who], *(QUERY_PAGES + tuple(town.letters) if who == STRANGER else ()), *_filings(town, who)])
    while waiting:
        address = waiting.popleft()
        if address in seen:
            continue
        seen.add(address)
        kind = _kind(town.app, address)
        if kind is None or kind in known or NO_PAGE.search(urlsplit(address).path):
            continue
        known.add(kind)
        answer = town.clients[who].get(address)
        if answer.status_code in (302, 303):
            waiting.appendleft(urljoin(address, answer.location))
            continue
        assert answer.status_code in (200, 422), f"{who} is led to {address}, which answers {answer.status_code}"
        if answer.mimetype == "text/html":
            yield Spot(route_of(town.app, address), address)
            waiting.extend(urljoin(address, unescape(link)) for link in LINK.findall(answer.text))


def _filings(town: BrowsedDemo, who: str) -> Iterator[str]:
    """One filing of each state, since a page of a filing looks different in each."""
    if who == STRANGER:
        return
    with town.app.app_context():
        user = db.session.query(User).filter(User.username == who).one()
        visible = scoping.visible_filings(sessions.actor_of(user)).order_by(Filing.id)
        of_state = {filing.status: filing for filing in db.session.scalars(visible) if filing.submitted_at}
        yield from (DETAIL.get(who, "/clerk/filings/") + filing.number for filing in of_state.values())


def route_of(app: Flask, address: str) -> str:
    """The endpoint that answers there."""
    return str(app.url_map.bind("127.0.0.1").match(urlsplit(address).path)[0])


def _kind(app: Flask, address: str) -> object:
    """Route, what its address names and asks, and which state or paper it shows; None for what is no page of ours."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    try:
        endpoint, found = app.url_map.bind("127.0.0.1").match(parts.path)
    except HTTPException:
        return address
    if endpoint == START:
        return endpoint, address if address in QUERY_PAGES else len(parse_qsl(parts.query))
    query = tuple(pair for pair in parse_qsl(parts.query) if pair[0] not in A_PAGE_ON)
    if endpoint in ALIKE:
        return endpoint
    values = dict(found)
    number, uid = values.pop("number", None), values.pop("uid", None)
    with app.app_context():
        is_detail = number and endpoint in DETAIL_ROUTES
        filing = db.session.query(Filing).filter(Filing.number == number).one_or_none() if is_detail else None
        notice = db.session.query(Notice).filter(Notice.uid == uid).one_or_none() if uid else None
        state = filing and filing.status
        return endpoint, tuple(values.items()), query, state, notice and notice.kind
