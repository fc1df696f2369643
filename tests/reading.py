"""What the extra `portal[ocr]` reads on twenty made-up faxes: `python -m tests.reading 20` where it is installed.

The last line tells how many of what was printed is offered right, what is offered wrong, seconds a page and memory.
`python -m tests.reading --record FILE` writes down what it finds on the first, for the tests that run without it.
"""

import io
import json
import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import msgspec
from PIL import Image, ImageDraw

from portal.adapters import kept_pages, previews, sample_documents, uploads
from portal.adapters.page_reader import CannotRead, installed_reader
from portal.domain.claims import Answer
from portal.domain.suggestions import WantedAnswers, suggestions
from portal.fax_reading import READABLE_WIDTH
from tests.people import person

HOSPITALS = ("上海市第一人民医院", "北京协和医院", "华中科技大学同济医学院附属同济医院", "四川大学华西医院")
REFERRERS = ("汶上县人民医院", "汶上县中医院")
FAMILY, GIVEN = "赵钱孙李周吴郑王冯陈", ("建国", "秀英", "志强", "桂兰", "海燕", "文博", "丽华", "春生", "雅琴", "晓东")
RESOLUTIONS = ((204, 98), (204, 196))
TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class MadeFax:
    """A page as a fax server drops it, and what stands on it by the question it answers."""

    tiff: bytes
    truth: dict[str, Answer]


def made(serial: int) -> MadeFax:
    """One of somebody who does not exist: every other one coarse, a third as a table, a little askew, with specks."""
    chance = random.Random(serial)
    who, agent = person(serial), person(900 + serial)
    name = chance.choice(FAMILY) + chance.choice(GIVEN)
    came = TODAY - timedelta(days=chance.randrange(1, 60))
    truth: dict[str, Answer] = {
        "person.name": name,
        "person.id_number": who.id_number,
        "contact.phone": who.phone,
        "admission.on": came,
        "hospital": HOSPITALS[serial % len(HOSPITALS)],
        "contact.address": f"山东省济宁市汶上县中都街道{chance.randrange(1, 300)}号",
        "agent.name": chance.choice(FAMILY) + chance.choice(GIVEN),
        "agent.phone": agent.phone,
        "referral.institution": REFERRERS[serial % len(REFERRERS)],
    }
    rows = [
        ("姓名", str(truth["person.name"])),
        ("身份证号", who.id_number),
        ("联系电话", who.phone),
        ("家庭住址", str(truth["contact.address"])),
        ("就诊医院", str(truth["hospital"])),
        ("入院日期", f"{came.year}年{came.month}月{came.day}日" if serial % 2 else f"{came:%Y-%m-%d}"),
        ("转出医院", str(truth["referral.institution"])),
        ("代办人", f"{truth['agent.name']}  电话：{agent.phone}"),
        ("诊断", "急性阑尾炎（演示）"),
    ]
    page = _page(rows, is_table=serial % 3 == 0, chance=chance)
    return MadeFax(_faxed(page, RESOLUTIONS[serial // 2 % 2], chance), truth)


def _page(rows: list[tuple[str, str]], is_table: bool, chance: random.Random) -> Image.Image:
    sheet = Image.new("L", (1654, 2339), 255)
    pen, font = ImageDraw.Draw(sheet), sample_documents._font
    pen.text((827, 180), "异地就医备案材料", font=font(64), fill=0, anchor="mm")
    for row, (label, value) in enumerate(rows):
        top = 330 + row * 110
        if is_table:
            pen.rectangle((150, top - 25, 480, top + 85), outline=0, width=3)
            pen.rectangle((480, top - 25, 1500, top + 85), outline=0, width=3)
            pen.text((180, top), label, font=font(44), fill=0)
            pen.text((510, top), value, font=font(44), fill=0)
        else:
            pen.text((160, top), f"{label}：{value}", font=font(44), fill=0)
    pen.text((827, 2200), sample_documents.SPECIMEN, font=font(50), fill=0, anchor="mm")
    return sheet.rotate(chance.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor=255)


def _faxed(sheet: Image.Image, resolution: tuple[int, int], chance: random.Random) -> bytes:
    page = sheet.resize((1728, round(11.69 * resolution[1]))).point(lambda value: 255 if value > 150 else 0)
    for _speck in range(300):
        page.putpixel((chance.randrange(page.width), chance.randrange(page.height)), 0)
    kept = io.BytesIO()
    page.convert("1", dither=Image.Dither.NONE).save(kept, "TIFF", compression="group4", dpi=resolution)
    return kept.getvalue()


def picture_of(fax: MadeFax) -> bytes:
    """The page as the worker draws it for the reader."""
    checked = uploads.check(io.BytesIO(fax.tiff), "fax.tif", uploads.UploadLimits())
    page = kept_pages.page_of(checked.content, 1)
    return previews.page_png(page, "application/pdf", 1, READABLE_WIDTH)


def wrong_and_right(serials: Iterator[int]) -> tuple[int, int, int, float]:
    """How many answers were printed, are offered first, are offered wrong, and the seconds it took."""
    reader, printed, right, wrong, seconds = installed_reader(), 0, 0, 0, 0.0
    if reader is None:
        raise SystemExit("the extra portal[ocr] is not installed here")
    for serial in serials:
        fax = made(serial)
        picture, begun = picture_of(fax), time.monotonic()
        try:
            reading = reader.read(picture)
        except CannotRead:
            print(f"{serial}: not read", flush=True)
            continue
        seconds += time.monotonic() - begun
        offered = suggestions([reading], WantedAnswers(fax.truth, REFERRERS, TODAY))
        printed += len(fax.truth)
        found = {each.path: each.answer for each in reversed(offered)}
        right += sum(found.get(path) == answer for path, answer in fax.truth.items())
        missed = {path: (answer, found.get(path)) for path, answer in fax.truth.items() if found.get(path) != answer}
        wrong += sum(each.answer != fax.truth[each.path] for each in offered)
        print(f"{serial}: missed {missed}", flush=True)
    return printed, right, wrong, seconds


def record(path: Path) -> None:
    """What the reader finds on the first fax, as it says it."""
    reader = installed_reader()
    assert reader is not None
    fax = made(1)
    reading = json.loads(msgspec.json.encode(reader.read(picture_of(fax))))
    path.write_text(json.dumps(reading, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    if sys.argv[1] == "--record":
        record(Path(sys.argv[2]))
    else:
        count = int(sys.argv[1])
        printed, right, wrong, seconds = wrong_and_right(iter(range(1, count + 1)))
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(
            f"reading: {right} of {printed} right, {wrong} wrong, {seconds / count:.1f} s a page,"
            f" {used.ru_maxrss // 1024} MB"
        )
