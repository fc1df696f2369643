"""Whether the words a county file quotes stand on the lines it names, wherever the guides' texts are at hand."""

from collections.abc import Iterator
from pathlib import Path

from portal.catalogue.bounded import Unreadable, text_of
from portal.catalogue.county import Guide
from portal.catalogue.files import COUNTIES
from portal.catalogue.loader import LoadedCounty
from portal.domain.sourced import Citation


def folders_of(county_file: Path) -> tuple[Path, ...]:
    """Where the texts of its guides are looked for: beside it, in `guides` beside it, among those of the program."""
    return county_file.parent, county_file.parent / "guides", COUNTIES / "guides"


def misquotations(loaded: LoadedCounty, county_file: Path) -> Iterator[str]:
    """One sentence for each guide whose text is missing, each line it lacks, each quote that is not on its line."""
    texts: dict[str, list[str]] = {}
    for index, guide in enumerate(loaded.guides):
        found = next((folder / guide.file for folder in folders_of(county_file) if _is_file(folder / guide.file)), None)
        if found is None:
            where = "请放在县区文件旁边，或旁边的 guides 文件夹里"
            yield f"{county_file.name}: guide[{index}].file: 找不到“{guide.file}”，{where}"
            continue
        try:
            texts[guide.id] = text_of(found).removesuffix("\n").split("\n")
        except (OSError, Unreadable):
            yield f"{county_file.name}: guide[{index}].file: “{guide.file}”读不了，请另存为 UTF-8 文字"
    guides = {guide.id: guide for guide in loaded.guides}
    for path, cited in loaded.cited:
        if cited.guide_id in texts:
            yield from (
                f"{county_file.name}: {path}.{fault}"
                for fault in _misquoted(cited, guides[cited.guide_id], texts[cited.guide_id])
            )


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name no disk takes
        return False


def _misquoted(cited: Citation, guide: Guide, lines: list[str]) -> Iterator[str]:
    if not 1 <= cited.line <= len(lines):
        yield f"source: {guide.file} 只有 {len(lines)} 行，没有第 {cited.line} 行"
    elif cited.quote not in lines[cited.line - 1]:
        elsewhere = next((number for number, line in enumerate(lines, 1) if cited.quote in line), None)
        hint = f"，它在第 {elsewhere} 行" if elsewhere else "，整篇里也没有，请照原文抄"
        yield f"quote: “{cited.quote}”不在 {guide.file} 的第 {cited.line} 行{hint}"
