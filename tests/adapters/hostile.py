"""Files no portal wants, made in code: each is a name and the bytes, with the code it must be refused by."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

NOISE = bytes(range(256)) * 8


def picture(format_name: str, mode: str = "RGB", size: tuple[int, int] = (160, 120), **how: object) -> bytes:
    made = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(made, format_name, **how)
    return made.getvalue()


def blank(format_name: str, size: tuple[int, int], **how: object) -> bytes:
    made = io.BytesIO()
    Image.new("1", size, 1).save(made, format_name, **how)
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


@cache
def flate_bomb(megabytes: int) -> bytes:
    coder = zlib.compressobj(6)
    return b"".join(coder.compress(bytes(1 << 20)) for _ in range(megabytes)) + coder.flush()


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
    tags = [(256, 8), (257, 8), (258, 1), (259, 1), (262, 1), (273, 8), (277, 1), (278, 8), (279, 8)]
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


def refused() -> Iterator[tuple[str, bytes, str]]:
    """Every file that must not get in."""
    jpeg, png, tiff = picture("JPEG"), picture("PNG"), picture("TIFF", "1", compression="group4")
    yield "empty.jpg", b"", "empty"
    yield "huge.jpg", jpeg + bytes(10 << 20), "too_big"
    yield "page.html.jpg", b"<!DOCTYPE html><script>alert(1)</script>", "unsupported_type"
    yield "drawing.svg.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "unsupported_type"
    yield "script.pdf", b"#!/bin/sh\nrm -rf /\n", "unsupported_type"
    yield "program.jpg", b"MZ\x90\x00" + NOISE, "unsupported_type"
    yield "elf.png", b"\x7fELF\x02\x01\x01" + NOISE, "unsupported_type"
    yield "film.gif", picture("GIF", "P"), "unsupported_type"
    yield "photo.webp", picture("WEBP"), "unsupported_type"
    yield "photo.bmp", picture("BMP"), "unsupported_type"
    yield "noise.jpg", NOISE, "unsupported_type"
    yield "nulls.pdf", bytes(4096), "unsupported_type"
    yield "postscript.pdf", b"%!PS-Adobe-3.0\n(/etc/passwd) run showpage", "unsupported_type"
    yield "words.txt.jpg", "病历".encode(), "unsupported_type"
    yield "archive.jpg", zipped(["a.txt"]), "office_file"
    yield "letter.docx", zipped(["[Content_Types].xml", "word/document.xml"]), "office_file"
    yield "old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE, "office_file"
    yield "phone.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + NOISE, "heic"
    yield "cut.jpg", jpeg[: len(jpeg) // 2], "damaged_image"
    yield "head.jpg", jpeg[:24], "damaged_image"
    yield "cut.png", png[: len(png) // 2], "damaged_image"
    yield "wrong-sum.png", png[:60] + bytes([png[60] ^ 255]) + png[61:], "damaged_image"
    yield "cut.tif", tiff[: len(tiff) // 3], "damaged_image"
    yield "no-directory.tif", b"II*\x00\xff\xff\xff\x7f" + NOISE, "damaged_image"
    yield "bomb.png", png_header(50_000, 50_000), "too_many_pixels"
    yield "wide.png", png_header(2_000_000_000, 1), "too_many_pixels"
    yield "plain-bomb.tif", blank("TIFF", (9000, 9000), compression="group4"), "too_many_pixels"
    page = Image.new("1", (7000, 7000), 1)
    yield (
        "many-big.tif",
        blank("TIFF", page.size, compression="group4", save_all=True, append_images=[page] * 5),
        "too_many_pixels",
    )
    yield "pages.tif", many_pages_tiff(5000), "too_many_pages"
    yield "pages.pdf", pdf(51), "too_many_pages"
    yield "no-pages.pdf", pdf(0), "damaged_pdf"
    yield "cut.pdf", pdf()[:60], "damaged_pdf"
    yield "only-head.pdf", b"%PDF-1.7\n", "damaged_pdf"
    yield "html-inside.pdf", b"%PDF-1.4\n<html><script>alert(1)</script></html>", "damaged_pdf"
    yield "locked.pdf", encrypted_pdf("geheim"), "encrypted_pdf"
    yield "half-locked.pdf", encrypted_pdf(""), "encrypted_pdf"
    yield "flate.pdf", pdf_with_stream(flate_bomb(300), filter=Name.FlateDecode), "too_complex"
    yield "crowd.pdf", crowd_of_objects(200_000), "too_complex"
    yield "packed-crowd.pdf", packed_crowd_of_objects(150_000), "too_complex"
    twice = Array([Name.FlateDecode, Name.FlateDecode])
    yield "flate-twice.pdf", pdf_with_stream(zlib.compress(flate_bomb(300)), filter=twice), "too_complex"
    fax = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 60_000, "Height": 60_000, "BitsPerComponent": 1}
    yield "fax-bomb.pdf", pdf_with_stream(b"\x00\x10", filter=Name.CCITTFaxDecode, **fax), "too_many_pixels"


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


def pdf_with_attachment() -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.attachments["virus.exe"] = b"MZ SECRET-COMMENT"
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
    keys = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 160, "Height": 120, "BitsPerComponent": 8}
    return pdf_with_stream(jpeg, filter=Name.DCTDecode, ColorSpace=Name.DeviceRGB, **keys)
