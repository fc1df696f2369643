"""A session that ends under a form takes nothing with it: the form waits for its own account, and for nobody else."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.actor import SYSTEM, Context
from portal.models import Filing, ParkedForm, db
from portal.services import filings, parked
from tests.page import Form, Page, lint_fragment
from tests.people import PASSWORD, acting, citizen, long_stay, person, staff
from tests.web.clerk.cases import filed
from tests.web.living import LivingPortal, StoppedClock, proven, signed_in, signing_in

CALL = {"caller_name": "马小妹", "caller_phone": "13900001111", "caller_relation": "女儿"}
INTAKE = "/clerk/intake/phone/emergency"


@pytest.fixture
def app(living: LivingPortal) -> Flask:
    """The portal with two clerks."""
    living.renew()
    with living.app.app_context():
        staff("clerk")
        staff("colleague")
    return living.app


@pytest.fixture
def clerk(app: Flask) -> FlaskClient:
    return signed_in(app, "clerk")


def answers() -> dict[str, Any]:
    """An emergency as a caller tells it."""
    who = person(1, "马测试")
    usual = {"name": who.name, "id_number": who.id_number, "scheme": "employee", "treatment_place": "310000"}
    more = {"admitted_on": date(2026, 9, 13), "emergency": "yes", "inpatient": "yes", "networked": "yes"}
    return CALL | usual | more | {"consents": "y"}


def typed(clerk: FlaskClient) -> Any:
    """The intake form, filled and not yet sent."""
    return Page.open(clerk, INTAKE).form("/emergency").fill(answers())


def back(client: FlaskClient, login: str) -> Page:
    """Sign in again in the same browser; where that leads."""
    form = Page.open(client, "/login").form("/login")
    return proven(form.fill({"login": login, "password": PASSWORD}).submit(), client.application, login)


def count(app: Flask, table: type) -> int:
    with app.app_context():
        return int(db.session.query(table).count())


def test_what_was_typed_is_there_after_signing_in_again_and_goes_in(
    app: Flask, clock: StoppedClock, clerk: FlaskClient
) -> None:
    form = typed(clerk)
    clock.pass_by(timedelta(minutes=16))
    assert form.submit("登记").title == "登录"
    assert count(app, Filing) == 0
    page = back(clerk, "clerk")
    assert page.title == "您刚才填的内容还在"
    assert "电话登记" in page.text
    assert person(1, "马测试").id_number not in page.text  # carried along, not shown
    answer = page.form("/send").send(follow_redirects=False)
    assert (answer.status_code, answer.location) == (307, INTAKE)
    done = Page(clerk.post(INTAKE, data=dict(page.form("/send").values), follow_redirects=True), clerk)
    assert "绑定码" in done.text
    with app.app_context():
        filing = db.session.query(Filing).one()
        assert filing.claims.caller.phone == CALL["caller_phone"]
    assert count(app, ParkedForm) == 0
    assert back(signed_out(clerk), "clerk").title != "您刚才填的内容还在"


def signed_out(client: FlaskClient) -> FlaskClient:
    Page.open(client, "/account").form("/logout").send()
    return client


def test_a_colleague_at_the_same_screen_never_sees_it(app: Flask, clock: StoppedClock, clerk: FlaskClient) -> None:
    form = typed(clerk)
    clock.pass_by(timedelta(minutes=16))
    form.submit("登记")
    assert back(clerk, "colleague").title != "您刚才填的内容还在"
    Page.open(clerk, "/account/unsent", 404)
    assert back(signed_out(clerk), "clerk").title == "您刚才填的内容还在"


def test_it_can_be_let_go(app: Flask, clock: StoppedClock, clerk: FlaskClient) -> None:
    form = typed(clerk)
    clock.pass_by(timedelta(minutes=16))
    form.submit("登记")
    back(clerk, "clerk").form("/drop").submit()
    assert (count(app, ParkedForm), count(app, Filing)) == (0, 0)


def test_it_is_forgotten_after_a_day(app: Flask, clock: StoppedClock, clerk: FlaskClient) -> None:
    form = typed(clerk)
    clock.pass_by(timedelta(minutes=16))
    form.submit("登记")
    clock.now += timedelta(days=1, minutes=1)
    assert back(clerk, "clerk").title != "您刚才填的内容还在"
    with app.app_context():
        parked.forget_old(Context(SYSTEM, clock.now))
    assert count(app, ParkedForm) == 0


def test_a_preview_by_htmx_parks_the_page_it_stands_on(app: Flask, clock: StoppedClock, clerk: FlaskClient) -> None:
    form = typed(clerk)
    clock.pass_by(timedelta(minutes=16))
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://localhost{INTAKE}"}
    answer = clerk.post(f"{INTAKE}/preview", data=dict(form.values), headers=headers)
    assert answer.headers["HX-Redirect"].startswith("/login")
    with app.app_context():
        assert db.session.query(ParkedForm).one().content.path == INTAKE


@pytest.mark.parametrize("by_htmx", [True, False], ids=["with scripts", "without"])
@pytest.mark.parametrize("is_lost", [True, False], ids=["cookie lost", "session over"])
def test_files_alone_lead_back_to_their_page_by_way_of_the_sign_in(
    app: Flask, clock: StoppedClock, is_lost: bool, by_htmx: bool
) -> None:
    """A form with files chosen whose cookie was lost is offered again, with a login there and a sentence."""
    with app.app_context():
        who = person(9)
        owner = citizen(who)
        number = filings.open_draft(acting(owner), "wenshang.long-term", long_stay(who)).number
    hers = signing_in(app, who.phone)
    address, page = f"/me/filings/{number}/documents/residence_proof/add", f"/apply/draft/{number}/papers"
    token = Page.open(hers, page).form("/add").values["csrf_token"]
    clock.pass_by(timedelta(minutes=31))
    if is_lost:
        hers.delete_cookie("portal_session")
    from_camera, from_folder = (BytesIO(), ""), (BytesIO(b"\xff\xd8"), "card.jpg")
    sent = {"csrf_token": token, "files": [from_camera, from_folder]}
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://localhost{page}"} if by_htmx else {}
    answer = hers.post(address, data=sent, headers=headers)
    login = Page.open(hers, answer.headers["HX-Redirect"] if by_htmx else answer.location)
    assert "刚才选的照片和文件还没有收到" in login.text
    back_there = login.form("/login").fill({"login": who.phone, "password": PASSWORD}).submit()
    assert back_there.title == "材料"


def nothing(app: Flask, clerk: FlaskClient, clock: StoppedClock) -> None:
    """Nobody was signed in here."""
    clerk.delete_cookie("portal_session")


def signed_out_by_hand(app: Flask, clerk: FlaskClient, clock: StoppedClock) -> None:
    signed_out(clerk)


@pytest.mark.parametrize("what", [nothing, signed_out_by_hand])
def test_nothing_is_parked_for_whoever_left(
    app: Flask, clock: StoppedClock, clerk: FlaskClient, what: Callable[[Flask, FlaskClient, StoppedClock], None]
) -> None:
    form = typed(clerk)
    what(app, clerk, clock)
    form.send("登记")
    assert count(app, ParkedForm) == 0


def test_a_form_without_its_token_parks_nothing(app: Flask, clock: StoppedClock, clerk: FlaskClient) -> None:
    form = typed(clerk)
    clock.pass_by(timedelta(minutes=16))
    form.values["csrf_token"] = "forged"
    assert form.send("登记").status_code == 400
    assert count(app, ParkedForm) == 0


def test_a_password_is_never_parked(app: Flask, clock: StoppedClock, clerk: FlaskClient) -> None:
    form = Page.open(clerk, "/account").form("/password")
    clock.pass_by(timedelta(minutes=16))
    form.values["old_password"] = PASSWORD
    form.values["password"] = "another long password"
    form.send()
    assert count(app, ParkedForm) == 0


def without_cookie(form: Form) -> Form:
    """The telephone closed the browser: the page is there again, its cookie is not."""
    assert form.page.client is not None
    form.page.client.delete_cookie("portal_session")
    return form


def test_a_form_whose_cookie_was_lost_is_offered_again_where_one_signs_in(app: Flask, clerk: FlaskClient) -> None:
    page = without_cookie(typed(clerk)).submit("登记", 400)
    assert page.title == "登录"
    assert "您刚才填的内容还在" in page.text
    assert CALL["caller_phone"] not in page.markup  # the browser carries it and cannot read it
    assert count(app, ParkedForm) == 0
    page = page.form("/login").fill({"login": "clerk", "password": "a wrong password"}).submit(status=422)
    page = proven(page.form("/login").fill({"password": PASSWORD}).submit(), app, "clerk")
    assert page.title == "您刚才填的内容还在"
    done = Page(clerk.post(INTAKE, data=dict(page.form("/send").values), follow_redirects=True), clerk)
    assert "绑定码" in done.text


def test_a_lost_cookie_may_be_days_old_but_not_what_was_typed(
    app: Flask, clock: StoppedClock, clerk: FlaskClient
) -> None:
    page = without_cookie(typed(clerk)).submit("登记", 400)
    clock.now += timedelta(days=1, minutes=1)
    page = page.form("/login").fill({"login": "clerk", "password": PASSWORD}).submit()
    assert proven(page, app, "clerk").title != "您刚才填的内容还在"
    assert count(app, ParkedForm) == 0


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_what_another_site_filled_in_is_not_offered(clerk: FlaskClient, headers: dict[str, str]) -> None:
    values = dict(without_cookie(typed(clerk)).values)
    page = Page(clerk.post(INTAKE, data=values, headers=headers), clerk, status=403)
    assert page.title == "这次提交没有收下"
    assert "您刚才填的内容还在" not in page.text


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "none"}, {"Origin": "null"}])
def test_what_a_browser_hides_the_sender_of_is_not_offered_either(clerk: FlaskClient, headers: dict[str, str]) -> None:
    values = dict(without_cookie(typed(clerk)).values)
    page = Page(clerk.post(INTAKE, data=values, headers=headers), clerk, status=400)
    assert page.title == "页面打开得太久了"
    assert "您刚才填的内容还在" not in page.text


def test_who_signed_in_again_elsewhere_presses_once_more(app: Flask, clerk: FlaskClient) -> None:
    form = typed(clerk)
    back(signed_out(clerk), "clerk")
    page = form.submit("登记", 400)
    assert page.title == "页面打开得太久了"
    assert "绑定码" in page.form("/emergency").submit("再提交一次").text
    assert count(app, Filing) == 1


def test_a_form_for_everybody_is_offered_again_without_its_password(client: FlaskClient) -> None:
    form = Page.open(client, "/register").form("/register").fill({"name": "新人", "password": PASSWORD})
    page = without_cookie(form).submit("注册", 400)
    assert PASSWORD not in page.markup
    kept = page.form("/register").submit("再提交一次", 422).find(name="name")
    assert kept is not None
    assert kept.get("value") == "新人"


REASON = "出院小结和诊断证明上的日期不是同一天"


@pytest.fixture
def refusing(app: Flask, clerk: FlaskClient) -> Any:
    """A clerk writes why a filing comes to nothing; the form is sent by HTMX from the filing's screen."""
    with app.app_context():
        number = filed(9).number
    return Page.open(clerk, f"/clerk/filings/{number}/refuse").form("/refuse").fill({"reason": REASON})


def by_htmx(form: Form) -> Any:
    """Send a form in whose place HTMX puts what comes back; the browser shows another address than the form's."""
    assert form.page.client is not None
    headers = {"HX-Request": "true", "HX-Boosted": "true", "HX-Current-URL": "http://localhost/clerk/"}
    return form.page.client.post(goes_to(form), data=dict(form.values), headers=headers)


def goes_to(form: Form) -> str:
    return str(form.element.get("action"))


def test_a_form_sent_by_htmx_waits_with_its_own_address(
    app: Flask, clock: StoppedClock, clerk: FlaskClient, refusing: Form
) -> None:
    clock.pass_by(timedelta(minutes=16))
    assert "kept=yes" in by_htmx(refusing).headers["HX-Redirect"]
    page = back(clerk, "clerk")
    assert page.title == "您刚才填的内容还在"
    assert page.form("/send").send(follow_redirects=False).location == goes_to(refusing)


def test_a_form_sent_by_htmx_whose_cookie_was_lost_is_offered_again_in_its_place(
    app: Flask, clerk: FlaskClient, refusing: Form
) -> None:
    answer = by_htmx(without_cookie(refusing))
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#main")
    page = Page(answer, clerk, status=422)
    assert page.find(id="main") is not None
    page = proven(page.form("/login").fill({"login": "clerk", "password": PASSWORD}).submit(), app, "clerk")
    assert page.form("/send").send(follow_redirects=False).location == goes_to(refusing)


def test_a_look_ahead_whose_cookie_was_lost_leaves_the_page_as_it_is(clerk: FlaskClient) -> None:
    form = without_cookie(typed(clerk))
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://localhost{INTAKE}"}
    answer = clerk.post(f"{INTAKE}/preview", data=dict(form.values), headers=headers)
    assert answer.status_code == 400
    assert "您填的都还在这一页上" in "".join(lint_fragment(answer).itertext())
