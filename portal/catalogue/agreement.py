"""What a county file says in two places has to agree: a sentence and its numbers, a channel and its number, areas."""

import re
from collections.abc import Iterable, Iterator, Sequence

from portal.catalogue.county import County
from portal.domain.identity import contains_any
from portal.domain.item import Item, LatenessEffect
from portal.domain.vocabulary import Channel

_DIGITS = "〇一二三四五六七八九"
_SHARE = re.compile(
    r"(?P<figure>[0-9]+(?:\.[0-9]+)?)\s*(?:%|％|个?百分点|percent|per cent)"
    rf"|百分之(?P<of_hundred>[{_DIGITS}十两]+|[0-9]+(?:\.[0-9]+)?)"
    rf"|(?P<points>[{_DIGITS}十两]+)个?百分点"
    rf"|(?P<tenths>[{_DIGITS}两])成(?P<half>半?)"
)


def disagreements(county: County) -> Iterator[str]:
    """One sentence, by its key path, for every two places that cannot both be meant."""
    yield from _people(county)
    for item in county.items:
        path = f"item.{item.id.partition('.')[2]}"
        yield from _channels(item, path)
        for index, effect in enumerate(item.effects):
            yield from _effect(effect, f"{path}.effect[{index}]")


def english_missing(county: County) -> Iterator[str]:
    """The key paths of what English pages have to show in Chinese."""
    named = [("agency.name_en", county.agency.name_en)]
    named += [(f"office[{index}].name_en", office.name_en) for index, office in enumerate(county.offices)]
    for item in county.items:
        path = f"item.{item.id.partition('.')[2]}"
        named += [(f"{path}.material[{index}].name_en", each.name_en) for index, each in enumerate(item.materials)]
        disputed = [condition for condition in item.conditions if condition.confirm_by]
        named += [(f"{path}.check.{each.name}.why_en", each.why_en) for each in disputed]
        named += [(f"{path}.check.{each.name}.confirm_by_en", each.confirm_by_en) for each in disputed]
        named += [(f"{path}.effect[{index}].text_en", each.text_en) for index, each in enumerate(item.effects)]
    return (path for path, english in named if not english)


def _people(county: County) -> Iterator[str]:
    """Whoever is insured here and treated at home is not out of the area; the county's own people are insured here."""
    for prefix in county.insures:
        if not prefix.startswith(county.place.pooling_area):
            yield f"pooling_area: 没有包含 insures 里的 {prefix}，那里的人在本地看病会算成异地；请核对两处的代码"
    code = county.division_code
    if not code.startswith(county.insures) and not contains_any(code, county.insures):
        yield f"insures: 没有包含 division_code {code}，本县自己的人就没有人管；请核对两处的代码"


def _channels(item: Item, path: str) -> Iterator[str]:
    for index, channel in enumerate(item.channels):
        if channel.channel is Channel.PHONE and not channel.phone.is_set:
            where = f"{path}.channel[{index}].phone"
            yield f"{where}: 电话办理要写打哪个号码；指南没有写的，写 phone = {{ not_stated = true }}"


def _effect(effect: LatenessEffect, path: str) -> Iterator[str]:
    """A sentence may leave the share to the office, and then names none."""
    stated = _shown(str(number) for reading in effect.readings for number in reading.numbers)
    for key, text in (("text", effect.text), ("text_en", effect.text_en)):
        shares = _shown(_shares(text))
        if shares and shares != stated:
            both = f"写的是 {'、'.join(shares)}，readings 的 numbers 写的是 {'、'.join(stated)}"
            yield f"{path}.{key}: {both}；请照指南改成一样，没有把握的数字两处都不要写"


def _shown(numbers: Iterable[str]) -> Sequence[str]:
    return sorted(set(numbers), key=float)


def _shares(text: str) -> Iterator[str]:
    """Every share a sentence names, as figures."""
    for found in _SHARE.finditer(text):
        if found["tenths"]:
            yield str(_number(found["tenths"]) * 10 + (5 if found["half"] else 0))
        else:
            share = found["figure"] or found["of_hundred"] or found["points"]
            yield f"{float(share):g}" if share[0].isdecimal() else str(_number(share))


def _number(words: str) -> int:
    """The number that 二十五 is, below a hundred."""
    tens, has_tens, ones = words.replace("两", "二").rpartition("十")
    return (_DIGITS.find(tens[-1:]) if tens else 1) * 10 * bool(has_tens) + (_DIGITS.find(ones[-1:]) if ones else 0)
