"""What the gate for uploads takes, what it turns away, and what it takes out."""

import io
import threading
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from portal.adapters import previews
from portal.adapters.uploads import SENTENCES, UploadLimits, UploadRefused, check, shown_name
from tests.adapters import hostile
from tests.adapters.pdf_pictures import pdf_with_picture

CLEANED = list(hostile.cleaned())
OF_THE_MACHINE = {"checker_unavailable", "busy", "too_much_at_once"}


@pytest.mark.parametrize("name", hostile.REFUSED)
def test_hostile_file_is_refused_and_costs_the_portal_no_memory(name: str) -> None:
    """How little work that takes is counted in `test_little_work.py`."""
    content, code = hostile.body(name), hostile.REFUSED[name][0]
    before = resident_megabytes()
    with pytest.raises(UploadRefused) as refusal:
        check(io.BytesIO(content), name)
    assert resident_megabytes() - before < 50
    assert refusal.value.code == code
    assert name in refusal.value.sentence


def resident_megabytes() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


@pytest.mark.parametrize(("name", "content"), CLEANED, ids=[row[0] for row in CLEANED])
def test_hidden_content_is_taken_out(name: str, content: bytes) -> None:
    document = check(io.BytesIO(content), name)
    assert b"SECRET-COMMENT" in unpacked(content)
    assert b"SECRET-COMMENT" not in unpacked(document.content)
    assert document.content != content
    assert previews.page_png(document.content, document.media_type, 1, 50).startswith(b"\x89PNG")


def unpacked(content: bytes) -> bytes:
    """The bytes of a file, with everything a PDF packs laid open."""
    if not content.startswith(b"%PDF"):
        return content
    opened = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(
            opened,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
        )
    return opened.getvalue() + content


def test_photo_is_turned_upright_and_forgets_where_it_was_taken() -> None:
    document = check(io.BytesIO(hostile.jpeg_with_notes()), "photo.jpg")
    assert (document.media_type, document.pages, document.width, document.height) == ("image/jpeg", 1, 120, 160)
    with Image.open(io.BytesIO(document.content)) as kept:
        assert kept.size == (120, 160)
        assert dict(kept.getexif()) == {}
    assert b"OWNER-NAME" not in document.content


@pytest.mark.parametrize(
    ("kind", "size", "kept"),
    [
        ("JPEG", (4000, 3000), (2000, 1500)),  # halved by its decoder
        ("JPEG", (3264, 2448), (2600, 1950)),  # half of it would be too little
        ("PNG", (4000, 3000), (2600, 1950)),  # its decoder makes nothing smaller
    ],
)
def test_big_picture_is_made_smaller(kind: str, size: tuple[int, int], kept: tuple[int, int]) -> None:
    document = check(io.BytesIO(hostile.blank(kind, size)), "photo")
    assert (document.width, document.height) == kept


def test_photo_of_two_pictures_keeps_the_first() -> None:
    made = io.BytesIO()
    second = Image.new("RGB", (160, 120), "red")
    Image.new("RGB", (160, 120), "blue").save(made, "MPO", save_all=True, append_images=[second])
    document = check(io.BytesIO(made.getvalue()), "phone.jpg")
    with Image.open(io.BytesIO(document.content)) as kept:
        red, _, blue = kept.getpixel((80, 60))
    assert blue > 200
    assert red < 50


def test_transparent_screenshot_gets_a_white_ground() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(made, "PNG")
    document = check(io.BytesIO(made.getvalue()), "screen.png")
    with Image.open(io.BytesIO(document.content)) as kept:
        assert kept.getpixel((50, 50)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_scan_of_any_colour_is_kept_as_pdf(mode: str) -> None:
    made = io.BytesIO()
    Image.new(mode, (300, 400)).save(made, "TIFF")
    document = check(io.BytesIO(made.getvalue()), "scan.tif")
    assert (document.media_type, document.pages) == ("application/pdf", 1)


def test_fax_of_three_pages_gets_its_true_height() -> None:
    pages = [Image.new("1", (1728, 1143), 1) for _ in range(3)]
    made = io.BytesIO()
    pages[0].save(made, "TIFF", compression="group4", dpi=(204, 98), save_all=True, append_images=pages[1:])
    document = check(io.BytesIO(made.getvalue()), "fax.tif")
    assert (document.media_type, document.pages) == ("application/pdf", 3)
    width, height = pypdfium2.PdfDocument(document.content)[2].get_size()
    assert height / width == pytest.approx(1143 * 204 / 98 / 1728, rel=0.01)
    assert b"/CCITTFaxDecode" in unpacked(document.content)


def test_fine_lines_of_a_large_scan_survive() -> None:
    page = Image.new("1", (2600, 3500), 1)
    ImageDraw.Draw(page).line((0, 1751, 2600, 1751), fill=0, width=3)
    made = io.BytesIO()
    page.save(made, "TIFF", compression="group4", dpi=(600, 600))
    document = check(io.BytesIO(made.getvalue()), "scan.tif")
    with Image.open(io.BytesIO(previews.page_png(document.content, document.media_type, 1, 966))) as shown:
        darkest = min(shown.convert("L").getpixel((450, row)) for row in range(645, 655))
    assert darkest < 128


def test_endless_tiff_ends() -> None:
    document = check(io.BytesIO(hostile.endless_tiff()), "loop.tif")
    assert document.pages == 2


def test_pdf_keeps_its_pages_and_its_text_layer() -> None:
    document = check(io.BytesIO(hostile.pdf(3)), "three.pdf")
    assert (document.media_type, document.pages) == ("application/pdf", 3)
    assert len(pypdfium2.PdfDocument(document.content)) == 3


def test_pdf_of_a_large_uncompressed_scan_is_taken() -> None:
    """It unpacks to more than words and lines may."""
    content, size = hostile.flate_bomb(3 * 7168 * 7168 >> 20), (7168, 7168)
    how = {"ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8}
    document = check(io.BytesIO(pdf_with_picture(content, size, Name.FlateDecode, **how)), "a.pdf")
    assert document.pages == 1


def test_seal_laid_over_a_pdf_page_is_painted_onto_it() -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(hostile.pdf())) as document:
        red = document.make_stream(b"1 0 0 rg 0 0 200 200 re f", Type=Name.XObject, Subtype=Name.Form)
        red.BBox = Array([0, 0, 200, 200])
        seal = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 200, 200]), F=4, AP=Dictionary(N=red))
        document.pages[0].obj.Annots = Array([document.make_indirect(seal)])
        document.save(made)
    kept = check(io.BytesIO(made.getvalue()), "sealed.pdf")
    with Image.open(io.BytesIO(previews.page_png(kept.content, kept.media_type, 1, 100))) as page:
        assert page.convert("RGB").getpixel((50, 50)) == (255, 0, 0)
    assert b"/Annot" not in unpacked(kept.content)


def test_same_file_gives_the_same_fingerprint() -> None:
    content = hostile.pdf(2)
    assert check(io.BytesIO(content), "a.pdf").sha256 == check(io.BytesIO(content), "b.pdf").sha256


def test_only_the_limit_is_read() -> None:
    stream = io.BytesIO(bytes(3000))
    with pytest.raises(UploadRefused) as refusal:
        check(stream, "a.jpg", UploadLimits(max_bytes=1000))
    assert (refusal.value.code, stream.tell()) == ("too_big", 1001)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\病历.jpg", "病历.jpg"),
        ("a\x00b.jpg", "ab.jpg"),
        ("fdp\u202egpj.exe", "fdpgpj.exe"),
        ("a\r\nSet-Cookie: x.jpg", "aSet-Cookie: x.jpg"),
        ("\ud800half.jpg", "half.jpg"),
        ("诊" * 300 + ".jpg", "诊" * 80),
        ("..", "未命名"),
        ("", "未命名"),
    ],
)
def test_file_name_is_only_text_to_show(given: str, shown: str) -> None:
    assert shown_name(given) == shown
    assert check(io.BytesIO(hostile.picture("PNG")), given).name == shown


def test_every_refusal_has_a_sentence_that_says_what_to_do() -> None:
    values = {"name": "a.jpg", "size": 10, "pages": 50, "kind": "PNG", "dots": 6000, "most": 5200}
    sentences = [sentence % values for sentence in SENTENCES.values()]
    assert [sentence for sentence in sentences if "请" not in sentence or "a.jpg" not in sentence] == []
    assert {code for code, _make in hostile.REFUSED.values()} == set(SENTENCES) - OF_THE_MACHINE


def test_checks_at_once_do_not_mix_answers() -> None:
    widths = list(range(40, 56))
    seen: dict[int, int | None] = {}

    def one(width: int) -> None:
        seen[width] = check(io.BytesIO(hostile.picture("JPEG", size=(width, 30))), "a.jpg").width

    threads = [threading.Thread(target=one, args=(width,)) for width in widths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {width: width for width in widths}
