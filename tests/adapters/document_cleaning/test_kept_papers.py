"""Every paper stays what it was: what a second viewer shows of the kept file is what it showed of the one that came."""

import io
import re
import struct
import subprocess
import sys

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from portal.adapters import costs, previews
from portal.adapters.bundled_fonts import face
from portal.adapters.kinds import Kind
from portal.adapters.uploads import SENTENCES, CheckedFile, UploadRefused, check
from tests.adapters import hostile, referee

pytestmark = pytest.mark.slow  # in the quick net test_little_work.py refuses and tests/adapters/pdf_cleaning looks
FIELD = (60 / 595, 202 / 842, 400 / 595, 242 / 842)
"""Where the sample forms have their one field, in parts of the page."""


def kept(content: bytes, name: str = "paper") -> CheckedFile:
    return check(io.BytesIO(content), name)


def drawn_glyphs(text: str) -> Image.Image:
    """The same words by our own hand, to compare shapes with."""
    sheet = Image.new("L", (60 * len(text), 70), 255)
    ImageDraw.Draw(sheet).text((4, 0), text, font=face(48), fill=0)
    return tight(sheet)


def tight(sheet: Image.Image) -> Image.Image:
    """What is dark, cut out and of one size."""
    dark = sheet.convert("L").point(lambda value: 255 if value < 140 else 0)
    return dark.crop(dark.getbbox()).resize((150, 48)).reduce(6)


def likeness(first: Image.Image, second: Image.Image) -> float:
    """How far two pictures agree, 1 for the same."""
    one, other = list(first.get_flattened_data()), list(second.get_flattened_data())
    middle, centre = sum(one) / len(one), sum(other) / len(other)
    product = sum((a - middle) * (b - centre) for a, b in zip(one, other, strict=True))
    return float(product / (sum((a - middle) ** 2 for a in one) * sum((b - centre) ** 2 for b in other)) ** 0.5)


@pytest.mark.parametrize("name", ["formfield", "ap_need", "ap_noneed", "noap_noneed"])
def test_chinese_name_on_a_form_is_on_the_kept_page(name: str) -> None:
    document = kept(hostile.paper(f"{name}.pdf"))
    page = referee.pages(document.content, 200)[0]
    width, height = page.size
    words, part = ("张三丰 Zhang", 2) if name == "formfield" else ("张三丰", 4)
    field = page.crop((round(FIELD[0] * width), round(FIELD[1] * height), width // part, round(FIELD[3] * height)))
    right, wrong = likeness(tight(field), drawn_glyphs(words)), likeness(tight(field), drawn_glyphs("李四方  Wang"))
    assert right > 0.7 or (name == "ap_noneed" and right > 0.4)
    assert right > wrong + 0.2
    assert "张三丰" in referee.words(document.content)


def test_note_without_a_drawing_is_drawn() -> None:
    came = hostile.paper("freetext_noap.pdf")
    page = referee.pages(kept(came).content)[0]
    red = [dot for dot in page.get_flattened_data() if dot[0] > 180 and max(dot[1:]) < 90]
    assert len(red) > 30
    assert "ZHANG" in referee.words(kept(came).content)


def stamped(content: bytes, of_no_kind: bool = False, times: int = 1) -> bytes:
    """A page of this content with a red stamp over it, or with what says of no kind that it is, named so often."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 300))
        page.obj.Contents = pdf.make_stream(b"0 0 1 rg 200 200 50 50 re f " + content)
        form = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 200, 50])}
        drawing = pdf.make_stream(b"1 0 0 rg 0 0 200 50 re f", **form)
        where = {"Rect": Array([50, 100, 250, 150]), "F": 4, "AP": Dictionary(N=drawing)}
        kind = {} if of_no_kind else {"Subtype": Name.Stamp}
        page.obj.Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, **kind, **where))] * times)
        written = io.BytesIO()
        pdf.save(written)
    return written.getvalue()


@pytest.mark.parametrize("content", [b"Q", b"q Q Q Q", b"0.5 0 0 0.5 0 0 cm q 1 0 0 rg Q Q", b"(Q) pop"], ids=repr)
def test_stamp_is_painted_on_a_page_that_restores_what_was_never_saved(content: bytes) -> None:
    came = stamped(content)
    (before,), (after,) = referee.pages(came), referee.pages(kept(came).content)
    assert referee.difference(before, after) < 16
    assert any(dot[0] > 180 and max(dot[1:]) < 90 for dot in after.get_flattened_data())


@pytest.mark.parametrize(("of_no_kind", "times"), [(True, 1), (False, 2)])
def test_what_viewers_pass_over_is_no_damage(of_no_kind: bool, times: int) -> None:
    came = stamped(b"", of_no_kind, times)
    (before,), (after,) = referee.pages(came), referee.pages(kept(came).content)
    assert referee.difference(before, after) < 16


def test_page_that_goes_on_behind_such_a_sign_is_refused_where_something_lies_over_it() -> None:
    """One viewer shows what stands there and one does not."""
    with pytest.raises(UploadRefused) as refused:
        kept(stamped(b"Q 0 0 100 100 re f"))
    assert refused.value.code == "unfaithful_pdf"


@pytest.mark.parametrize("name", ["owner", "owner_r4", "lead_http", "lead_nl", "cjk"])
def test_paper_that_opens_is_taken_as_it_looks(name: str) -> None:
    came = hostile.paper(f"{name}.pdf")
    document = kept(came)
    (before,), (after,) = referee.pages(came), referee.pages(document.content)
    assert referee.difference(before, after) < 16
    assert referee.ink(after) > 50
    with pikepdf.open(io.BytesIO(document.content)) as pdf:
        assert not pdf.is_encrypted


def moved(body: bytes, entry: int | None) -> bytes:
    """The table of contents says three bytes too far on, for that entry or for all."""
    entries = list(re.finditer(rb"(\d{10}) 00000 n", body))
    assert len(entries) > 4
    for each in entries if entry is None else [entries[entry]]:
        body = body[: each.start()] + b"%010d" % (int(each[1]) + 3) + body[each.start() + 10 :]
    return body


@pytest.mark.parametrize("entry", [None, 0, 1])
def test_paper_whose_objects_lie_a_few_bytes_off_is_taken_as_it_looks(entry: int | None) -> None:
    """As after a transfer that turned line ends: viewers look for the objects themselves."""
    came = moved(hostile.paper("cjk.pdf"), entry)
    (before,), (after,) = referee.pages(came), referee.pages(kept(came).content)
    assert referee.ink(before) > 50
    assert referee.difference(before, after) < 16


def test_page_that_each_program_reads_its_own_way_is_refused() -> None:
    """One viewer forgives a wrong number and shows the page, another shows none of it."""
    came = hostile.paper("lead_nl.pdf")
    torn = came.replace(b"/Contents 4 0 R", b"/Contents 4 4 R")
    assert [referee.ink(page) > 50 for body in (came, torn) for page in referee.pages(body)] == [True, False]
    with pytest.raises(UploadRefused, match="damaged_pdf"):
        kept(torn)


def test_real_password_stays_refused() -> None:
    with pytest.raises(UploadRefused, match="encrypted_pdf"):
        kept(hostile.encrypted_pdf("geheim"))
    assert kept(hostile.encrypted_pdf("")).pages == 1


WITHOUT_SYSTEM_FONTS = """
import sys
from portal.adapters import bundled_fonts, page_pictures
bundled_fonts.SYSTEM_FOLDERS = ("/nowhere",)
bundled_fonts.offer_to_viewer()
job = page_pictures.PictureJob("application/pdf", 1, 900)
sys.stdout.buffer.write(page_pictures.page_picture(sys.stdin.buffer.read(), job))
"""


def test_font_that_is_named_only_is_shown_by_the_bundled_one() -> None:
    document = kept(hostile.paper("cjk.pdf"))
    program = [sys.executable, "-c", WITHOUT_SYSTEM_FONTS]
    shown = subprocess.run(program, input=document.content, capture_output=True, check=True).stdout
    with Image.open(io.BytesIO(shown)) as page:
        assert referee.ink(page.convert("RGB"), (0.1, 0.19, 0.8, 0.36)) > 2000


def gradient(mode: str, size: tuple[int, int] = (256, 200)) -> Image.Image:
    """Tones of the whole range, dark on the left."""
    row = Image.linear_gradient("L").rotate(90).resize(size)
    if mode.startswith("I;16"):
        return row.convert("I").point(lambda value: value * 257 + 0).convert("I;16")
    return row.convert(mode)


@pytest.mark.parametrize(("kind", "photometric"), [("PNG", None), ("TIFF", 1), ("TIFF", 0)])
def test_sixteen_bits_are_scaled_and_not_clipped(kind: str, photometric: int | None) -> None:
    made = io.BytesIO()
    how = {"tiffinfo": {262: photometric}} if photometric is not None else {}
    gradient("I;16").save(made, kind, **how)
    left, right = ends(kept(made.getvalue()))
    assert (left > 200 and right < 60) if photometric == 0 else (left < 60 and right > 200)


def ends(document: CheckedFile) -> tuple[int, int]:
    """The tones at the left and the right of what is kept."""
    with Image.open(io.BytesIO(previews.page_png(document.content, document.media_type, 1, 256))) as page:
        grey = page.convert("L")
        return int(grey.getpixel((8, grey.height // 2))), int(grey.getpixel((grey.width - 9, grey.height // 2)))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "BMP", "JPEG"])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_every_kind_of_picture_keeps_its_tones(kind: str, mode: str) -> None:
    made = io.BytesIO()
    gradient(mode).save(made, kind)
    left, right = ends(kept(made.getvalue()))
    assert left < 60 < 200 < right


@pytest.mark.parametrize("mode", ["1", "P", "LA", "CMYK"])
def test_rare_modes_keep_their_tones(mode: str) -> None:
    made = io.BytesIO()
    gradient("L").point(lambda value: 255 if value > 127 else 0).convert(mode).save(
        made, "TIFF" if mode == "CMYK" else "PNG"
    )
    left, right = ends(kept(made.getvalue()))
    assert left < 60 < 200 < right


def test_white_ink_on_a_transparent_ground_is_seen() -> None:
    sheet = Image.new("RGBA", (200, 100), (255, 255, 255, 0))
    ImageDraw.Draw(sheet).rectangle((50, 20, 150, 80), fill=(255, 255, 255, 255))
    made = io.BytesIO()
    sheet.save(made, "PNG")
    with Image.open(io.BytesIO(kept(made.getvalue()).content)) as page:
        assert page.convert("L").getextrema() == (0, 255)


def test_thin_lines_of_a_bilevel_picture_survive_being_made_smaller() -> None:
    sheet = Image.new("1", (3000, 4200), 1)  # a third of the dots are kept
    ImageDraw.Draw(sheet).line((0, 2101, 3000, 2101), fill=0, width=3)
    made = io.BytesIO()
    sheet.save(made, "PNG")
    with Image.open(io.BytesIO(kept(made.getvalue()).content)) as page:
        assert page.convert("L").getextrema()[0] < 128  # type: ignore[operator]


@pytest.mark.parametrize("size", [(1080, 12_000), (12_000, 1080), (1080, 20_000)])
def test_long_picture_is_cut_into_legible_pages(size: tuple[int, int]) -> None:
    sheet = Image.new("L", size, 255)
    pen = ImageDraw.Draw(sheet)
    marks = range(500, max(size), 1000)
    for mark in marks:
        place = (40, mark) if size[1] > size[0] else (mark, 40)
        pen.text(place, "诊断证明", font=face(42), fill=0)
    made = io.BytesIO()
    sheet.save(made, "PNG")
    document = kept(made.getvalue())
    assert document.media_type == "application/pdf"
    seen = referee.pages(document.content, 36)
    assert len(seen) == document.pages
    assert sum(referee.ink(page) > 0 for page in seen) >= len(marks) * 0.6
    with pikepdf.open(io.BytesIO(document.content)) as pdf:
        images = [image for page in pdf.pages for image in page.get_images().values()]
    assert max(int(max(image.Width, image.Height)) for image in images) == 1527
    assert 1080 in {int(min(image.Width, image.Height)) for image in images}


def fax(size: tuple[int, int], **tags: object) -> bytes:
    """A bilevel page with a frame and writing."""
    sheet = Image.new("1", size, 1)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((20, 20, size[0] - 20, size[1] - 20), outline=0, width=4)
    for row in range(60, size[1] - 80, 90):
        pen.text((80, row), "姓名 张三丰 参保地 汶上县", font=face(40), fill=0)
    made = io.BytesIO()
    sheet.save(made, "TIFF", compression="group4", **tags)
    return made.getvalue()


@pytest.mark.parametrize(
    ("size", "tags", "tall"),
    [
        ((1728, 1143), {}, 1.377),
        ((1728, 1143), {"tiffinfo": {282: 204.0, 283: 98.0, 296: 1}}, 1.377),
        ((1728, 1143), {"tiffinfo": {282: 0.0, 283: 0.0, 296: 2}}, 1.377),
        ((1728, 1143), {"tiffinfo": {282: 1.0, 283: 1.0, 296: 1}}, 1.377),
        ((1728, 1143), {"tiffinfo": {282: 80.3, 283: 38.6, 296: 3}}, 1.377),
        ((1728, 2287), {}, 1.377),
        ((1728, 4573), {}, 1.381),
        ((1728, 2287), {"dpi": (204, 196)}, 1.377),
        ((1143, 1728), {"tiffinfo": {282: 98.0, 283: 204.0, 296: 1}}, 0.726),
        ((1700, 2200), {}, 1.294),
    ],
)
def test_fax_without_a_plain_resolution_keeps_its_shape(
    size: tuple[int, int], tags: dict[str, object], tall: float
) -> None:
    document = kept(fax(size, **tags))
    (page,) = referee.pages(document.content)
    assert page.height / page.width == pytest.approx(tall, rel=0.02)
    assert referee.ink(page) > 300


def test_roll_of_fax_paper_keeps_every_dot() -> None:
    document = kept(fax((1728, 9000), dpi=(204, 204)))
    assert document.pages == 4
    with pikepdf.open(io.BytesIO(document.content)) as pdf:
        assert {int(image.Width) for page in pdf.pages for image in page.get_images().values()} == {1728}


@pytest.mark.parametrize(("dots", "count"), [((2480, 3508), 30), ((4960, 7016), 8)])
@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_ordinary_black_and_white_scans_are_taken(kind: str, dots: tuple[int, int], count: int) -> None:
    sheet = Image.new("1", dots, 1)
    ImageDraw.Draw(sheet).text((200, 200), "出院记录", font=face(200), fill=0)
    made = io.BytesIO()
    if kind == "TIFF":
        count = 2  # each is coded anew, which takes its time; whether all would be taken, the headers say
        sheet.save(made, kind, save_all=True, append_images=[sheet], compression="group4")
        assert costs.estimate(hostile.tiff_of(*dots, 30 if dots[0] < 3000 else 8), Kind.TIFF, 50) > 0
    else:
        sheet.save(made, kind)
        made = io.BytesIO(repeated(made.getvalue(), count))
    document = kept(made.getvalue())
    assert document.pages == count
    with pikepdf.open(io.BytesIO(document.content)) as pdf:
        assert {int(image.Width) for page in pdf.pages for image in page.get_images().values()} == {dots[0]}


def repeated(paper: bytes, count: int) -> bytes:
    """That page again and again, each with a picture of its own."""
    made = io.BytesIO()
    with pikepdf.new() as whole:
        for _ in range(count):
            with pikepdf.open(io.BytesIO(paper)) as single:
                whole.pages.extend(single.pages)
        whole.save(made)
    return made.getvalue()


def test_scan_that_is_too_fine_is_not_told_of_telephones() -> None:
    with pytest.raises(UploadRefused) as refused:
        kept(hostile.tiff_of(30_000, 20_000))
    assert "dpi" in refused.value.sentence
    assert "手机" not in refused.value.sentence


def test_fifty_million_dots_are_taken() -> None:
    document = kept(hostile.blank("JPEG", (8192, 6144)))
    assert (document.width, document.height) == (2048, 1536)


def with_size(jpeg: bytes, width: int, height: int) -> bytes:
    """A JPEG whose header promises another size."""
    at = next(at for marker in (b"\xff\xc0", b"\xff\xc2") if (at := jpeg.find(marker)) > 0)
    return jpeg[: at + 5] + struct.pack("!HH", height, width) + jpeg[at + 9 :]


@pytest.mark.parametrize(
    ("how", "size", "most"),
    [
        ({}, (8192, 6400), "5200"),
        ({"progressive": True}, (8192, 6144), "2600"),
        ({"progressive": True, "unended": True}, (5000, 4000), "1300"),
    ],
    ids=["plain", "progressive", "unended"],
)
def test_dearer_kinds_are_told_their_limit(how: dict[str, bool], size: tuple[int, int], most: str) -> None:
    how = dict(how)
    is_unended = how.pop("unended", False)
    body = with_size(hostile.picture("JPEG", **how), *size)
    with pytest.raises(UploadRefused) as refused:
        kept(body[:-2] if is_unended else body)
    assert most in refused.value.sentence
    assert str(size[0] * size[1] // 10_000) in refused.value.sentence
    within = with_size(hostile.picture("JPEG", **how), size[0], int(most) * 10_000 // size[0] - 8)
    assert costs.estimate(within[:-2] if is_unended else within, Kind.JPEG, 50) > 0


@pytest.mark.parametrize("how", [{}, {"progressive": True}, {"restart_marker_rows": 1}], ids=str)
def test_photograph_without_its_end_marker_is_taken_whole(how: dict[str, object]) -> None:
    whole = hostile.picture("JPEG", size=(640, 480), **how)
    assert kept(whole[:-2]).content == kept(whole).content
    with pytest.raises(UploadRefused, match="damaged_image"):
        kept(whole[: len(whole) * 9 // 10])
    if "progressive" not in how:  # whose first passes are there: every viewer shows the coarse picture
        with pytest.raises(UploadRefused, match="damaged_image"):
            kept(whole[: len(whole) * 7 // 10] + b"\xff\xd9")
    assert kept(whole + b"trailer" * 50).content == kept(whole).content


@pytest.mark.parametrize("how", [{"restart_marker_rows": 1}, {"restart_marker_blocks": 9}], ids=str)
def test_photograph_that_was_cut_between_two_parts_of_it_lacks_the_rest(how: dict[str, object]) -> None:
    """Where one ends and before the next begins nothing is broken off; the rest would be grey."""
    whole = hostile.picture("JPEG", size=(160, 160), **how)
    places = [found.start() for found in re.finditer(b"\xff[\xd0-\xd7]", whole) if found.start() > len(whole) // 10]
    assert len(places) > 8  # they are numbered to 7
    for place in places:
        for cut in (place, place + 1, place + 2):
            with pytest.raises(UploadRefused, match="damaged_image"):
                kept(whole[:cut])


@pytest.mark.parametrize("lacking", [12, 8, 4, 1])
def test_picture_without_its_end_chunk_is_taken_whole(lacking: int) -> None:
    whole = hostile.picture("PNG", size=(640, 480))
    assert kept(whole[:-lacking]).content == kept(whole).content
    for cut in (13, 20, len(whole) // 10):  # into the sum of the last dots, and the dots
        with pytest.raises(UploadRefused, match="damaged_image"):
            kept(whole[:-cut])


def test_sentence_for_heic_names_both_kinds_of_telephones() -> None:
    assert "苹果" in SENTENCES["heic"]
    assert "安卓" in SENTENCES["heic"]


@pytest.mark.parametrize("turn", [1, 6])
def test_photograph_as_telephones_code_it_is_decoded(turn: int) -> None:
    import pillow_heif

    sheet = gradient("RGB", (320, 200))
    exif = Image.Exif()
    exif[0x0112] = turn
    made = io.BytesIO()
    pillow_heif.from_pillow(sheet).save(made, quality=60, exif=exif.tobytes())
    document = kept(made.getvalue(), "phone.heic")
    assert document.media_type == "image/jpeg"
    assert (document.width, document.height) == ((320, 200) if turn == 1 else (200, 320))
    with pytest.raises(UploadRefused, match="heic"):
        kept(made.getvalue()[: len(made.getvalue()) * 2 // 3])
