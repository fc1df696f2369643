"""Every fact a county file states is in the guide it names: the quote stands on that very line."""

from pathlib import Path

import pytest

from portal.catalogue.files import COUNTIES, read_county
from portal.catalogue.quotes import folders_of, misquotations

DONGGANG = Path(__file__).parents[1] / "counties" / "371102-donggang.toml"


@pytest.mark.parametrize("path", [*sorted(COUNTIES.glob("*.toml")), DONGGANG], ids=lambda path: path.stem)
def test_quote_stands_on_the_line_named(path: Path) -> None:
    loaded = read_county(path)
    missing = {f"{path.name}: guide[{index}].file" for index in range(len(loaded.guides))}
    faults = list(misquotations(loaded, path))
    assert [fault for fault in faults if fault.rpartition(": ")[0] not in missing] == []  # its text may not be at hand
    assert len(loaded.cited) > 15


ELSEWHERE = ('source = "D:13"', 'source = "D:12"')
BEYOND = ('source = "D:13"', 'source = "D:99"')


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            ('"居住证"', '"暂住证"'),
            "item.long-term.material[1].quote: “暂住证”不在 donggang.txt 的第 6 行，整篇里也没有",
        ),
        (ELSEWHERE, "item.emergency.material[0].quote: “急诊病历”不在 donggang.txt 的第 12 行，它在第 13 行"),
        (BEYOND, "item.emergency.material[0].source: donggang.txt 只有 15 行，没有第 99 行"),
        (('"D:13"', '"D:0"'), "item.emergency.material[0].source: donggang.txt 只有 15 行，没有第 0 行"),
        (('"donggang.txt"', '"gone.txt"'), "guide[0].file: 找不到“gone.txt”"),
        (('"donggang.txt"', f'"{"x" * 300}"'), "guide[0].file: 找不到“xxx"),
    ],
)
def test_what_the_guide_does_not_say_is_named(tmp_path: Path, change: tuple[str, str], fault: str) -> None:
    path = _copied(tmp_path, *change)
    (found,) = misquotations(read_county(path), path)
    assert found.startswith(f"{path.name}: {fault}")


def test_a_faulty_file_is_held_against_its_guide_too(tmp_path: Path) -> None:
    path = _copied(tmp_path, 'quote = "居住证"', 'quote = "暂住证"\ncolour = "red"')
    loaded = read_county(path)
    assert loaded.county is None
    assert len(list(misquotations(loaded, path))) == 1


def test_a_guide_is_looked_for_beside_its_file_then_in_guides_then_with_the_program(tmp_path: Path) -> None:
    path = tmp_path / DONGGANG.name
    assert folders_of(path) == (tmp_path, tmp_path / "guides", COUNTIES / "guides")
    _copied(tmp_path, '"居住证"', '"暂住证"')
    (tmp_path / "guides").mkdir()
    text = (tmp_path / "donggang.txt").read_text("utf-8")
    (tmp_path / "guides" / "donggang.txt").write_text(text.replace("居住证", "暂住证"), "utf-8-sig")
    assert len(list(misquotations(read_county(path), path))) == 1  # the one beside it counts
    (tmp_path / "donggang.txt").unlink()
    assert list(misquotations(read_county(path), path)) == []


def test_a_guide_that_is_no_text_is_said_to_be_none(tmp_path: Path) -> None:
    path = _copied(tmp_path, '"居住证"', '"暂住证"')
    (tmp_path / "donggang.txt").write_bytes("急诊病历".encode("gb18030"))
    (found,) = misquotations(read_county(path), path)
    assert found == f"{path.name}: guide[0].file: “donggang.txt”读不了，请另存为 UTF-8 文字"


@pytest.mark.parametrize("line", [1, 15])
def test_first_and_last_line_are_lines(tmp_path: Path, line: int) -> None:
    path = _copied(tmp_path, 'source = "D:13"', f'source = "D:{line}"')
    (found,) = misquotations(read_county(path), path)
    assert f"不在 donggang.txt 的第 {line} 行，它在第 13 行" in found


def _copied(folder: Path, old: str, new: str) -> Path:
    text = DONGGANG.read_text("utf-8")
    assert old in text
    path = folder / DONGGANG.name
    path.write_text(new.join(text.rsplit(old, 1)), "utf-8")
    (folder / "donggang.txt").write_bytes((DONGGANG.parent / "guides" / "donggang.txt").read_bytes())
    return path
