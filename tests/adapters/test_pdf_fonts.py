"""A page is not kept with blanks for its letters; fonts that are brought along or ours to lend are none of it."""

import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Name

from portal.adapters.bundled_fonts import NAMED_ONLY
from portal.adapters.pdf_fonts import refuse_unseen_letters
from portal.adapters.refusal import Refusal
from tests.adapters import hostile


def test_letters_that_would_be_blank_are_refused() -> None:
    page = pypdfium2.PdfDocument(hostile.korean_pdf())[0]
    assert sum(page.render(scale=2, grayscale=True).to_pil().histogram()[:160]) == 0  # else the rule is not needed
    with pikepdf.open(io.BytesIO(hostile.korean_pdf())) as pdf, pytest.raises(Refusal, match="unseen_letters"):
        refuse_unseen_letters(pdf)


def test_a_font_that_is_brought_along_or_that_we_have_is_none() -> None:
    with pikepdf.open(io.BytesIO(hostile.korean_pdf())) as pdf:
        for font in list(pdf.objects):
            if isinstance(font, pikepdf.Dictionary) and font.get(Name.Type) == Name.FontDescriptor:
                font.FontFile2 = pdf.make_stream(b"")
        refuse_unseen_letters(pdf)
    with pikepdf.open(io.BytesIO(NAMED_ONLY)) as pdf:
        refuse_unseen_letters(pdf)
