"""The page that checks a certificate, without a script; and what is published."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.certificate import SignedText
from portal.domain.certificate_check import CertificateCheck, KeySet
from portal.domain.vocabulary import Role
from portal.models import Filing, User, db
from portal.models.signing import is_signed
from portal.services import amendments, certifying
from tests.certificates import in_force
from tests.page import Page
from tests.people import acting, citizen, person
from tests.web.living import signed_in

WHO = person(1)


@pytest.fixture
def text(app: Flask) -> str:
    """The certificate of a filing in force today."""
    with app.app_context():
        owner = acting(citizen(WHO))
        filing = in_force(owner, WHO)
        filing.begins_on = owner.today - timedelta(days=1)
        db.session.commit()
        return certifying.certificate_of(filing) or ""


def checked(app: Flask, text: str, status: int = 200) -> str:
    """What the form answers."""
    page = Page.open(app.test_client(), "/verify")
    return page.form("/verify").fill({"certificate": text}).submit(status=status).text


def test_the_form_says_what_it_proves(app: Flask, text: str) -> None:
    shown = checked(app, f"http://127.0.0.1/verify#{text}")
    assert "是真的，这一天在备案的日期之内。" in shown
    assert [
        each for each in ("汶上县", "上海市", "测**", WHO.id_number[-2:], "名单是 2026年9月14日") if each not in shown
    ] == []
    assert WHO.name not in shown
    signed = SignedText.read(text)
    forged = replace(signed, content=signed.content.replace("上海".encode(), "北京".encode()))
    assert "不是真的：签名对不上" in checked(app, forged.text)
    assert "请粘贴码里的文字" in checked(app, " ", 422)
    assert "这不是备案证明" in checked(app, "随便写的")


def test_keys_and_list_are_for_anybody_and_check_what_was_issued(app: Flask, text: str) -> None:
    client = app.test_client()
    keys = client.get("/.well-known/filing-certificates/keys.json")
    listed = client.get("/.well-known/filing-certificates/ended.txt")
    assert [each.headers["Access-Control-Allow-Origin"] for each in (keys, listed)] == ["*", "*"]
    check = CertificateCheck(KeySet.read(keys.text), is_signed)
    assert check.ended(listed.text).last_days == {}
    assert json.loads(keys.text)["counties"]["wenshang"] == "汶上县"


def test_a_browser_that_has_the_list_is_told_whether_it_still_holds(app: Flask, text: str) -> None:
    client, address = app.test_client(), "/.well-known/filing-certificates/ended.txt"
    first = client.get(address)
    held = {"If-None-Match": first.headers["ETag"]}
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = client.get(address, headers=held)
    assert (again.status_code, again.data) == (304, b"")
    with app.app_context():
        filing, owner = db.session.query(Filing).one(), db.session.query(User).filter_by(role=Role.CITIZEN).one()
        amendments.cancel(acting(owner), filing.number, filing.version)
    other = client.get(address, headers=held)
    assert (other.status_code, len(other.data) > len(first.data)) == (200, True)


def test_its_person_and_its_papers_show_it_and_no_address_says_more(app: Flask, text: str) -> None:
    with app.app_context():
        number = db.session.query(Filing).one().number
    page = Page.open(signed_in(app, WHO.phone), f"/me/filings/{number}")
    assert "给医院核对真伪" in page.text
    assert "核对真伪" in page.follow("备案回执").text
