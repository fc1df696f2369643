"""Text as a stencil that every viewer shows alike, whatever fonts it has, with the words under it to search for."""

from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from portal.adapters.bundled_fonts import face

DOTS_A_POINT = 4  # 288 an inch
FACE = 48  # dots, scaled as needed
LINE = 1.25
PADDING = 2.0
LARGEST_AUTO, SMALLEST = 12.0, 3.0


@dataclass(frozen=True)
class StencilledText:
    """What is written in a box and how: `size` 0 means as large as fits; `across` is 0 left, 1 middle, 2 right."""

    text: str
    size: float = 0.0
    across: int = 0
    many_lines: bool = False
    cells: int = 0


def stencil(pdf: pikepdf.Pdf, wording: StencilledText, width: float, height: float) -> tuple[pikepdf.Stream, bytes]:
    """The drawing as an image mask, and the invisible words to put over it."""
    size, lines = _fitted(wording, width, height)
    sheet = Image.new("L", (max(1, round(width * DOTS_A_POINT)), max(1, round(height * DOTS_A_POINT))), 0)
    pen = ImageDraw.Draw(sheet)
    font = face(max(4, round(size * DOTS_A_POINT)))
    pitch = size * LINE * DOTS_A_POINT
    top = PADDING * DOTS_A_POINT if wording.many_lines else (sheet.height - pitch) / 2
    for row, line in enumerate(lines):
        y = top + (row + 0.5) * pitch
        if wording.cells:
            cell = sheet.width / wording.cells
            for column, letter in enumerate(line):
                pen.text(((column + 0.5) * cell, y), letter, font=font, fill=255, anchor="mm")
        else:
            x = (PADDING * DOTS_A_POINT, sheet.width / 2, sheet.width - PADDING * DOTS_A_POINT)[wording.across]
            pen.text((x, y), line, font=font, fill=255, anchor=("lm", "mm", "rm")[wording.across])
    mask = pdf.make_stream(
        sheet.point(lambda value: 255 if value > 110 else 0).convert("1", dither=Image.Dither.NONE).tobytes(),
        Type=Name.XObject,
        Subtype=Name.Image,
        ImageMask=True,
        Width=sheet.width,
        Height=sheet.height,
        BitsPerComponent=1,
        Decode=Array([1, 0]),
    )
    return mask, _words(lines, size, height)


def _words(lines: list[str], size: float, height: float) -> bytes:
    """The same text, invisible."""
    shown = [
        b"1 0 0 1 %.2f %.2f Tm <%s> Tj"
        % (PADDING, height - PADDING - (row + 1) * size, line.encode("utf-16-be", "replace").hex().encode())
        for row, line in enumerate(lines)
    ]
    return b"BT 3 Tr /Words %.2f Tf %s ET" % (size, b" ".join(shown))


def words_font(pdf: pikepdf.Pdf) -> Dictionary:
    """A font for words nobody sees: its codes are UTF-16."""
    to_unicode = pdf.make_stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Words def /CMapType 2 def "
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
        b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
    )
    ordering = Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0)
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/Words"), Flags=4, FontBBox=Array([0, -200, 1000, 900]),
        ItalicAngle=0, Ascent=900, Descent=-200, CapHeight=700, StemV=80,
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/Words"), CIDSystemInfo=ordering, DW=1000,
        FontDescriptor=pdf.make_indirect(descriptor), CIDToGIDMap=Name.Identity,
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/Words"), Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]), ToUnicode=to_unicode,
        )
    )  # fmt: skip


def _fitted(wording: StencilledText, width: float, height: float) -> tuple[float, list[str]]:
    """The size asked for, or the largest below it at which every word is inside the box."""
    room = max(1.0, width - 2 * PADDING)
    size = wording.size or min(LARGEST_AUTO, height / LINE)
    if not wording.many_lines:
        line = " ".join(wording.text.split("\n"))
        if wording.cells:
            return min(size, height, width / wording.cells), [line[: wording.cells]]
        long = face(FACE).getlength(line) / FACE
        return max(0.5, min(size, height, room / long if long else size)), [line]
    while True:
        lines = _wrapped(wording.text, room / size)
        if size <= SMALLEST or len(lines) * size * LINE <= height - PADDING:
            return size, lines
        size = max(SMALLEST, size * 0.9)


def _wrapped(text: str, room: float) -> list[str]:
    """Lines no wider than `room` times their height; Latin words stay whole where they fit."""
    font, lines = face(FACE), []
    for paragraph in text.split("\n"):
        line = ""
        for letter in paragraph:
            if line and font.getlength(line + letter) > room * FACE:
                head, gap, tail = line.rpartition(" ")
                broken = gap and letter != " " and letter.isascii() and tail.isascii()
                lines.append(head if broken else line)
                line = (tail if broken else "") + letter
            else:
                line += letter
        lines.append(line)
    return lines
