"""The front page, the public list, and whether the portal is ready."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from portal.catalogue.repository import Catalogue
from portal.models import Filing, db
from portal.models.transaction import transaction
from portal.services import disclosure, documents, filings
from portal.services.documents import StoredFile
from portal.wording.translation import own_name
from tests.page import Page
from tests.people import acting, citizen, long_stay, person


def submitted(serial: int) -> Filing:
    who = person(serial)
    user = citizen(who)
    ctx = acting(user, later=timedelta(minutes=serial))
    filing = filings.open_draft(ctx, "wenshang.long-term", long_stay(who))
    document = StoredFile(f"key-{serial}", "image/jpeg", 100, 1, f"{serial:064d}")
    documents.attach(ctx, filing.number, "residence_proof", document, None)
    return filings.submit(ctx, filing.number)


def test_front_page_has_three_ways_in_and_the_telephones(client: FlaskClient) -> None:
    page = Page.open(client, "/")
    assert page.title == "去外地看病前，先备个案"
    assert page.links["我该办哪一种？"] == "/start"
    assert page.links["查办理进度"] == "/progress"
    assert page.links["登录继续"] == "/login"
    chosen = page.form("/", "看这里的指南和电话").fill({"county": "liujiang"}).submit()
    assert chosen.links["0772-7261186"] == "tel:0772-7261186"
    assert chosen.links["异地急诊人员备案"] == "/guides/liujiang/emergency"
    assert "这里没有咨询电话" not in chosen.text


def test_a_number_of_one_item_is_not_the_countys(client: FlaskClient) -> None:
    """S4:153 prints 0537-7727566 under 电话办理 of the emergency item; the other two items print no number to ask."""
    home, of_county = Page.open(client, "/?county=wenshang"), Page.open(client, "/guides/wenshang")
    assert "0537-7727566 指南印在“异地急诊转住院联网备案”的电话" in home.text
    assert "0537-7727566" not in of_county.text
    assert "指南印在" not in Page.open(client, "/?county=fushun").text
    assert "打电话问：0772-7261186" in Page.open(client, "/guides/liujiang").text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_number_stands_beside_the_office_it_rings(client: FlaskClient, language: str) -> None:
    """Fushun's guide prints three offices and three numbers: three numbers alone say not which is one's own."""
    if language == "en":
        Page.open(client, "/").form("/preferences").submit("English")
    fushun = Catalogue.load().county("fushun")
    assert fushun is not None
    offices = {str(each.phone.value): own_name(each, language) for each in fushun.offices}
    assert len(offices) == 3
    home = " ".join(Page.open(client, "/?county=fushun").text.split())
    for number, name in offices.items():
        assert f"{number} {name}" in home
    for url in ("/guides/fushun", "/guides/fushun/referral"):
        page = " ".join(Page.open(client, url).text.split())
        [centre] = list(offices)[:1]
        lead = {"zh": "以经办机构答复为准，电话：", "en": "To be confirmed by the agency, telephone: "}[language]
        assert page.count(lead) == page.count(f"{lead}{centre} {offices[centre]}") > 0


def test_public_list_shows_tail_item_dates_and_state_and_nobody(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        filing = submitted(1)
        number, name = filing.number, filing.claims.person.name
    unasked = Page.open(client, "/disclosure")
    assert "选好地方，再按“查看”。" in unasked.text
    page = unasked.form("/disclosure").fill({"county": "wenshang"}).submit()
    assert number[-4:] in page.text
    assert "长期异地就医备案" in page.text
    assert "2026年9月14日（周一）" in page.text
    assert "待审核" in page.text
    assert name not in page.markup
    assert number not in page.markup
    assert "上海" not in page.text
    assert "还没有可以公示的办件" in Page.open(client, "/disclosure?county=fushun").text


def test_public_list_goes_on_where_it_stopped(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disclosure, "PAGE", 2)
    with app.app_context():
        tails = [submitted(serial).number[-4:] for serial in (1, 2, 3)]
    first = Page.open(client, "/disclosure?county=wenshang")
    assert [tail in first.text for tail in tails] == [False, True, True]
    second = first.follow("下一页")
    assert [tail in second.text for tail in tails] == [True, False, False]
    assert "下一页" not in second.links


@pytest.mark.parametrize("after", ["x", "20260914T020000.000000Z-", "-1", "99999999T000000.0Z-1", "²-²"])
def test_place_that_is_none_begins_at_the_top(client: FlaskClient, after: str) -> None:
    Page.open(client, f"/disclosure?county=wenshang&after={after}")


def test_unknown_county_is_not_found(client: FlaskClient) -> None:
    assert client.get("/disclosure?county=nowhere").status_code == 404


def test_ready_means_the_database_answers_with_the_schema_we_know(app: Flask, client: FlaskClient) -> None:
    assert client.get("/readyz").text == "ready\n"
    with app.app_context(), transaction():
        db.session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "not ready: database\n")
    assert client.get("/healthz").status_code == 200
