"""A member of staff tells the telephone they are rung on."""

from flask import Flask

from tests.page import Page
from tests.people import staff
from tests.web.living import signed_in


def test_the_telephone_is_kept_masked_and_a_wrong_one_is_said(app: Flask) -> None:
    with app.app_context():
        staff("clerk")
    page = Page.open(signed_in(app, "clerk"), "/account").follow(
        "登记本人电话：别人要重设您的账号时，主管打这个电话核实"
    )
    assert "没有登记" in page.text
    wrong = page.form("/phone").fill({"phone": "123"}).submit(status=422)
    assert wrong.errors == ["电话号码不对：手机 11 位；座机要带区号，如 0537-7212345"]
    known = wrong.form("/phone").fill({"phone": "139 0000 0070"}).submit()
    assert "没有登记" not in known.text
    assert "13900000070" not in known.text
    assert "139…70" in known.text
