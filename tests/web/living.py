"""A whole portal over a migrated database with its clock standing still, and people who sign in as people do."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import ColumnElement, select

from portal.app import create_app
from portal.catalogue.repository import Catalogue
from portal.config import Settings
from portal.domain.vocabulary import WITH_SECOND_FACTOR
from portal.models import SecondFactor, User, db
from portal.models.crypto import load_keyring
from portal.models.sealed import phone_index, vault
from portal.services import hospitals
from tests.page import Page
from tests.people import NOW, PASSWORD, code_at, session_of
from tests.snapshot import Snapshot
from tests.unread import note_unread


class StoppedClock:
    """The time in a portal: Monday 14 September 2026, 10:00 in Beijing, until a test lets it pass."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, passed: timedelta) -> None:
        """Let time pass; who was signed in may have to sign in again."""
        self.now += passed


def living_portal(data_dir: Path, template: Path, clock: StoppedClock | None = None) -> Flask:
    """The portal on a copy of the empty database, with its counties' hospitals and nobody in it yet."""
    data_dir.mkdir(parents=True, exist_ok=True)
    shutil.copy(template, data_dir / "portal.sqlite3")
    app = create_app(Settings(data_dir=data_dir), clock or StoppedClock())
    note_unread(app)
    with app.app_context():
        hospitals.sync(Catalogue.load())
    return app


class LivingPortal:
    """One portal for all the tests of a process, each of which finds it as if it had just been made."""

    def __init__(self, data_dir: Path, template: Path) -> None:
        self.data_dir = data_dir
        self.clock = StoppedClock()
        self.app = living_portal(data_dir, template, self.clock)
        self.snapshot = Snapshot(data_dir / "portal.sqlite3")

    def renew(self) -> None:
        """Nobody has written, it is ten o'clock, and the key of personal data is this portal's: it is one a process."""
        self.roll_back()
        self.clock.now = NOW
        vault.use(load_keyring(Settings(data_dir=self.data_dir).key_path, may_create=False))

    def roll_back(self) -> None:
        """Bring the first rows back, if anybody wrote."""
        self.snapshot.roll_back()

    def close(self) -> None:
        """Let go of the database."""
        self.snapshot.close()


def signed_in(app: Flask, login: str) -> FlaskClient:
    """A browser in which that person has just signed in, spared the pages of it."""
    client = app.test_client()
    cookie = _cookie(app, (User.username == login) | (User.phone_index == phone_index(login)))
    assert cookie, f"nobody is called {login}"
    client.set_cookie("portal_session", cookie)
    return client


def signing_in(app: Flask, login: str) -> FlaskClient:
    """A browser in which that citizen signs in by the page for it."""
    client = app.test_client()
    page = Page.open(client, "/login").form("/login").fill({"login": login, "password": PASSWORD}).submit(status=200)
    assert not page.errors
    return client


def staff_cookie(app: Flask, login: str) -> str:
    """The cookie of a browser in which that member of staff has just signed in; none for anybody else."""
    return _cookie(app, (User.username == login) & User.role.in_(WITH_SECOND_FACTOR))


def _cookie(app: Flask, who: ColumnElement[bool]) -> str:
    with app.app_context():
        account = db.session.scalar(select(User).where(who, User.disabled_at.is_(None)))
        return cookie_of(app, account) if account else ""


def cookie_of(app: Flask, user: User) -> str:
    """The cookie of a browser in which that account has just signed in."""
    token = session_of(user, app.extensions["portal_clock"]())
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return str(serializer.dumps({"_user_id": token, "_fresh": True}))


def unused_code(app: Flask, login: str) -> str:
    """A code that the telephone of that account may still give: each counts once, and the clock stands still."""
    now = app.extensions["portal_clock"]()
    with app.app_context():
        of_the_account = select(SecondFactor).join(User).where(User.username == login)
        last = db.session.scalars(of_the_account).one().last_step
    instants = (now + timedelta(seconds=seconds) for seconds in (-30, 0, 30))
    return code_at(next(each for each in instants if int(each.timestamp()) // 30 > last))


def proven(page: Page, app: Flask, login: str) -> Page:
    """From the page that asks for the second factor, on."""
    return page.form("/second-factor").fill({"code": unused_code(app, login)}).submit()
