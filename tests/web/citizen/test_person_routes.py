"""Every item's own questions and papers, through the same four steps."""

from datetime import date
from io import BytesIO
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from portal.catalogue.repository import Catalogue
from portal.domain.vocabulary import Outcome
from portal.models import Filing, db
from tests.page import Form, Page
from tests.people import citizen, person
from tests.seeds import SEEDS
from tests.web.living import signed_in

WHO = person(1)
DAY = date(2026, 9, 14)
LISTED = "汶上县中医院"


def photo(serial: int) -> tuple[bytes, str]:
    """A photograph like no other."""
    body = BytesIO()
    Image.new("RGB", (300, 200), (serial * 20 % 256, 120, 60)).save(body, "JPEG")
    return body.getvalue(), f"photo{serial}.jpg"


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """The browser of somebody who has registered."""
    with app.app_context():
        citizen(WHO)
    return signed_in(app, WHO.phone)


def answered(form: Form, answers: dict[str, object]) -> Form:
    """Answer what the form asks of these, and leave out what it does not ask."""
    offered = {e.get("name") for e in form.element.iter() if e.get("name")}
    offered_answers = {name: value for name, value in answers.items() if name in offered or f"{name}-year" in offered}
    return form.fill(offered_answers)


def with_documents(page: Page) -> Page:
    """Upload one photograph of each paper that is missing."""
    for serial in range(12):
        adding = [f for f in page.tree.iter("form") if f.get("action", "").endswith("/add")]
        if "材料齐了" in page.text or serial >= len(adding):
            return page
        form = Form(page, adding[serial])
        kind = adding[serial].get("action").split("/")[-2]
        page = answered(form, {f"{kind}-files": photo(serial), f"{kind}-is_sealed": "yes"}).submit()
    return page


ANSWERS = {
    "fushun.referral": {"scheme": "employee", "kind": "referral"},
    "fushun.settled-retiree": {"scheme": "employee", "retired": "yes", "household_moved": "yes"},
    "zhenping.long-term-resident": {"scheme": "employee"},
    "liujiang.emergency": {"scheme": "employee"},
    "wenshang.long-term": {"scheme": "employee", "kind": "long_term_resident"},
    "wenshang.referral": {"scheme": "employee"},
    "wenshang.emergency": {"scheme": "employee"},
}
STAY = {
    "treatment_place": "310000",
    "begins_on": DAY,
    "stay_months": "12",
    "stay_days": "20",
    "hospital": "上海某医院",
    "admitted_on": DAY,
    "emergency": "yes",
    "inpatient": "yes",
    "networked": "yes",
    "institution": "汶上县中医院",
    "issued_on": DAY,
}


def test_every_item_is_here() -> None:
    assert set(ANSWERS) == {item.id for item in Catalogue.load().items() if item.place.slug in SEEDS}


@pytest.mark.parametrize("item_id", ANSWERS)
def test_item_goes_from_start_to_receipt(app: Flask, browser: FlaskClient, item_id: str) -> None:
    page = Page.open(browser, "/apply/" + item_id.replace(".", "/"))
    page = page.form(button="现在就办").submit().follow("给我自己办")
    page = answered(page.form("/who"), ANSWERS[item_id]).submit("下一步")
    page = answered(page.form("/where"), STAY).submit("下一步")
    page = with_documents(page)
    page = page.follow("下一步").form("/check").fill({"agrees": "y", "signed_name": WHO.name}).submit("提交")
    assert page.title == "已经收到您的申请"
    with app.app_context():
        filing = db.session.query(Filing).one()
        assert filing.outcome in (Outcome.APPROVE, Outcome.ASK), (item_id, filing.outcome)


def test_what_is_kept_for_later_is_nobody_elses_number_as_ones_own(app: Flask, browser: FlaskClient) -> None:
    """Kept without it, and never sent in: an agent would go round the rule and the cap that hold agents."""
    page = Page.open(browser, "/apply/wenshang/long-term")
    page = page.form(button="现在就办").submit().follow("给我自己办")
    theirs = {**ANSWERS["wenshang.long-term"], "id_number": person(77).id_number}
    page.form("/who").fill(theirs).submit("存起来，以后再填")
    with app.app_context():
        assert db.session.query(Filing).one().claims.person.id_number is None


def test_a_late_emergency_says_what_follows(browser: FlaskClient) -> None:
    page = Page.open(browser, "/apply/liujiang/emergency")
    page = page.form(button="现在就办").submit().follow("给我自己办")
    page = answered(page.form("/who"), ANSWERS["liujiang.emergency"]).submit("下一步")
    late = {**STAY, "admitted_on": date(2026, 8, 3)}
    page = answered(page.form("/where"), late).submit("先看看行不行")
    assert "晚了会怎样" in page.text
    assert "以经办机构答复为准" in page.text


def test_what_is_no_emergency_is_pointed_to_the_referral(browser: FlaskClient) -> None:
    page = Page.open(browser, "/apply/wenshang/emergency")
    page = page.form(button="现在就办").submit().follow("给我自己办")
    page = answered(page.form("/who"), ANSWERS["wenshang.emergency"]).submit("下一步")
    page = answered(page.form("/where"), {**STAY, "emergency": "no"}).submit("先看看行不行")
    assert "照您填的，这一项办不了" in page.text
    assert page.links["改办：转外就医备案"] == "/apply/wenshang/referral"


def test_whoever_is_not_in_hospital_is_asked_for_no_day_and_told_whom_to_ring(browser: FlaskClient) -> None:
    # S3:124 罗女士 asks for the emergency item: her hospital advises an operation in Shanghai
    page = Page.open(browser, "/apply/liujiang/emergency")
    page = page.form(button="现在就办").submit().follow("给我自己办")
    page = answered(page.form("/who"), ANSWERS["liujiang.emergency"]).submit("下一步")
    hers = {"treatment_place": "310000", "stay_days": "20", "emergency": "no", "inpatient": "no"}
    page = page.form("/where").fill(hers).submit("先看看行不行")
    answer = page.text.partition("照您填的，这一项办不了")[2].partition("下一步：材料")[0]
    assert "您要办的是转诊备案，这里的指南没有这一项" in answer
    assert "哪天住院" not in answer
    assert page.links["打电话 0772-7261186"] == "tel:0772-7261186"
    page = page.form("/where").fill(hers).submit("下一步")
    assert page.title.startswith("材料")
    page = page.follow("上一步").form("/where").fill({**hers, "inpatient": "yes"}).submit("下一步", 422)
    assert page.errors == ["请填写住院日期"]


def test_answers_of_the_wizard_stand_in_the_form_and_nothing_of_a_person(app: Flask, browser: FlaskClient) -> None:
    answers = urlencode({"scheme": "employee", "treatment_place": "320100", "inpatient": "yes", "institution": LISTED})
    page = Page(browser.get(f"/apply/wenshang/referral?{answers}&name=X&id_number=1"), browser, status=200)
    page = page.form(button="现在就办").submit()
    assert page.title == "给谁办？"
    with app.app_context():
        claims = db.session.query(Filing).one().claims
        assert (claims.person.name, claims.person.id_number) == (None, None)
        assert (claims.person.scheme, claims.treatment_place) == ("employee", "320100")
    page = page.follow("给我自己办").form("/who").submit("下一步")
    assert page.title == "去哪里、什么时候"
    form = page.form("/where")
    kept = {name: form.values.get(name) for name in ("treatment_place", "inpatient", "institution")}
    assert kept == {"treatment_place": "320100", "inpatient": "yes", "institution": LISTED}
    number = form.page.url.split("/")[3]
    assert Page.open(browser, f"/apply/draft/{number}").title == "去哪里、什么时候"  # the day of the slip is owed


@pytest.mark.parametrize("query", ["treatment_place=999999", "scheme=x&inpatient=perhaps", "issued_on=2026-02-31"])
def test_what_the_form_does_not_offer_is_not_carried(app: Flask, browser: FlaskClient, query: str) -> None:
    page = Page(browser.get(f"/apply/wenshang/referral?{query}"), browser, status=200)
    page.form(button="现在就办").submit()
    with app.app_context():
        claims = db.session.query(Filing).one().claims
        assert (claims.treatment_place, claims.person.scheme) == (None, None)
        assert (claims.admission.inpatient, claims.referral.issued_on) == (None, None)
