"""Units are written down by their code, and whoever files for one is invited like any member of staff."""

from flask import Flask

from portal.domain.vocabulary import Role
from tests.employers import code
from tests.page import Page
from tests.people import staff
from tests.web.living import signed_in


def test_a_unit_is_listed_and_offered_where_somebody_is_invited(app: Flask) -> None:
    with app.app_context():
        staff("another-chief", role=Role.SUPERVISOR)
    chief = signed_in(app, "another-chief")
    form = Page.open(chief, "/admin/employers/").form("/admin/employers/")
    wrong = form.fill({"name": "测试机械厂", "credit_code": code(1)[:-1] + "0"}).submit("登记", 422)
    assert "统一社会信用代码不对" in wrong.errors[0]
    page = form.fill({"credit_code": code(1)}).submit("登记")
    assert code(1) in page.text
    assert "已经登记过" in form.submit("登记", 422).errors[0]
    invite = Page.open(chief, "/admin/accounts/invite")
    assert "测试机械厂" in invite.text
    nobody = invite.form("/invite").fill({"role": "employer", "username": "staff-of-unit"}).submit("生成链接", 422)
    assert nobody.errors == ["请选择在哪个单位"]
