"""A supervisor sees what waits for the national library, what went into which file, and what was refused."""

from flask import Flask
from flask.testing import FlaskClient

from portal.domain.national import UploadState
from portal.models import Filing, db
from portal.services import national, national_answers
from portal.services.national_answers import PlatformAnswer
from tests.approving import approve
from tests.certificates import in_force, sent_in
from tests.national import NowhereToPut
from tests.page import Page
from tests.people import acting, citizen, just_confirmed, person
from tests.web.institutions import account

URL = "/admin/national/"


def state_of(app: Flask, number: str) -> UploadState | None:
    """How far the filing is."""
    with app.app_context():
        return db.session.query(Filing).filter_by(number=number).one().upload_state


def test_each_filing_is_counted_where_it_is_and_nothing_looks_sent(app: Flask, boss: FlaskClient) -> None:
    empty = Page.open(boss, URL)
    assert "格式待确认" in empty.text
    assert "还没有导出过" in empty.text
    with app.app_context():
        first = in_force(acting(citizen(person(1))), person(1))
        second = sent_in(acting(citizen(person(2))), person(2))
        numbers = [first.number, approve(acting(account("approver")), second).number]
        chief = just_confirmed(account("boss"))
        exported = national.export_next(chief, NowhereToPut(), 0, 500)
        assert exported is not None
        assert exported.batch is not None
        name = exported.batch.file_name
        national_answers.enter(chief, exported.batch.id, [PlatformAnswer(numbers[0], "没有参保")])
    page = Page.open(boss, URL)
    assert name in page.text
    assert f'href="/clerk/filings/{numbers[0]}"' in page.markup
    assert person(1).name not in page.text
    screens = [Page.open(boss, f"/clerk/filings/{number}").text for number in numbers]
    assert "经办人登记：平台退回" in screens[0]
    assert "没有参保" in screens[0]
    assert "已导出，平台收没收下还不知道" in screens[1]


def test_what_was_heard_of_a_file_and_of_what_was_refused_is_entered_by_buttons(app: Flask, boss: FlaskClient) -> None:
    with app.app_context():
        number = in_force(acting(citizen(person(1))), person(1)).number
        chief = just_confirmed(account("boss"))
    for act, ends_in in (("/lost", UploadState.TO_SEND), ("/confirm", UploadState.CONFIRMED)):
        with app.app_context():
            national.export_next(chief, NowhereToPut(), 0, 500)
        Page.open(boss, URL).form(act).submit()
        assert state_of(app, number) is ends_in
    assert "/confirm" not in Page.open(boss, URL).markup, "of an answered file there is nothing to enter"


def test_what_was_refused_goes_with_the_next_file_at_the_press_of_a_button(app: Flask, boss: FlaskClient) -> None:
    with app.app_context():
        number = in_force(acting(citizen(person(1))), person(1)).number
        chief = just_confirmed(account("boss"))
        national.export_next(chief, NowhereToPut(), 0, 500)
        [line] = national_answers.latest_files(chief)
        national_answers.enter(chief, line.file.id, [PlatformAnswer(number, "没有参保")])
    Page.open(boss, URL).form("/again").submit()
    assert state_of(app, number) is UploadState.TO_SEND
