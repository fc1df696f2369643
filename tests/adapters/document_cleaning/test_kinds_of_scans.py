"""A scan looks as it did, whatever order, coding or side its dots come in; or it is refused with what to do instead."""

import io

import pikepdf
import pytest
from PIL import Image

from portal.adapters.checker_messages import PictureJob
from portal.adapters.document_cleaning import clean_document
from portal.adapters.page_pictures import page_picture
from portal.adapters.pdf_pages import joined_pdf
from portal.adapters.refusal import Refusal
from portal.adapters.uploads import SENTENCES
from tests.adapters import pdf_pictures, pictures, referee, tiffs

BLURRED = 32
DOTS_AN_INCH = 28
Files = list[tuple[str, bytes]]


def different(files: Files, truth: Image.Image) -> dict[str, int]:
    """Names of those that look otherwise to a second viewer, who is started once for all of them."""
    kept = []
    for name, body in files:
        cleaned, made = clean_document(body, 50)
        assert (cleaned.media_type, cleaned.pages) == ("application/pdf", 1), name
        kept.append(made)
    shown = referee.pages(joined_pdf(kept), DOTS_AN_INCH)
    assert len(shown) == len(files)
    found = {name: pictures.apart(truth, page.resize(truth.size)) for (name, _), page in zip(files, shown, strict=True)}
    return {name: distance for name, distance in found.items() if distance > BLURRED}


def test_every_order_of_dots_is_kept_as_the_page() -> None:
    page = pictures.page()
    assert different(list(tiffs.like_the_page()), page) == {}
    assert different(list(tiffs.like_the_grey_page()), page.convert("L")) == {}
    assert different(list(tiffs.like_the_windowed_page()), pictures.windowed()[1]) == {}


def test_black_and_white_keeps_every_dot() -> None:
    sheet = tiffs.black_and_white()
    for name, body in tiffs.like_the_page_in_black_and_white():
        with pikepdf.open(io.BytesIO(clean_document(body, 50)[1])) as pdf:
            (image,) = pdf.pages[0].get_images().values()
            assert pikepdf.PdfImage(image).as_pil_image().convert("1").tobytes() == sheet.tobytes(), name


def test_scan_stands_upright_whichever_side_it_lay_on() -> None:
    for side in range(1, 9):
        assert different([(str(side), tiffs.turned(side))], pictures.upright(pictures.page(), side)) == {}, side


def test_what_would_be_decoded_wrongly_is_refused() -> None:
    found = {}
    for name, _, make in tiffs.not_kept():
        with pytest.raises(Refusal) as refused:
            clean_document(make(), 50)
        found[name] = refused.value.code
        assert "请" in SENTENCES[refused.value.code]
    assert found == {name: code for name, code, _ in tiffs.not_kept()}


def test_halftones_are_kept_dot_by_dot_and_no_larger_than_they_came() -> None:
    """The coding of faxes would make them four times as large."""
    grey = Image.effect_noise((800, 1100), 60).convert("1")
    body = pictures.coded(grey, "TIFF", compression="group4")
    made = clean_document(body, 50)[1]
    assert len(made) < len(body) / 2
    with pikepdf.open(io.BytesIO(made)) as pdf:
        (image,) = pdf.pages[0].get_images().values()
        assert pikepdf.PdfImage(image).as_pil_image().convert("1").tobytes() == grey.tobytes()


def test_scan_within_a_pdf_is_shown_whatever_codes_its_dots() -> None:
    sheet, two_tones = pictures.page(), tiffs.black_and_white()
    files = [
        ("JBIG2", pdf_pictures.pdf_with_jbig2(two_tones, tiffs.of_faxes(two_tones)), two_tones),
        ("JPEG 2000", pdf_pictures.pdf_with_wavelets(pictures.coded(sheet, "JPEG2000"), pictures.SIZE), sheet),
        (
            "its stream",
            pdf_pictures.pdf_with_wavelets(pictures.coded(sheet, "JPEG2000", no_jp2=True), pictures.SIZE),
            sheet,
        ),
    ]
    for name, body, truth in files:
        kept = clean_document(body, 50)[1]
        (came,), (shown,) = referee.pages(body, 72), referee.pages(kept, 72)
        assert referee.difference(came, shown) == 0, name
        assert referee.ink(shown) > 3000, name
        assert (
            pictures.apart(truth, Image.open(io.BytesIO(page_picture(kept, PictureJob("application/pdf", 1, 160)))))
            <= BLURRED
        ), name
