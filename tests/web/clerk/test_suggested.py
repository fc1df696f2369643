"""What is printed on a fax is offered beside its field; it fills nothing until somebody says yes."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.adapters.uploads import UploadLimits
from portal.domain import identity
from portal.domain.page_reading import PageReading, PrintedLine, PrintedPlace
from portal.fax_taking import FaxTaker
from portal.models import Fax, db
from portal.models.transaction import transaction
from tests import faxes
from tests.page import Form, Page
from tests.people import person
from tests.web.living import StoppedClock

WHO = person(1)
PRINTED = ("姓名：马建国", f"身份证号：{WHO.id_number}", "入院日期：2026年9月13日", "代办人：马小军")


@pytest.fixture
def fax(in_app: Flask) -> Fax:
    """One page in the tray."""
    taker = FaxTaker(in_app.extensions["portal_papers"], UploadLimits(), StoppedClock())
    assert taker.take("wenshang", "fax.tif", io.BufferedReader(io.BytesIO(faxes.fax(1))))  # type: ignore[arg-type]
    return db.session.query(Fax).one()


def read(fax: Fax, *lines: str) -> None:
    """As the worker would, where the extra is installed."""
    places = [PrintedLine(text, PrintedPlace(0.1, 0.1 * row, 0.4, 0.02)) for row, text in enumerate(lines, 1)]
    with transaction():
        fax.pages[0].reading = PageReading(1.5, tuple(places))


def form_beside(client: FlaskClient, fax: Fax) -> Form:
    return Page.open(client, f"/clerk/intake/fax/emergency?fax={fax.uid}").form("/emergency")


def offers(form: Form) -> dict[str, str]:
    """The buttons that say yes, by their words."""
    return {
        " ".join("".join(each.itertext()).split()): each.get("value", "")
        for each in form.element.iter("button")
        if each.get("name") == "take"
    }


def test_what_is_printed_stands_beside_its_field_with_its_place_and_fills_nothing(clerk: FlaskClient, fax: Fax) -> None:
    read(fax, *PRINTED)
    form = form_beside(clerk, fax)
    assert offers(form) == {
        "采用 马建国": "name.0",
        f"采用 {identity.masked(WHO.id_number)}": "id_number.0",
        "采用 2026年9月13日（周日）": "admitted_on.0",
        "采用 马小军": "agent_name.0",
    }
    assert (form.values["name"], form.values["admitted_on-year"], form.values["agent_name"]) == ("", "", "")
    drawing = next(each for each in form.element.iter() if each.tag.endswith("svg"))
    assert drawing.get("viewBox") == "72 122 456 86"
    image = next(each for each in drawing.iter() if each.tag.endswith("image"))
    assert (image.get("href"), image.get("height")) == (f"/clerk/faxes/{fax.uid}/pages/{fax.pages[0].uid}", "1500")
    first = next(form.element.iter("button"))
    assert ("name" not in first.attrib, "formaction" not in first.attrib) == (True, True)  # which Enter presses


def test_each_is_taken_by_its_button_alone_and_what_was_typed_stays(clerk: FlaskClient, fax: Fax) -> None:
    read(fax, *PRINTED)
    form = form_beside(clerk, fax).fill({"contact_phone": "13900001111"})
    preview = f"/clerk/intake/fax/emergency/preview?fax={fax.uid}"
    taken = Page(clerk.post(preview, data={**form.values, "take": "admitted_on.0"}), clerk).form("/emergency")
    assert [taken.values[f"admitted_on-{part}"] for part in ("year", "month", "day")] == ["2026", "9", "13"]
    assert (taken.values["name"], taken.values["contact_phone"]) == ("", "13900001111")
    assert "admitted_on.0" not in offers(taken).values()
    again = Page(clerk.post(preview, data={**taken.values, "take": "name.0"}), clerk).form("/emergency")
    assert (again.values["name"], again.values["admitted_on-month"]) == ("马建国", "9")
    for strange in ("name.7", "key.0", "", "name"):
        page = Page(clerk.post(preview, data={**form.values, "take": strange}), clerk).form("/emergency")
        assert page.values["name"] == ""


def test_a_script_is_given_the_same_answers_as_the_server(clerk: FlaskClient, fax: Fax) -> None:
    read(fax, *PRINTED)
    form = form_beside(clerk, fax)
    given = {e.get("data-gives"): e.get("value") for e in form.element.iter("input") if e.get("data-gives")}
    day = {"admitted_on-year": "2026", "admitted_on-month": "9", "admitted_on-day": "13"}
    assert given == {"name": "马建国", "id_number": WHO.id_number, "agent_name": "马小军"} | day
    assert form.values.keys() >= given.keys()


def test_where_nothing_was_read_nothing_of_it_shows(clerk: FlaskClient, fax: Fax) -> None:
    page = Page.open(clerk, f"/clerk/intake/fax/emergency?fax={fax.uid}")
    assert ("offers.js" in page.markup, "采用" in page.text, offers(page.form("/emergency"))) == (False, False, {})
    read(fax, "办公用品大减价")
    assert "采用" not in Page.open(clerk, f"/clerk/intake/fax/emergency?fax={fax.uid}").text
