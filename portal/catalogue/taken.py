"""What only one county may have: its slug, its division code, the codes of its people, an item in one version."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from portal.catalogue.county import County


def clashes(editions: Sequence[County]) -> Iterator[str]:
    """Every thing that two of these files both claim, told of the second."""
    newest: dict[str, County] = {}
    for county in editions:
        first = newest.get(county.slug)
        if first is not None and first.division_code != county.division_code:
            yield f"{county.file}: slug: “{county.slug}”在 {first.file} 里已经用过，请另取一个"
        elif first is not None and "@" not in first.file and "@" not in county.file:
            yield f"{county.file}: slug: {first.file} 里已经有这个县；要写新的一版，文件名加日期，例如 @2027-03-01"
        newest[county.slug] = county
    for first, second in combinations(newest.values(), 2):
        yield from (f"{second.file}: {each}" for each in _same_people(first, second))
    yield from _same_version(editions)


def _same_people(first: County, second: County) -> Iterator[str]:
    if first.division_code == second.division_code:
        yield f"division_code: {second.division_code} 在 {first.file} 里已经用过"
    for prefix in second.insures:
        taken = next((each for each in first.insures if each.startswith(prefix) or prefix.startswith(each)), None)
        if taken is not None:
            yield f"insures: {prefix} 的人已经由 {first.file} 管（它写的是 {taken}），一个地方只能归一个县区文件"


def _same_version(editions: Sequence[County]) -> Iterator[str]:
    """Two editions of one item need two versions, or a filing could not say which it was judged by."""
    seen: dict[tuple[str, str], str] = {}
    for county in editions:
        for item in county.items:
            key = (item.id, item.version)
            if key in seen:
                path = f"item.{item.id.partition('.')[2]}.version"
                yield f"{county.file}: {path}: 版本“{item.version}”在 {seen[key]} 里已经用过，请另写 version"
            seen[key] = county.file
