"""Headings: a question is known by whatever it is called, and what is no sheet of this item is refused by name."""

import pytest
from flask import Flask

from portal.adapters.table_rows import Cell, Table, TableRow
from portal.adapters.tables import read
from portal.domain.item import Item
from portal.domain.vocabulary import FilingType
from portal.services.rulebook import rulebook
from portal.web.hospital.import_kind import KIND
from portal.web.importing.columns import Columns, OtherTemplate, read_headings
from portal.web.importing.template import template_of
from portal.web.language import in_language
from portal.wording.translation import languages

INTERFACE_2501 = (
    "psn_name",
    "certno",
    "insutype",
    "tel",
    "addr",
    "insu_optins",
    "diag_code",
    "diag_name",
    "dise_cond_dscr",
    "reflin_medins_name",
    "mdtrtarea_admdvs",
    "hosp_agre_refl_flag",
    "refl_date",
    "refl_rea",
    "refl_opnn",
)


@pytest.fixture
def item(app: Flask) -> Item:
    return rulebook.item("wenshang.referral")


def headed(*headings: str, above: tuple[str, ...] = ()) -> Table:
    """A sheet of one row of headings, and a row of words above it."""
    lines = [above, headings] if above else [headings]
    rows = (TableRow(number, tuple(Cell("text", text) for text in line)) for number, line in enumerate(lines, 1))
    return Table("表一", tuple(rows))


def paths(columns: Columns) -> list[str]:
    return [column.asked_question.path for column in columns.known]


@pytest.mark.parametrize("language", languages())
def test_the_template_of_every_county_is_read_again_in_every_language(app: Flask, language: str) -> None:
    counties = rulebook.catalogue.counties()
    items = [id for county in counties if (id := county.place.items_by_type.get(FilingType.REFERRAL))]
    assert items
    with app.test_request_context():
        for each in map(rulebook.item, items):
            with in_language(language):
                table = read(template_of(KIND, each, "转诊"))
                columns = read_headings(KIND, each, table)
            assert paths(columns) == [question.path for question in KIND.questions(each)]
            assert (columns.unused, [columns.is_example(row) for row in table.rows]) == ((), [False, True])


def test_no_two_questions_share_a_heading(app: Flask, item: Item) -> None:
    with app.test_request_context():
        for language in languages():
            with in_language(language):
                labels = [str(each.wording.label) for each in KIND.questions(item)]
                assert len(labels) == len(set(labels))


def test_the_names_of_interface_2501_are_understood(app: Flask, item: Item) -> None:
    own = ("doctor", "chief", "is_sealed")
    with app.test_request_context():
        columns = read_headings(KIND, item, headed(*INTERFACE_2501, *own, "refl_type", above=("汶上县中医院",)))
    assert (columns.row_number, columns.unused) == (2, ("refl_type",))
    assert paths(columns) == [
        "person.name",
        "person.id_number",
        "person.scheme",
        "contact.phone",
        "contact.address",
        "person.insured_place",
        "slip.diagnosis_code",
        "slip.diagnosis_name",
        "slip.condition",
        "hospital",
        "treatment_place",
        "slip.agreed",
        "referral.issued_on",
        "slip.reason",
        "slip.opinion",
        "slip.doctor",
        "slip.chief",
        "slip.sealed",
    ]


@pytest.mark.parametrize(
    ("headings", "sentence"),
    [
        (
            ("订单号", "商品", "数量", "姓名"),
            "工作表“表一”里没有认得的表头（第一行是：订单号、商品、数量、姓名）。请用这里下载的模板填写再传。",
        ),
        (
            (*INTERFACE_2501, "经治医生", "科主任"),
            "表里少了这几列：转诊单上盖了医院公章吗？。请用这里下载的模板填写，或补上这几列再传。",
        ),
        (
            (*INTERFACE_2501, "姓名", "经治医生", "科主任", "盖了公章"),
            "“psn_name”（A 列）和“姓名”（P 列） 是同一项，只能有一列。请删掉一列再传。",
        ),
    ],
)
def test_another_template_is_refused_by_what_is_wrong_with_it(
    app: Flask, item: Item, headings: tuple[str, ...], sentence: str
) -> None:
    with app.test_request_context(), pytest.raises(OtherTemplate) as other:
        read_headings(KIND, item, headed(*headings))
    assert str(other.value) == sentence
