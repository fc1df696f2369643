"""Somebody who stands before a terminal and answers question after question."""

from typing import Any

from flask.testing import FlaskClient

from tests.page import Page
from tests.people import SyntheticPerson


def answers_of(who: SyntheticPerson) -> dict[str, Any]:
    """What the pages ask, by the name of each."""
    return {
        "name": who.name,
        "id_number": who.id_number,
        "scheme": "employee",
        "whom": "self",
        "treatment_place": "310000",
        "contact_phone": who.phone,
    }


def begin(client: FlaskClient) -> Page:
    """The first question."""
    return Page.open(client, "/kiosk/").form().submit(status=200)


def answered(client: FlaskClient, who: SyntheticPerson, **more: Any) -> Page:
    """Everything answered: the page on which it is looked over."""
    page, answers = begin(client), answers_of(who) | more
    for _ in range(20):
        if not page.url.startswith("/kiosk/ask/"):
            return page
        name = page.url.partition("/ask/")[2].partition("?")[0]
        form = page.form(button="继续")
        page = (form.fill({name: answers[name]}) if name in answers else form).submit("继续", status=200)
    raise AssertionError(f"never done with {page.url}")


def sent(client: FlaskClient, who: SyntheticPerson) -> Page:
    """The receipt."""
    form = answered(client, who).form("/kiosk/check")
    return form.fill({"signed_name": who.name, "agrees": "y", "consents": "y"}).submit("提交", status=200)
