"""A citizen applies for 汶上 长期异地就医备案, step by step, without JavaScript."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from portal.domain.claims import laid_over
from portal.domain.consent import CURRENT
from portal.domain.vocabulary import FilingStatus
from portal.models import Filing, Notice, db
from portal.services import consents
from tests.page import Form, Page
from tests.people import citizen, person
from tests.web.living import signed_in

WHO, FATHER = person(1), person(2, "父亲")
START = "/apply/wenshang/long-term"
DAY = date(2026, 9, 14)


def photo(colour: str = "white") -> tuple[bytes, str]:
    """A small photograph."""
    body = BytesIO()
    Image.new("RGB", (300, 200), colour).save(body, "JPEG")
    return body.getvalue(), "photo.jpg"


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """The browser of somebody who has registered."""
    with app.app_context():
        citizen(WHO)
    return signed_in(app, WHO.phone)


def at_step_two(browser: FlaskClient) -> Page:
    """For oneself, the first step done."""
    page = Page.open(browser, START).form(button="现在就办").submit().follow("给我自己办")
    return page.form("/who").fill({"scheme": "employee", "kind": "long_term_resident"}).submit("下一步")


def at_documents(browser: FlaskClient) -> Page:
    """Two steps done."""
    form = at_step_two(browser).form("/where")
    return form.fill({"treatment_place": "310000", "begins_on": DAY, "stay_months": "12"}).submit("下一步")


def signed(page: Page) -> Page:
    """Everything looked through and sent in."""
    return page.form("/check").fill({"agrees": "y", "signed_name": WHO.name}).submit("提交")


def test_a_stranger_sees_what_is_needed_before_typing(client: FlaskClient) -> None:
    page = Page.open(client, START)
    assert "异地居住证明" in page.text
    assert "0537-7293008" in page.text
    assert page.links["登录后办"] == "/login?next=/apply/wenshang/long-term"


def test_from_first_page_to_receipt(app: Flask, browser: FlaskClient) -> None:
    page = at_documents(browser)
    assert "还差 1 样。" in page.text
    page = page.form("/residence_proof/add").fill({"residence_proof-files": photo()}).submit()
    assert "材料齐了。" in page.text
    check = page.follow("下一步")
    assert "有了结果，在“我的办件”里就能看到。" in check.text
    receipt = signed(check)
    assert receipt.title == "已经收到您的申请"
    with app.app_context():
        filing = db.session.query(Filing).one()
        assert filing.status is FilingStatus.SUBMITTED
        assert filing.claims.declaration.signed_name == WHO.name
        assert filing.claims.stay_months == 12
        assert db.session.query(Notice).count() == 1
    assert "2026年9月14日（周一）" in receipt.text


def test_a_commitment_stands_for_the_paper(browser: FlaskClient) -> None:
    page = at_documents(browser).follow("交不出来，签承诺书")
    wrong = page.form().fill({"signed_name": "别人"}).submit(status=422)
    assert wrong.errors == [f"签名要和申请人姓名一样，请填写“{WHO.name}”"]
    page = page.form().fill({"signed_name": WHO.name}).submit()
    assert "材料齐了。" in page.text
    assert "签了承诺书" in page.text


def test_each_step_is_kept_and_gone_on_with_later(browser: FlaskClient) -> None:
    form = at_step_two(browser).form("/where").fill({"treatment_place": "310000", "begins_on": DAY})
    page = form.submit("存起来")
    assert page.title == "我的办件"
    page = page.follow("接着填")
    assert page.title == "材料"
    again = page.follow("上一步").form("/where")
    assert again.values["treatment_place"] == "310000"
    assert again.values["begins_on-year"] == "2026"


def test_what_was_typed_stays_when_something_is_wrong(browser: FlaskClient) -> None:
    form = at_step_two(browser).form("/where")
    form.fill({"begins_on-year": "2026", "begins_on-month": "2", "begins_on-day": "31", "stay_months": "12"})
    page = form.submit("下一步", status=422)
    assert page.errors == ["请选择就医地", "2026年2月没有31日，请对照日历再看一遍"]
    assert page.form("/where").values["begins_on-day"] == "31"


def test_somebody_elses_number_is_not_ones_own(browser: FlaskClient) -> None:
    page = Page.open(browser, START).form(button="现在就办").submit().follow("给我自己办")
    form = page.form("/who").fill({"id_number": FATHER.id_number, "scheme": "employee", "kind": "posted_worker"})
    assert form.submit("下一步", status=422).errors == ["这和您账号登记的身份证号不一样。替别人办，请先选“代别人办”"]


def test_a_daughter_files_for_her_father(app: Flask, browser: FlaskClient) -> None:
    page = Page.open(browser, START).form(button="现在就办").submit().follow("代别人办")
    form = page.form("/who")
    assert form.values["agent_id_number"] == WHO.id_number
    form.fill(
        {
            "name": FATHER.name,
            "id_number": FATHER.id_number,
            "scheme": "employee",
            "kind": "relocated_retiree",
            "agent_relation": "女儿",
            "contact_phone": FATHER.phone,
        }
    )
    where = form.submit("下一步").form("/where")
    documents = where.fill({"treatment_place": "450100", "begins_on": DAY, "stay_months": "12"}).submit("下一步")
    check = documents.follow("下一步")
    assert "有了结果，在代办人的账号里就能看到。" in check.text
    assert signed(check).title == "已经收到您的申请"
    with app.app_context():
        filing = db.session.query(Filing).one()
        assert filing.claims.agent.name == WHO.name
        assert filing.claims.person.name == FATHER.name
        assert filing.agent_index is not None


def test_treatment_inside_the_insured_place_warns_and_may_still_be_sent(browser: FlaskClient) -> None:
    form = at_step_two(browser).form("/where")
    form.fill({"treatment_place": "370800", "begins_on": DAY, "stay_months": "12"})
    page = form.submit("先看看行不行")
    assert "照您填的，这一项办不了" in page.text
    assert "您仍然可以提交" in page.text
    check = page.form("/where").submit("下一步").follow("下一步")
    assert "照您填的，这一项办不了" in check.text
    assert signed(check).title == "已经收到您的申请"


def test_the_answer_comes_while_typing(browser: FlaskClient) -> None:
    page = at_step_two(browser)
    token = page.form("/where").values["csrf_token"]
    url = page.url + "/assessment"
    typed = {"csrf_token": token, "treatment_place": "310000", "stay_months": "3", "begins_on-year": "20"}
    answer = browser.post(url, data=typed, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "指南要求在外地住满6个月" in answer.text
    assert Page.open(browser, page.url).form("/where").values["treatment_place"] == ""


def test_pressing_begin_twice_opens_one_draft(app: Flask, browser: FlaskClient) -> None:
    form = Page.open(browser, START).form(button="现在就办")
    assert form.submit().url == form.submit().url
    with app.app_context():
        assert db.session.query(Filing).count() == 1


def test_sending_twice_gives_the_first_receipt(app: Flask, browser: FlaskClient) -> None:
    check = at_documents(browser).follow("下一步")
    form = check.form("/check").fill({"agrees": "y", "signed_name": WHO.name})
    assert form.submit("提交").url == form.submit("提交").url
    with app.app_context():
        assert db.session.query(Filing).count() == 1


def test_a_new_text_about_personal_data_is_asked_for_before_sending(
    browser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = at_documents(browser).follow("下一步")
    assert "consents" not in check.form("/check").values
    monkeypatch.setattr(consents, "CURRENT", replace(CURRENT, name="3"))
    page = Page.open(browser, check.url).form("/check").fill({"agrees": "y", "signed_name": WHO.name})
    refused = page.submit("提交", status=422)
    assert refused.errors == ["不同意就不能在网上办。您可以到窗口办；愿意在网上办，请打勾"]
    assert "这两样是敏感个人信息" in refused.text
    done = refused.form("/check").fill({"agrees": "y", "signed_name": WHO.name, "consents": "y"}).submit("提交")
    assert done.title == "已经收到您的申请"
    assert "第 3 版" in Page.open(browser, "/account").text


def test_the_declaration_is_signed_with_the_dot_of_ones_keyboard(app: Flask) -> None:
    with app.app_context():
        who = replace(person(60), name="买买提·艾力")
        citizen(who)
    check = at_documents(signed_in(app, who.phone)).follow("下一步")
    form = check.form("/check").fill({"agrees": "y", "signed_name": "买买提•艾力"})
    assert form.submit("提交").title == "已经收到您的申请"


def test_what_cannot_be_read_is_said_with_the_missing_signature(app: Flask, browser: FlaskClient) -> None:
    page = at_documents(browser).follow("下一步")
    with app.app_context():
        draft = db.session.query(Filing).one()
        draft.claims = laid_over(draft.claims, {"stay_days": 3})
        db.session.commit()
    errors = page.form("/check").submit("提交", status=422).errors
    assert "请看过以后打勾，再提交" in errors
    assert any("外出时间只写一种" in error for error in errors)


def test_a_second_undecided_filing_is_explained(browser: FlaskClient) -> None:
    signed(at_documents(browser).follow("下一步"))
    check = at_documents(browser).follow("下一步")
    page = check.form("/check").fill({"agrees": "y", "signed_name": WHO.name}).submit("提交", status=422)
    assert page.errors == ["这个人的同一事项还有一件没有办完。请先看那一件的进度，不用重复申请"]


def test_an_upload_that_is_no_picture_is_refused_in_words(browser: FlaskClient) -> None:
    form = at_documents(browser).form("/residence_proof/add").fill({"residence_proof-files": (b"MZ\x00\x01", "a.jpg")})
    page = form.submit(status=422)
    assert page.errors == [
        "文件“a.jpg”不是照片或 PDF，请上传 JPG、PNG、WebP、BMP、HEIC、PDF 或 TIFF 文件，或者直接拍照。"
    ]


def test_a_photograph_is_shown_and_taken_back(browser: FlaskClient) -> None:
    form = at_documents(browser).form("/residence_proof/add").fill({"residence_proof-files": [photo(), photo("red")]})
    page = form.submit()
    pictures = [image.get("src") for image in page.tree.iter("img") if "thumbnail" in image.get("class", "")]
    assert len(pictures) == 2
    assert browser.get(pictures[0]).mimetype == "image/png"
    removed = next(f for f in page.tree.iter("form") if f.get("action", "").endswith("/remove"))
    page = Form(page, removed).submit()
    assert len([i for i in page.tree.iter("img") if "thumbnail" in i.get("class", "")]) == 1


def test_a_foreign_draft_is_like_a_missing_one(app: Flask, browser: FlaskClient) -> None:
    url = at_documents(browser).url
    with app.app_context():
        citizen(FATHER)
    other = signed_in(app, FATHER.phone)
    assert Page.open(other, url, 404).title == Page.open(other, "/apply/draft/123456789012/papers", 404).title


def test_writer_checks_the_number_by_its_birth_day_and_sex_and_whole_by_a_button(browser: FlaskClient) -> None:
    page = at_documents(browser).follow("下一步")
    born = date.fromisoformat(f"{WHO.id_number[6:10]}-{WHO.id_number[10:12]}-{WHO.id_number[12:14]}")
    sex = "男" if int(WHO.id_number[16]) % 2 else "女"
    assert f"出生日期（号码里的） {born.year}年{born.month}月{born.day}日" in page.text
    assert f"性别（号码里的） {sex}" in page.text
    assert WHO.id_number not in "".join(page.text.split())
    button = page.form("/id-number")
    whole = button.submit("看完整的身份证号")
    assert f"{WHO.id_number[:6]} {WHO.id_number[6:14]} {WHO.id_number[14:]}" in whole.text
    assert whole.response.headers["Cache-Control"] == "no-store"
    assert WHO.id_number[6:14] not in whole.response.request.url
    assert signed(whole).title == "已经收到您的申请"
    after = button.submit("看完整的身份证号")
    assert after.title == "已经收到您的申请"
    assert WHO.id_number[6:14] not in after.markup
