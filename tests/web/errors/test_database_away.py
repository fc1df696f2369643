"""A database that goes away under a page: reading is repeated once, an act is not, and nobody sees a stack trace."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from portal.app import create_app
from portal.config import Settings
from portal.models import db
from portal.services import disclosure
from tests.page import Page
from tests.people import NOW

pytestmark = pytest.mark.postgresql


@pytest.fixture
def app(postgresql: str, tmp_path: Path) -> Iterator[Flask]:
    """The portal on PostgreSQL."""
    app = create_app(Settings(data_dir=tmp_path, database_url=postgresql), clock=lambda: NOW)
    yield app
    with app.app_context():
        db.engine.dispose()


class Lost:
    """The connection is lost in the middle of the page's work, the first `times` times."""

    def __init__(self, times: int) -> None:
        self.left, self.calls, self.real = times, 0, disclosure.page

    def __call__(self, *args: object) -> object:
        self.calls += 1
        if self.left:
            self.left -= 1
            db.session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return self.real(*args)  # type: ignore[arg-type]


def test_a_page_whose_connection_was_lost_is_read_once_more(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = Lost(times=1)
    monkeypatch.setattr(disclosure, "page", lost)
    Page.open(app.test_client(), "/disclosure?county=wenshang")
    assert lost.calls == 2


def test_a_page_that_loses_it_again_says_so(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = Lost(times=9)
    monkeypatch.setattr(disclosure, "page", lost)
    page = Page.open(app.test_client(), "/disclosure?county=wenshang", status=503)
    assert page.title == "系统暂时不能办理"
    assert lost.calls == 2


def test_a_connection_lost_once_the_page_is_drawn_takes_no_answer_with_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = disclosure.page

    def read_then_lose(*args: object) -> object:
        rows = real(*args)  # type: ignore[arg-type]
        backend = db.session.scalar(text("SELECT pg_backend_pid()"))
        with db.engine.connect() as other:
            other.execute(text(f"SELECT pg_terminate_backend({backend}, 5000)"))
        return rows

    monkeypatch.setattr(disclosure, "page", read_then_lose)
    Page.open(app.test_client(), "/disclosure?county=wenshang")


def test_an_act_is_not_repeated_by_the_portal(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = app.test_client()
    form = Page.open(client, "/progress").form("/progress")
    calls: list[str] = []

    def lost(*_args: object) -> None:
        calls.append("progress")
        db.session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    monkeypatch.setattr("portal.services.progress.by_number", lost)
    form.fill({"number": "659882744959", "last_four": "0018"}).submit(status=503)
    assert calls == ["progress"]
