"""County files on disk: the operator's own folder beside what comes with the program, names, encodings."""

from pathlib import Path

import pytest

from portal.catalogue.files import COUNTIES, CatalogueFault, county_files, read_county
from portal.catalogue.repository import Catalogue

DONGGANG = Path(__file__).parents[1] / "counties" / "371102-donggang.toml"


def test_own_folder_adds_a_county_to_those_of_the_program() -> None:
    added = Catalogue.load(DONGGANG.parent)
    assert {item.id for item in added.items()} == {item.id for item in Catalogue.load().items()} | {
        "donggang.long-term",
        "donggang.emergency",
        "lanshan.referral",
    }
    assert Catalogue.of_county("donggang", DONGGANG.parent).items() == added.county("donggang").items  # type: ignore[union-attr]
    assert Catalogue.of_county("wenshang", DONGGANG.parent).items() == Catalogue.of_county("wenshang").items()


def test_own_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CatalogueFault, match="PORTAL_COUNTIES_DIR: 没有"):
        county_files(tmp_path / "nowhere")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_byte_order_mark_is_forgiven(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / DONGGANG.name
    path.write_text(DONGGANG.read_text("utf-8"), encoding)
    assert read_county(path).faults == ()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_other_encodings_are_told_how_to_be_mended(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / DONGGANG.name
    path.write_text(DONGGANG.read_text("utf-8"), encoding)
    assert read_county(path).faults == (f"{path.name}: 不是 UTF-8 文字，请用记事本另存一次，编码选 UTF-8",)


@pytest.mark.parametrize(
    "name", ["donggang.toml", "371102-east.toml", "371103-donggang.toml", "371102-donggang@2027.toml"]
)
def test_name_without_its_code_and_slug_is_a_fault(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(DONGGANG.read_text("utf-8"), "utf-8")
    (fault,) = read_county(path).faults
    assert fault.startswith(f"{name}: 文件名: ")
    assert "371102-donggang.toml" in fault
    with pytest.raises(CatalogueFault):
        Catalogue.load(tmp_path)


@pytest.mark.parametrize("path", sorted(COUNTIES.glob("*.toml")), ids=lambda path: path.stem)
def test_files_of_the_program_are_named_by_code_and_slug(path: Path) -> None:
    assert read_county(path).faults == ()
