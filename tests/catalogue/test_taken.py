"""A slug, a division code and the codes of insured people belong to one county; who claims them second is named."""

from pathlib import Path

import pytest

from portal.catalogue.files import COUNTIES, CatalogueFault
from portal.catalogue.repository import Catalogue

DONGGANG = Path(__file__).parents[1] / "counties" / "371102-donggang.toml"


def faults_of(tmp_path: Path, name: str, *changes: tuple[str, str]) -> tuple[str, ...]:
    text = DONGGANG.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(CatalogueFault) as caught:
        Catalogue.load(tmp_path)
    return caught.value.faults


def test_slug_of_a_county_of_the_program_is_taken(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, "371102-wenshang.toml", ("donggang.", "wenshang."), ('"donggang"', '"wenshang"'))
    assert faults[0] == "371102-wenshang.toml: slug: “wenshang”在 370830-wenshang.toml 里已经用过，请另取一个"


@pytest.mark.parametrize("prefix", ["370830", "3708", "37"])
def test_people_of_a_county_of_the_program_are_taken(tmp_path: Path, prefix: str) -> None:
    faults = faults_of(tmp_path, DONGGANG.name, ('insures = ["371102"]', f'insures = ["{prefix}"]'))
    (fault,) = (fault for fault in faults if "370830-wenshang.toml" in fault)
    assert fault.startswith(f"{DONGGANG.name}: insures: {prefix} 的人已经由 370830-wenshang.toml 管（它写的是 370830）")


def test_division_code_is_taken(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, "370830-donggang.toml", ('division_code = "371102"', 'division_code = "370830"'))
    assert "370830-donggang.toml: division_code: 370830 在 370830-wenshang.toml 里已经用过" in faults


def test_county_of_the_program_once_more_is_told_how_an_edition_is_named(tmp_path: Path) -> None:
    (tmp_path / "370830-wenshang.toml").write_bytes((COUNTIES / "370830-wenshang.toml").read_bytes())
    with pytest.raises(CatalogueFault, match="要写新的一版，文件名加日期"):
        Catalogue.load(tmp_path)


def test_later_edition_of_a_county_of_the_program_is_no_clash(tmp_path: Path) -> None:
    text = (
        (COUNTIES / "370830-wenshang.toml").read_text("utf-8").replace("edition = 2026-11-01", "edition = 2027-03-01")
    )
    (tmp_path / "370830-wenshang@2027-03-01.toml").write_text(text, "utf-8")
    item = Catalogue.load(tmp_path).item("wenshang.long-term")
    assert item is not None
    assert item.version == "2027-03-01"


def test_two_editions_of_an_item_need_two_versions(tmp_path: Path) -> None:
    """A filing has to say which of them it was judged by."""
    text = (COUNTIES / "370830-wenshang.toml").read_text("utf-8")
    (tmp_path / "370830-wenshang@2026-11-01.toml").write_text(text, "utf-8")
    with pytest.raises(CatalogueFault) as caught:
        Catalogue.load(tmp_path)
    first, program = "370830-wenshang@2026-11-01.toml", "370830-wenshang.toml"
    expected = {f"item.{name}.version: 版本“2026-11-01”在 " for name in ("long-term", "referral", "emergency")}
    assert len(caught.value.faults) == 3
    for fault in caught.value.faults:
        of, _, rest = fault.partition(": ")
        other = program if of == first else first
        assert rest.removesuffix(f"{other} 里已经用过，请另写 version") in expected
