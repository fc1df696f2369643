"""What copying and other keyboards bring along is forgiven where a number or a name is typed."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.web.forms.fields import IdNumber, PersonName, Phone
from portal.web.forms.portal_form import PortalForm
from tests.page import Page
from tests.people import id_number

NUMBER = id_number(7)
UNSEEN = ("\u200b", "\ufeff", "\u200e", "\u00ad", "\u2060", "\u3000", " ", "-")
AROUND = (("\u202d", "\u202c"), ("\u2066", "\u2069"), ("\u2068", "\u2069"), (" ", "\u00a0"))


class Somebody(PortalForm):
    """The three things every form asks."""

    name = PersonName("姓名")
    id_number = IdNumber("身份证号")
    phone = Phone("电话")


def read(app: Flask, **typed: str) -> dict[str, object]:
    """What is read of what was typed; nothing of it is wrong."""
    with app.test_request_context(method="POST", data=typed):
        form = Somebody(meta={"csrf": False})
        form.validate()
        assert form.errors == {}, typed
        return {name: form[name].data for name in typed}


@pytest.mark.parametrize("unseen", UNSEEN)
def test_a_number_with_signs_in_between_is_taken(app: Flask, unseen: str) -> None:
    typed = unseen.join((NUMBER[:6], NUMBER[6:14], NUMBER[14:]))
    phone = unseen.join(("139", "0000", "9000"))
    assert read(app, id_number=typed, phone=phone) == {"id_number": NUMBER, "phone": "13900009000"}


@pytest.mark.parametrize(("opens", "closes"), AROUND)
def test_a_number_pasted_between_signs_is_taken(app: Flask, opens: str, closes: str) -> None:
    typed = {"id_number": f"{opens}{NUMBER}{closes}", "phone": f"{opens}13900009000{closes}"}
    assert read(app, **typed, name=f"{opens}吴测试{closes}") == {
        "id_number": NUMBER,
        "phone": "13900009000",
        "name": "吴测试",
    }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0086139 0000 9000", "13900009000"),
        ("+86-139-0000-9000", "13900009000"),
        ("１３９００００９０００", "13900009000"),
        ("0537-7212345转801", "0537-7212345-801"),
        ("", ""),
    ],
)
def test_a_telephone_as_it_is_written_on_cards_and_in_books(app: Flask, typed: str, kept: str) -> None:
    assert read(app, phone=typed) == {"phone": kept}


def test_no_box_cuts_a_number_that_is_pasted_into_it(client: FlaskClient) -> None:
    """A box for four signs kept the first four of the whole number, and the answer was "not found"."""
    page = Page.open(client, "/progress")
    for name in ("number", "last_four"):
        box = page.find(name=name)
        assert box is not None
        assert int(box.get("maxlength") or 100) >= 30
