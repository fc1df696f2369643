"""Files are dated: a filing is judged by the version in force when it was filed, and keeps it (docs/product.md)."""

from datetime import date
from pathlib import Path

import pytest

from portal.catalogue.files import COUNTIES, CatalogueFault
from portal.catalogue.repository import Catalogue
from tests.seeds import SEEDS

WENSHANG = COUNTIES / "370830-wenshang.toml"
ITEM = "wenshang.long-term"


@pytest.fixture
def later_edition(tmp_path: Path) -> Path:
    """Wenshang's file in a later edition with seven months instead of six."""
    text = WENSHANG.read_text("utf-8").replace("edition = 2026-11-01", "edition = 2027-03-01")
    path = tmp_path / "370830-wenshang@2027-03-01.toml"
    path.write_text(text.replace("months = 6", "months = 7"), "utf-8")
    return path


def test_filing_keeps_the_version_it_was_decided_by(later_edition: Path) -> None:
    catalogue = Catalogue.of_files([WENSHANG, later_edition])
    kept, new = (catalogue.item(ITEM, version) for version in ("2026-11-01", "2027-03-01"))
    assert kept is not None
    assert new is not None
    assert kept.conditions != new.conditions
    assert catalogue.item(ITEM, "2030-01-01") is None


@pytest.mark.parametrize(
    ("on", "version"),
    [
        (date(2026, 1, 1), "2026-11-01"),
        (date(2027, 2, 28), "2026-11-01"),
        (date(2027, 3, 1), "2027-03-01"),
        (None, "2027-03-01"),
    ],
)
def test_day_decides_the_edition(later_edition: Path, on: date | None, version: str) -> None:
    item = Catalogue.of_files([later_edition, WENSHANG]).item(ITEM, on=on)
    assert item is not None
    assert item.version == version


@pytest.fixture
def without_it(tmp_path: Path) -> Path:
    """Wenshang's file in a later edition that has no such item any more."""
    head, *items = WENSHANG.read_text("utf-8").split("[[item]]")
    path = tmp_path / "370830-wenshang@2027-01-01.toml"
    kept = [each for each in items if 'slug = "long-term"' not in each]
    assert len(kept) == len(items) - 1
    path.write_text("[[item]]".join([head, *kept]).replace("edition = 2026-11-01", "edition = 2027-01-01"), "utf-8")
    return path


@pytest.mark.parametrize(("day", "is_offered"), [(date(2026, 12, 31), True), (date(2027, 1, 1), False)])
def test_edition_of_a_later_day_is_not_in_force_yet(without_it: Path, day: date, is_offered: bool) -> None:
    """docs/county-file.md: the edition is the day from which the file is in force."""
    catalogue = Catalogue.of_files([WENSHANG, without_it]).on(day)
    assert (ITEM in [item.id for item in catalogue.items()]) is is_offered
    county = catalogue.county("wenshang")
    assert county is not None
    assert (ITEM in [item.id for item in county.items]) is is_offered
    assert (catalogue.item(ITEM, on=day) is not None) is is_offered
    last = catalogue.item(ITEM)
    assert last is not None
    assert last.version == "2026-11-01"
    assert catalogue.document_kinds(ITEM) is not None


def test_two_editions_of_one_version_clash(tmp_path: Path) -> None:
    liujiang = COUNTIES / "450206-liujiang.toml"
    again = tmp_path / "450206-liujiang@2027-01-01.toml"
    again.write_text(liujiang.read_text("utf-8").replace("edition = 2026-11-01", "edition = 2027-01-01"), "utf-8")
    with pytest.raises(CatalogueFault, match=r"450206-liujiang@2027-01-01\.toml: item\.emergency\.version: .*9"):
        Catalogue.of_files([liujiang, again])


def test_seven_items_of_four_places() -> None:
    assert [item.id for item in Catalogue.load().items() if item.place.slug in SEEDS] == [
        "fushun.referral",
        "fushun.settled-retiree",
        "wenshang.long-term",
        "wenshang.referral",
        "wenshang.emergency",
        "zhenping.long-term-resident",
        "liujiang.emergency",
    ]


def test_catalogue_is_read_once() -> None:
    assert Catalogue.load() is Catalogue.load()


@pytest.mark.parametrize("slug", ["nowhere", "", "../counties", "*"])
def test_unknown_county_has_no_items(slug: str) -> None:
    assert Catalogue.of_county(slug).item(f"{slug}.long-term") is None
    assert Catalogue.load().document_kinds(f"{slug}.long-term") is None


def test_one_county_alone_says_the_same_as_all() -> None:
    for item in Catalogue.load().items():
        assert Catalogue.of_county(item.place.slug).item(item.id) == item
