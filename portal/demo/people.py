"""People who do not exist: names from a small table, ID numbers of an area that belongs to nobody."""

from dataclasses import dataclass

from portal.domain.identity import check_character

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = ("建国", "秀英", "桂兰", "志强", "玉梅", "海燕", "文斌", "淑珍", "德明", "丽华", "永福", "春梅")
_CYCLE = 63_000  # people: then years, months, days and last digits have all come round at once


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One of them."""

    name: str
    id_number: str
    phone: str
    address: str


def demo_person(serial: int) -> DemoPerson:
    """The person of that number, always the same; the areas from 990000 on are assigned to no place."""
    surname = _SURNAMES[serial % len(_SURNAMES)]
    given = _GIVEN[(serial // len(_SURNAMES)) % len(_GIVEN)]
    body = (
        f"{990000 + serial // _CYCLE}{1940 + serial % 45}{1 + serial % 12:02d}{1 + serial % 28:02d}{serial % 1000:03d}"
    )
    return DemoPerson(
        name=surname + given,
        id_number=body + check_character(body),
        phone=f"1390000{serial:04d}",
        address=f"演示市样板路{serial}号",
    )
