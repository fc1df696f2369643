"""County files on disk: where they lie, how they are named, and what cannot be read of one."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from portal.catalogue.bounded import LARGEST_FILE, Unreadable, bytes_of, text_of
from portal.catalogue.county import County
from portal.catalogue.loader import LoadedCounty, load_county

COUNTIES = Path(__file__).with_name("counties")
"""Those that come with the program; an upgrade replaces them and leaves the operator's own folder alone."""

NAME = re.compile(r"(?P<code>[1-9][0-9]{5})-(?P<slug>[a-z][a-z0-9-]*)(@(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}))?", re.ASCII)


def county_files(own: Path | None) -> list[Path]:
    """Every county file, the program's and then the operator's; a folder that is not there is an operator's mistake."""
    if own is not None and not own.is_dir():
        raise CatalogueFault([f"PORTAL_COUNTIES_DIR: 没有“{own}”这个文件夹，请先建好，或改正这个变量"])
    return [*sorted(COUNTIES.glob("*.toml")), *(sorted(own.glob("*.toml")) if own else ())]


def fingerprint(own: Path | None) -> str:
    """One short word for all that the county files say: it changes when any of them does."""
    digest = sha256()
    for path in county_files(own):
        digest.update(path.name.encode() + b"\0" + sha256(bytes_of(path, LARGEST_FILE)).digest())
    return digest.hexdigest()[:16]


def slug_of(path: Path) -> str | None:
    """The county a file is of, by its name; None for a name that says none, which is a fault of that file."""
    named = NAME.fullmatch(path.stem)
    return named["slug"] if named else None


def read_county(path: Path) -> LoadedCounty:
    """One file with the faults of its name; raises nothing whatever lies there."""
    try:
        text = text_of(path)
    except Unreadable as fault:
        return LoadedCounty(None, (f"{path.name}: {fault}",))
    except OSError:
        return LoadedCounty(None, (f"{path}: 读不了这个文件，请检查文件名和权限",))
    loaded = load_county(text, path.name)
    return replace(loaded, faults=(*(f"{path.name}: {fault}" for fault in _misnamed(path, loaded)), *loaded.faults))


def _misnamed(path: Path, loaded: LoadedCounty) -> Iterator[str]:
    """`portal decide` finds a county by its file's name, so a name that says another thing would hide it."""
    county, named = loaded.county, NAME.fullmatch(path.stem)
    should = f"{county.division_code}-{county.slug}" if county else "110101-dongcheng"
    if named is None:
        yield f"文件名: 要写成 区划代码-拼音.toml，例如 {should}.toml（新的一版加日期：{should}@2027-03-01.toml）"
    elif county and (named["code"], named["slug"]) != (county.division_code, county.slug):
        yield f"文件名: 和文件里写的区划代码、slug 不一样，请改名为 {should}.toml"
    if named and named["day"]:
        yield from _misdated(named["day"], county)


def _misdated(day: str, county: County | None) -> Iterator[str]:
    """The day in a name is the edition's: whoever looks for the file of a day looks at names."""
    try:
        named = date.fromisoformat(day)
    except ValueError:
        yield f"文件名: {day} 不是一个日子，要写成 @2027-03-01 这样，和文件里的 edition 一样"
        return
    if county and county.edition == date.min:
        yield f"文件名: 写了 @{day}，edition 写的是没有写明；新的一版要写 edition = {day}"
    elif county and county.edition != named:
        yield f"文件名: @{day} 和文件里的 edition（{county.edition}）不一样，请改其中一个"


class CatalogueFault(Exception):
    """County files that cannot be used; `faults` names each fault by file and key path."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)
