"""Writes how the names of places are read, portal/adapters/readings.txt, and how those of people may be,
name_readings.txt: `python -m tests.adapters.readings`.

The readings are pypinyin's, corrected where a character is read otherwise in the name of a place than in a text.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from portal.adapters import divisions

TABLE = Path(divisions.__file__).with_name("readings.txt")
TABLE_OF_NAMES = TABLE.with_name("name_readings.txt")
HEAD_OF_NAMES = """# How characters may be read in the name of a person: tests/adapters/readings.py makes it.
# A syllable and the characters that are read so, also in another way.

"""
HEAD = """# How the names of places are read: made by tests/adapters/readings.py, not by hand.
# A syllable and the characters read so; below the line, names in which one is read otherwise.

"""
IN_PLACES = {
    "什": "shi",
    "佛": "fo",
    "勒": "le",
    "卡": "ka",
    "都": "du",
    "长": "chang",
    "朝": "chao",
    "尾": "wei",
    "蚌": "beng",
    "柏": "bai",
    "乐": "le",
    "珲": "hun",
    "圩": "xu",
    "宕": "tan",
    "漯": "luo",
    "伽": "jia",
}
IN_NAMES = {
    "长子县": "zhang zi xian",
    "乐清市": "yue qing shi",
    "乐亭县": "lao ting xian",
    "乐陵市": "lao ling shi",
    "单县": "shan xian",
    "曾都区": "zeng du qu",
    "召陵区": "shao ling qu",
    "洪洞县": "hong tong xian",
    "浚县": "xun xian",
    "涡阳县": "guo yang xian",
    "泊头市": "bo tou shi",
    "筠连县": "jun lian xian",
    "荥经县": "ying jing xian",
    "六合区": "lu he qu",
    "大城县": "dai cheng xian",
    "繁峙县": "fan shi xian",
    "红寺堡区": "hong si pu qu",
}
"""Against the book of names (中华人民共和国政区标准地名图集): pypinyin reads these as a text would."""


def readings() -> dict[str, tuple[str, ...]]:
    """Every name of the table, syllable by syllable."""
    names = sorted({each.name for each in divisions.every()})
    return {name: tuple(IN_NAMES[name].split()) if name in IN_NAMES else _read(name) for name in names}


def _read(name: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # its tables are long, and each process of the suite collects this file

    return tuple(IN_PLACES.get(sign, syllable) for sign, syllable in zip(name, lazy_pinyin(name), strict=True))


def table() -> str:
    """The whole file."""
    return HEAD + "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    found = readings()
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for name, syllables in found.items():
        for sign, syllable in zip(name, syllables, strict=True):
            counted[sign][syllable] += 1
    usual = {sign: max(sorted(counts), key=counts.__getitem__) for sign, counts in sorted(counted.items())}
    for syllable in sorted(set(usual.values())):
        yield f"{syllable} {''.join(sign for sign, read in usual.items() if read == syllable)}"
    yield "-"
    for name, syllables in found.items():
        if any(usual[sign] != syllable for sign, syllable in zip(name, syllables, strict=True)):
            yield f"{' '.join(syllables)} {name}"


def of_names() -> str:
    """The whole file of how characters may be read in the name of a person: all that GBK has, in every way."""
    from pypinyin import Style, pinyin

    read: dict[str, list[str]] = defaultdict(list)
    for sign in map(chr, range(0x4E00, 0xA000)):
        if _is_in_gbk(sign):
            for syllable in pinyin(sign, style=Style.NORMAL, heteronym=True)[0]:
                read[syllable].append(sign)
    plain = sorted(syllable for syllable in read if syllable.isascii() and syllable.isalpha())
    return HEAD_OF_NAMES + "".join(f"{syllable} {''.join(read[syllable])}\n" for syllable in plain)


def _is_in_gbk(sign: str) -> bool:
    return len(sign.encode("gbk", "ignore")) == 2


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
    TABLE_OF_NAMES.write_text(of_names(), encoding="utf-8")
