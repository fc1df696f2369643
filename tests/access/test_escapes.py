"""What somebody typed is text on every page, whoever's it is: no mark-up of theirs becomes the page's."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.claims import answer_at, laid_over
from portal.domain.notice import NoticeBlock, NoticeContent, NoticeList, NoticeRow
from portal.models import Document, Filing, Notice, User, db
from portal.models.documents import SignedStatement
from portal.models.transaction import transaction
from portal.services import review
from tests.access.requesting import request_as
from tests.access.routes import RouteCase
from tests.access.table import ROUTES
from tests.access.world import World
from tests.people import acting

PLANTED = """<b id="planted" title='planted'>"""
ESCAPED = "&lt;b id=&#34;planted&#34; title=&#39;planted&#39;&gt;"
MARK_UP = ("<b id=", 'id="planted', "title='planted")
"""What is left of it where one kind of mark goes through."""
FREE = (
    "person.name",
    "agent.name",
    "agent.relation",
    "contact.name",
    "contact.address",
    "caller.name",
    "caller.relation",
    "hospital",
    "slip.diagnosis_name",
    "slip.condition",
    "slip.reason",
    "slip.opinion",
    "slip.doctor",
    "slip.chief",
)
"""Answers in anybody's own words."""
EVERY_PART = {
    "paragraphs": ("兹通知",),
    "rows": (NoticeRow("姓名", "某某"),),
    "blocks": (NoticeBlock("填报", rows=(NoticeRow("住址", "某路"),), words=("说明",), signature_lines=("签名",)),),
    "lists": (NoticeList("请补", ("居住证",)),),
    "closing": ("请留存",),
    "signature_lines": ("经办人",),
}
"""Of a notice, so that each is drawn."""
PAGES = [route for route in ROUTES if route.method == "GET" and route.owners]


@pytest.fixture(scope="module")
def planted(seeded: World) -> Iterator[World]:
    """The seeded portal, all that people typed in it beginning with mark-up."""
    seeded.renew()
    with seeded.app.app_context():
        clerk = acting(seeded.user("clerk"))
        review.log_phone_call(clerk, seeded.seeds.names["sent"], f"{PLANTED}已告知")
        with transaction():
            for filing in db.session.scalars(select(Filing)):
                typed = {path: f"{PLANTED}{words}" for path in FREE if (words := answer_at(filing.claims, path))}
                filing.claims = laid_over(filing.claims, typed)
            for user in db.session.scalars(select(User)):
                user.identity = replace(user.identity, name=f"{PLANTED}{user.identity.name}")
            for document in db.session.scalars(select(Document)):
                document.mark_note = f"{PLANTED}不清楚"
                document.commitment = SignedStatement(f"{PLANTED}本人承诺", f"{PLANTED}某某")
            for notice in db.session.scalars(select(Notice)):
                notice.content = marked(replace(notice.content, **EVERY_PART))
    yield seeded
    seeded.renew()


@pytest.fixture(autouse=True)
def clean() -> None:
    """Looking changes nothing that the next page shows."""


def marked(value: Any) -> Any:
    """A notice with mark-up before every word of it; what only a program reads stays."""
    if isinstance(value, str):
        return f"{PLANTED}{value}" if value else value
    if isinstance(value, tuple):
        return tuple(marked(each) for each in value)
    if not is_dataclass(value):
        return value
    kept = {"kind", "number", "issued_on"} if isinstance(value, NoticeContent) else set()
    return replace(
        value, **{each.name: marked(getattr(value, each.name)) for each in fields(value) if each.name not in kept}
    )


each_page = pytest.mark.parametrize("route", PAGES, ids=lambda route: route.endpoint)


@each_page
def test_what_was_typed_is_text_on_every_page(planted: World, route: RouteCase) -> None:
    assert is_text(planted, route, min(route.owners))


@pytest.mark.slow  # most of what another reader sees is the page of the first
@each_page
def test_what_was_typed_is_text_whoever_else_reads_it(planted: World, route: RouteCase) -> None:
    assert [actor for actor in sorted(route.owners)[1:] if not is_text(planted, route, actor)] == []


def is_text(planted: World, route: RouteCase, actor: str) -> bool:
    """Whether no mark-up of anybody's is the page's."""
    answer = request_as(planted, route, actor)
    return answer.mimetype != "text/html" or not any(mark in answer.text for mark in MARK_UP)


@pytest.mark.parametrize(
    ("endpoint", "actor"),
    [
        ("own_filing.detail", "owner"),
        ("own_filing.notice", "owner"),
        ("clerk_filing.page", "clerk"),
        ("hospital.show", "hospital"),
        ("hospital.home", "hospital"),
        ("account.own_account", "owner"),
    ],
)
def test_it_is_there_to_be_found(planted: World, endpoint: str, actor: str) -> None:
    """Otherwise the rest proves nothing."""
    shown = [request_as(planted, route, actor).text for route in PAGES if route.endpoint == endpoint]
    assert any(ESCAPED in page for page in shown)
