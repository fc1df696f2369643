"""A member of staff tells the telephone they are rung on, and who lives with them."""

from flask import Flask

from portal.services import call_backs, household
from tests.page import Page
from tests.people import id_number, just_confirmed, own_number, staff
from tests.web.clerk.cases import filed
from tests.web.living import signed_in


def test_the_telephone_is_kept_masked_and_a_wrong_one_is_said(app: Flask) -> None:
    with app.app_context():
        staff("clerk")
    page = Page.open(signed_in(app, "clerk"), "/account").follow("登记本人电话和一起生活的家人")
    assert "没有登记" in page.text
    wrong = page.form("/phone").fill({"phone": "123"}).submit(status=422)
    assert wrong.errors == ["电话号码不对：手机 11 位；座机要带区号，如 0537-7212345"]
    known = wrong.form("/phone").fill({"phone": "139 0000 0070"}).submit()
    assert "13900000070" not in known.text
    assert "139…70" in known.text


def test_who_changes_it_all_day_reads_for_how_long_to_wait(app: Flask) -> None:
    with app.app_context():
        ctx = just_confirmed(staff("clerk"))
        for serial in range(11):
            call_backs.tell_own_phone(ctx, f"1390000{serial:04}")
    page = Page.open(signed_in(app, "clerk"), "/account/record")
    refused = page.form("/phone").fill({"phone": "13900009999"}).submit(status=429)
    assert refused.errors == ["这个账号的手机号这一天改得太多，请过 24 小时再试"]


def test_one_of_the_household_is_told_and_taken_away_and_faults_are_said_beside_the_field(app: Flask) -> None:
    with app.app_context():
        staff("clerk")
    page = Page.open(signed_in(app, "clerk"), "/account/record")
    assert "还没有登记家人" in page.text
    wrong = page.form("/household").fill({"member_number": own_number("clerk")}).submit(status=422)
    assert wrong.errors == ["这是您本人的身份证号，不用再登记"]
    short = wrong.form("/household").fill({"member_number": "123"}).submit(status=422)
    assert short.errors == ["身份证号是 18 位，您填了 3 位或有别的符号，请对照证件再看一遍"]
    known = short.form("/household").fill({"member_number": id_number(11)}).submit()
    assert "已登记 1 位" in known.text
    assert id_number(11) not in known.text
    again = known.form("/household").fill({"member_number": id_number(11)}).submit(status=422)
    assert again.errors == ["这位家人已经登记过"]
    unknown = again.form("/former").fill({"former_number": id_number(12)}).submit(status=422)
    assert unknown.errors == ["没有登记过这个身份证号，请对照证件再看一遍"]
    assert "还没有登记家人" in unknown.form("/former").fill({"former_number": id_number(11)}).submit().text


def test_queue_and_screen_leave_the_households_filing_to_a_colleague(app: Flask) -> None:
    with app.app_context():
        clerk = staff("clerk")
        staff("other")
        number = filed(1).number
        household.add(just_confirmed(clerk), id_number(1))
    browser = signed_in(app, "clerk")
    assert "交给同事" in Page.open(browser, "/clerk/").text
    screen = Page.open(browser, f"/clerk/filings/{number}")
    assert "这一件与您本人或家人有关，或者您别的账号、您做的密钥经手过，请交给同事办理。" in screen.text
    assert "交给同事" not in Page.open(signed_in(app, "other"), "/clerk/").text
