"""Every fact a county file states is in the guide it names: the quote stands on that very line."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from portal.catalogue.county import County
from portal.catalogue.repository import Catalogue
from portal.domain.place import InsuringPlace
from portal.domain.sourced import Citation

GUIDES = Path(__file__).parent.parent / "guides"


def citations(part: object) -> Iterator[Citation]:
    """Every citation anywhere in a county."""
    if isinstance(part, Citation):
        yield part
    elif isinstance(part, InsuringPlace):
        yield from (hospital.citation for hospital in part.hospitals)
    elif is_dataclass(part):
        for each in fields(part):
            yield from citations(getattr(part, each.name))
    elif isinstance(part, Mapping):
        yield from (found for value in part.values() for found in citations(value))
    elif isinstance(part, tuple):
        yield from (found for value in part for found in citations(value))


@pytest.mark.parametrize("county", Catalogue.load().counties(), ids=lambda county: county.slug)
def test_quote_stands_on_the_line_named(county: County) -> None:
    guides = {guide.id: (GUIDES / guide.file).read_text("utf-8").split("\n") for guide in county.guides}
    cited = list(citations(county))
    assert len(cited) > 50
    wrong = [
        f"{each.source} {each.quote!r}" for each in cited if each.quote not in guides[each.guide_id][each.line - 1]
    ]
    assert wrong == []
