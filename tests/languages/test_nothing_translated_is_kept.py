"""Whoever reads another language, no word of its catalogue goes into the database: only codes, and what was typed."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.claims import NOT_LISTED
from portal.models import Base, db
from portal.models.sealed import vault
from portal.wording.translation import translated
from tests.languages.conftest import ENGLISH, MADE_UP, reading
from tests.page import Page
from tests.people import citizen, person, staff
from tests.web.citizen.test_citizen import START
from tests.web.clerk.test_intake_routes import CALLER, answers_of
from tests.web.living import signed_in

Translate = Callable[[str], str]
FROZEN = {"title_en", "label_en"}  # what a notice says is frozen as it was issued
CODE = re.compile(r"[a-z0-9_.-]+")
WHO = person(1)
DAY = date(2026, 9, 14)
AGREED = {"consents": "y"}


def leaves(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    match value:
        case str():
            yield value
        case dict():
            yield from (text for key, part in value.items() if key not in FROZEN for text in leaves(part))
        case list():
            yield from (text for part in value for text in leaves(part))


def kept_texts() -> Iterator[str]:
    """Every text the database keeps, opened where it is sealed."""
    for mapper in Base.registry.mappers:
        for row in db.session.query(mapper.class_):
            for column in [each.key for each in mapper.column_attrs]:
                value = getattr(row, column)
                if column == "data_key":
                    continue
                if column.endswith("_sealed") and value is not None:
                    name = f"{row.__tablename__}.{column.removesuffix('_sealed')}:{row.uid}"
                    holder = row.key_holder
                    value = json.loads(vault.keyring.open(value, name, holder.opened_key() if holder else None))
                yield from leaves(value)


def a_citizen_files(browser: FlaskClient, translate: Translate) -> None:
    """With a commitment in place of the paper."""
    page = Page.open(browser, START).form(button=translate("现在就办")).submit().follow(translate("给我自己办"))
    where = (
        page.form("/who")
        .fill({"scheme": "employee", "kind": "long_term_resident"})
        .submit(translate("下一步：去哪里、什么时候"))
    )
    answers = {"treatment_place": "310000", "begins_on": DAY, "stay_months": "12"}
    page = where.form("/where").fill(answers).submit(translate("下一步：材料")).follow(translate("交不出来，签承诺书"))
    page = page.form().fill({"signed_name": WHO.name}).submit().follow(translate("下一步：核对"))
    page.form("/check").fill({"agrees": "y", "signed_name": WHO.name}).submit()


def a_referral(serial: int) -> dict[str, object]:
    """By a hospital that is not on the county's list."""
    referral = {"institution": NOT_LISTED, "issued_on": DAY, "begins_on": DAY, "inpatient": "yes"}
    common = {key: answers_of(serial)[key] for key in ("name", "id_number", "scheme", "treatment_place")}
    return common | referral | {"contact_phone": "13900001111"}


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), MADE_UP])
def test_what_is_kept_holds_no_word_of_the_page(app: Flask, language: str) -> None:
    def translate(chinese: str) -> str:
        return translated(chinese, language)

    with app.app_context():
        citizen(WHO)
        staff("clerk")
    a_citizen_files(reading(signed_in(app, WHO.phone), language), translate)
    clerk = reading(signed_in(app, "clerk"), language)
    call = Page.open(clerk, "/clerk/intake/phone/emergency").form("/emergency").fill(CALLER | answers_of(2) | AGREED)
    called = call.submit(translate("登记")).url.split("/")[3]
    warned = Page.open(clerk, "/clerk/intake/window/referral").form("/referral").fill(a_referral(3) | AGREED)
    insisted = warned.submit(translate("登记"), status=422).form("/referral").submit(translate("仍然登记"))
    came = insisted.url.split("/")[3]
    Page.open(clerk, f"/clerk/filings/{called}/request-correction").form("/request-correction").submit()
    refusing = Page.open(clerk, f"/clerk/filings/{came}/refuse").form("/refuse")
    assert "名单里" in refusing.values["reason"]
    assert translate("不予受理") in refusing.submit().markup or language == "en"
    with app.app_context():
        kept = list(kept_texts())
    assert len(kept) > 200
    assert NOT_LISTED in kept
    assert [text for text in kept if "⟦" in text] == []
    assert [text for text in kept if not CODE.fullmatch(text) and says_english(text)] == []


def english_sentences() -> set[str]:
    """What the English catalogue says, without sentences that have blanks."""
    with (ENGLISH / "LC_MESSAGES/messages.po").open("rb") as file:
        texts = {str(entry.string) for entry in read_po(file, locale="en") if entry.id}
    return {text for text in texts if re.search("[A-Za-z]{3}", text) and not re.search(r"%\(|\{", text)}


SENTENCES = english_sentences()


def says_english(text: str) -> bool:
    """Whether it is a word of the catalogue, or holds a sentence of it."""
    return text in SENTENCES or any(len(each) > 11 and each in text for each in SENTENCES)
