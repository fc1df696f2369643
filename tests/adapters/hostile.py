"""Files no portal wants, made in code: each is a name and the bytes, with the code it must be refused by."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from portal.adapters.bundled_fonts import NAMED_ONLY
from tests.adapters.pdf_pictures import pdf_with_picture

NOISE = bytes(range(256)) * 8


def picture(format_name: str, mode: str = "RGB", size: tuple[int, int] = (160, 120), **how: object) -> bytes:
    made = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(made, format_name, **how)
    return made.getvalue()


def blank(format_name: str, size: tuple[int, int], **how: object) -> bytes:
    made = io.BytesIO()
    Image.new("1", size, 1).save(made, format_name, **how)
    return made.getvalue()


def blank_of(mode: str, format_name: str, **how: object) -> bytes:
    made = io.BytesIO()
    Image.new(mode, (80, 60)).save(made, format_name, **how)
    return made.getvalue()


def moving(format_name: str) -> bytes:
    """A picture that shows one thing and then another."""
    made = io.BytesIO()
    frames = [Image.new("RGB", (80, 60), colour) for colour in ("white", "black")]
    frames[0].save(made, format_name, save_all=True, append_images=frames[1:], duration=500)
    return made.getvalue()


def paper(name: str) -> bytes:
    """One of the papers that were once kept wrongly."""
    return (Path(__file__).parent / "papers" / name).read_bytes()


def note_outside_its_box() -> bytes:
    """A stroke of a pen that misses the box it claims to lie in."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        stroke = Array([Array([150, 150, 190, 190])])
        note = Dictionary(Type=Name.Annot, Subtype=Name.Ink, Rect=Array([10, 10, 50, 50]), F=4, InkList=stroke)
        document.pages[0].obj.Annots = Array([document.make_indirect(note)])
        document.save(made)
    return made.getvalue()


def jpeg_with_notes() -> bytes:
    """A photo taken lying down, with a place, an owner and a comment in it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "OWNER-NAME"
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 43.0, 12.0)})
    return picture("JPEG", exif=exif.tobytes(), comment=b"SECRET-COMMENT")


def pdf(pages: int = 1, **root: object) -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(200, 200))
        for key, value in root.items():
            document.Root[f"/{key}"] = document.make_indirect(value)
        document.save(made)
    return made.getvalue()


def encrypted_pdf(user: str) -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(made, encryption=pikepdf.Encryption(owner="owner", user=user))
    return made.getvalue()


def pdf_with_stream(content: bytes, **keys: object) -> bytes:
    """A page whose content is `content`, already coded as `keys` say."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        stream = document.make_stream(b"")
        stream.write(content, filter=keys.pop("filter", None))
        for key, value in keys.items():
            stream[f"/{key}"] = value
        document.pages[0].obj.Contents = document.make_indirect(stream)
        document.save(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return made.getvalue()


def crowd_of_objects(number: int) -> bytes:
    """A PDF of one page and very many objects nobody needs."""
    return pdf().replace(b"xref\n", b"".join(b"%d 0 obj[]endobj\n" % n for n in range(9, number)) + b"xref\n", 1)


def packed_crowd_of_objects(number: int) -> bytes:
    """The same, packed until it is small and no object can be counted from outside."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.Root.Crowd = Array([document.make_indirect(Array([])) for _ in range(number)])
        document.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


MEGABYTE = bytes(1 << 20)


@cache
def flate_bomb(megabytes: int) -> bytes:
    """So many megabytes of nothing, packed; the same block again and again, for packing them takes a second."""
    coder = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = coder.compress(MEGABYTE) + coder.flush(zlib.Z_FULL_FLUSH)
    sum_of_nothing = ((megabytes << 20) % 65521 << 16 | 1).to_bytes(4)
    return b"\x78\x9c" + block * megabytes + b"\x03\x00" + sum_of_nothing


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises `width` × `height` pixels of one bit."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack("!IIBBBBB", width, height, 1, 0, 0, 0, 0))
    rows = chunk(b"IDAT", flate_bomb(8))
    return b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")


def endless_tiff() -> bytes:
    """A TIFF whose second directory points back to the first."""
    data = bytearray(picture("TIFF", "1", save_all=True, append_images=[Image.new("1", (160, 120))]))
    first = struct.unpack_from("<I", data, 4)[0]
    count = struct.unpack_from("<H", data, first)[0]
    second = struct.unpack_from("<I", data, first + 2 + 12 * count)[0]
    count = struct.unpack_from("<H", data, second)[0]
    struct.pack_into("<I", data, second + 2 + 12 * count, first)
    return bytes(data)


def many_pages_tiff(pages: int) -> bytes:
    """A TIFF of 8 × 8 dots, `pages` directories long, all showing the same strip."""
    return tiff_of(8, 8, pages)


def tiff_of(width: int, height: int, pages: int = 1) -> bytes:
    """A TIFF that promises pages of black and white of that size."""
    tags = [(256, width), (257, height), (258, 1), (259, 1), (262, 1), (273, 8), (277, 1), (278, height), (279, 8)]
    data = bytearray(struct.pack("<2sHI", b"II", 42, 16) + bytes(8))
    size = 2 + 12 * len(tags) + 4
    for page in range(pages):
        entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        following = 16 + size * (page + 1) if page + 1 < pages else 0
        data += struct.pack("<H", len(tags)) + entries + struct.pack("<I", following)
    return bytes(data)


def zipped(names: list[str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"x" * 100)
    return made.getvalue()


def flate_twice() -> bytes:
    twice = Array([Name.FlateDecode, Name.FlateDecode])
    return pdf_with_stream(zlib.compress(flate_bomb(300)), filter=twice)


def fax_bomb() -> bytes:
    keys = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 60_000, "Height": 60_000, "BitsPerComponent": 1}
    return pdf_with_stream(b"\x00\x10", filter=Name.CCITTFaxDecode, **keys)


def cut(file: bytes, part: int = 2) -> bytes:
    return file[: len(file) // part]


def with_wrong_sum(file: bytes) -> bytes:
    return file[:60] + bytes([file[60] ^ 255]) + file[61:]


def korean_pdf() -> bytes:
    """Three syllables of Hangul in a font that is named and not brought along."""
    hangul = {
        b"UniGB-UCS2-H": b"UniKS-UCS2-H",
        b"GB1": b"Korea1",
        b"5F204E094E30": "장삼풍".encode("utf-16-be").hex().encode(),
    }
    made = NAMED_ONLY
    for chinese, korean in hangul.items():
        made = made.replace(chinese, korean)
    return made


REFUSED: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "empty.jpg": ("empty", lambda: b""),
    "huge.jpg": ("too_big", lambda: picture("JPEG") + bytes(10 << 20)),
    "page.html.jpg": ("unsupported_type", lambda: b"<!DOCTYPE html><script>alert(1)</script>"),
    "drawing.svg.png": ("unsupported_type", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    "script.pdf": ("unsupported_type", lambda: b"#!/bin/sh\nrm -rf /\n"),
    "program.jpg": ("unsupported_type", lambda: b"MZ\x90\x00" + NOISE),
    "elf.png": ("unsupported_type", lambda: b"\x7fELF\x02\x01\x01" + NOISE),
    "film.gif": ("other_picture", lambda: picture("GIF", "P")),
    "film.webp": ("several_pictures", lambda: moving("WEBP")),
    "film.png": ("several_pictures", lambda: moving("PNG")),
    "depth.tif": ("unfaithful_picture", lambda: blank_of("F", "TIFF")),
    "key.png": ("unfaithful_picture", lambda: blank_of("I;16", "PNG", transparency=7)),
    "ribbon.png": ("too_long", lambda: blank("PNG", (90, 20_000))),
    "portfolio.pdf": ("portfolio", lambda: paper("portfolio.pdf")),
    "letter-inside.pdf": ("portfolio", lambda: pdf_with_attachment("letter.docx")),
    "scan-inside.pdf": ("portfolio", lambda: pdf_with_attachment("data", b"%PDF-1.7")),
    "xfa.pdf": ("dynamic_form", lambda: paper("xfa.pdf")),
    "noted.pdf": ("unfaithful_pdf", lambda: note_outside_its_box()),
    "korean.pdf": ("unseen_letters", lambda: korean_pdf()),
    "noise.jpg": ("unsupported_type", lambda: NOISE),
    "nulls.pdf": ("unsupported_type", lambda: bytes(4096)),
    "postscript.pdf": ("unsupported_type", lambda: b"%!PS-Adobe-3.0\n(/etc/passwd) run showpage"),
    "words.txt.jpg": ("unsupported_type", lambda: "病历".encode()),
    "archive.jpg": ("office_file", lambda: zipped(["a.txt"])),
    "letter.docx": ("office_file", lambda: zipped(["[Content_Types].xml", "word/document.xml"])),
    "old.doc": ("office_file", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE),
    "header.heic": ("heic", lambda: paper("header_heic.heic")),
    "header-mif1.heic": ("heic", lambda: paper("header_mif1.heic")),
    "phone.heic": ("heic", lambda: b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + NOISE),
    "cut.jpg": ("damaged_image", lambda: cut(picture("JPEG"))),
    "head.jpg": ("damaged_image", lambda: picture("JPEG")[:24]),
    "cut.png": ("damaged_image", lambda: cut(picture("PNG"))),
    "wrong-sum.png": ("damaged_image", lambda: with_wrong_sum(picture("PNG"))),
    "cut.tif": ("damaged_scan", lambda: cut(picture("TIFF", "1", compression="group4"), 3)),
    "no-directory.tif": ("damaged_scan", lambda: b"II*\x00\xff\xff\xff\x7f" + NOISE),
    "bomb.png": ("too_many_pixels", lambda: png_header(50_000, 50_000)),
    "wide.png": ("too_many_pixels", lambda: png_header(2_000_000_000, 1)),
    "plain-bomb.tif": ("scan_too_fine", lambda: tiff_of(30_000, 20_000)),
    "many-big.tif": ("scan_too_fine", lambda: tiff_of(7000, 7000, 8)),
    "pages.tif": ("too_many_pages", lambda: many_pages_tiff(5000)),
    "pages.pdf": ("too_many_pages", lambda: pdf(51)),
    "no-pages.pdf": ("damaged_pdf", lambda: pdf(0)),
    "cut.pdf": ("damaged_pdf", lambda: pdf()[:60]),
    "only-head.pdf": ("damaged_pdf", lambda: b"%PDF-1.7\n"),
    "html-inside.pdf": ("damaged_pdf", lambda: b"%PDF-1.4\n<html><script>alert(1)</script></html>"),
    "locked.pdf": ("encrypted_pdf", lambda: encrypted_pdf("geheim")),
    "flate.pdf": ("too_complex", lambda: pdf_with_stream(flate_bomb(300), filter=Name.FlateDecode)),
    "crowd.pdf": ("too_complex", lambda: crowd_of_objects(25_000)),
    "packed-crowd.pdf": ("too_complex", lambda: packed_crowd_of_objects(25_000)),
    "flate-twice.pdf": ("too_complex", lambda: flate_twice()),
    "fax-bomb.pdf": ("scan_too_fine", lambda: fax_bomb()),
}
"""Every file that must not get in: the code it is refused by, and how it is made (some take a second)."""


@cache
def body(name: str) -> bytes:
    """One of them."""
    return REFUSED[name][1]()


def cleaned() -> Iterator[tuple[str, bytes]]:
    """Files that get in, but not as they came: each carries a word the kept paper must not carry."""
    jpeg = picture("JPEG")
    yield "comment.jpg", jpeg_with_notes()
    yield "script-after.jpg", jpeg + b"<script>SECRET-COMMENT</script>"
    yield "zip-after.jpg", jpeg + zipped(["SECRET-COMMENT"])
    yield "text.png", picture("PNG") + b"SECRET-COMMENT"
    yield "zip-after.pdf", pdf() + zipped(["SECRET-COMMENT"])
    yield "open-action.pdf", pdf(OpenAction=script())
    yield "document-action.pdf", pdf(AA=Dictionary(WC=script()))
    yield "named-script.pdf", pdf(Names=Dictionary(JavaScript=Dictionary(Names=Array(["a", script()]))))
    yield "launch.pdf", pdf(OpenAction=Dictionary(S=Name.Launch, F="SECRET-COMMENT.exe"))
    yield "submit.pdf", pdf(OpenAction=Dictionary(S=Name.SubmitForm, F="http://127.0.0.1/SECRET-COMMENT"))
    yield "form.pdf", pdf(AcroForm=Dictionary(Fields=Array([]), XFA="SECRET-COMMENT"))
    yield "attachment.pdf", pdf_with_attachment()
    yield "link.pdf", pdf_with_link()
    yield "author.pdf", pdf_with_author()
    yield "photo-inside.pdf", pdf_with_photo(jpeg_with_notes())
    scan = io.BytesIO()
    Image.new("1", (80, 80), 1).save(scan, "TIFF", compression="group4", description="SECRET-COMMENT")
    yield "described.tif", scan.getvalue()


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS="app.alert('SECRET-COMMENT')")


def pdf_with_attachment(name: str = "virus.exe", content: bytes = b"MZ SECRET-COMMENT") -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.attachments[name] = content
        document.save(made, compress_streams=False)
    return made.getvalue()


def pdf_with_link() -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        action = Dictionary(S=Name.URI, URI="http://127.0.0.1/SECRET-COMMENT")
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 200, 200]), A=action)
        document.pages[0].obj.Annots = Array([document.make_indirect(link)])
        document.save(made)
    return made.getvalue()


def pdf_with_author() -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.docinfo["/Author"] = "SECRET-COMMENT"
        document.save(made)
    return made.getvalue()


def pdf_with_photo(jpeg: bytes) -> bytes:
    return pdf_with_picture(jpeg, (160, 120), Name.DCTDecode, ColorSpace=Name.DeviceRGB, BitsPerComponent=8)
