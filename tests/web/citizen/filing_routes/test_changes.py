"""Whoever asked for a change goes by the earlier filing until it is approved, and reads so on every page and paper."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.numbering import grouped
from portal.domain.vocabulary import FilingStatus, Role
from portal.models import Filing, Notice, User, db
from portal.models.sealed import person_index
from portal.services import amendments, filings, review
from tests.approving import approve
from tests.certificates import in_force
from tests.page import Page
from tests.people import acting, citizen, person, staff
from tests.web.living import signed_in

WHO = person(1)


def change_of(number: str) -> Filing:
    """Sent in by its person."""
    filer = acting(db.session.query(User).filter_by(person_index=person_index(WHO.id_number)).one())
    draft = amendments.begin_change(filer, number, lambda key: f"copy-{key}")
    filings.save_draft(filer, draft.number, {"treatment_place": "440100"})
    return filings.submit(filer, draft.number)


def papers_of(filing: Filing) -> list[str]:
    """What each paper of it says in whole sentences."""
    content = [each.content for each in db.session.query(Notice).filter_by(filing_id=filing.id).order_by(Notice.id)]
    return ["".join((*each.paragraphs, *each.closing)) for each in content]


def pages_of(client: FlaskClient, number: str) -> tuple[str, str]:
    """Its own page, and what number and last four open."""
    known = {"number": number, "last_four": WHO.id_number[-4:]}
    progress = Page.open(client.application.test_client(), "/progress").form("/progress").fill(known).submit()
    return Page.open(client, f"/me/filings/{number}").text, progress.text


@pytest.mark.parametrize("end", [FilingStatus.REFUSED, FilingStatus.APPROVED])
def test_it_says_what_becomes_of_the_earlier_one(app: Flask, end: FilingStatus) -> None:
    with app.app_context():
        number = in_force(acting(citizen(WHO)), WHO).number
        change = change_of(number).number
        [receipt] = papers_of(db.session.query(Filing).filter_by(number=change).one())
    she, earlier = signed_in(app, WHO.phone), f"原来那一件（编号 {grouped(number)}）"
    waits = f"这是变更。准予以前，{earlier}照旧有效。"
    assert [waits in text for text in (receipt, *pages_of(she, change))] == [True] * 3
    with app.app_context():
        filing = db.session.query(Filing).filter_by(number=change).one()
        clerk = acting(staff("decider"))
        if end is FilingStatus.REFUSED:
            review.refuse(clerk, change, filing.version, "地址没有写清")
        else:
            approve(clerk, filing)
        papers = papers_of(filing)
    never, replaces = f"{earlier}没有变，照旧有效。", f"这是变更，代替{earlier}。"
    turned_down = end is FilingStatus.REFUSED
    assert [never in papers[1], replaces in papers[1]] == [turned_down, not turned_down]
    assert [never in text for text in pages_of(she, change)] == [turned_down] * 2
    assert "原来那一件" not in "".join(pages_of(she, number)), "it is no change itself"


def test_once_it_is_revoked_paper_and_pages_say_that_the_earlier_one_is_in_force_again(app: Flask) -> None:
    with app.app_context():
        number = in_force(acting(citizen(WHO)), WHO).number
        change = approve(acting(staff("decider")), change_of(number))
        review.revoke(acting(staff("chief", role=Role.SUPERVISOR)), change.number, change.version, "批错了")
        own, papers = change.number, papers_of(change)
    again = f"原来那一件（编号 {grouped(number)}）恢复有效。"
    assert [again in text for text in (*papers[-1:], *pages_of(signed_in(app, WHO.phone), own))] == [True] * 3
