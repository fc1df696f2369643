"""One page of a kept paper as a PNG picture, inside the checker's child: a decoder that crashes takes nobody along."""

import io
from typing import Any

import pypdfium2
from PIL import Image

from portal.adapters.refusal import Refusal


def page_picture(head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """Page `page` (from 1) of the paper, `width` pixels wide."""
    try:
        image = _of_pdf(body, head) if head["media_type"] == "application/pdf" else _of_image(body, head)
        made = io.BytesIO()
        image.save(made, "PNG")
    except (Refusal, MemoryError):
        raise
    except Exception as fault:  # any fault of a decoder means the same to the reader
        raise Refusal("cannot_show") from fault
    return {}, made.getvalue()


def _of_pdf(body: bytes, head: dict[str, Any]) -> Image.Image:
    pdf = pypdfium2.PdfDocument(body)
    if not 1 <= head["page"] <= len(pdf):
        raise Refusal("no_such_page")
    page = pdf[head["page"] - 1]
    width, height = page.get_size()
    # The longer side is bounded too: a page a kilometre high must not ask for a kilometre of pixels.
    scale = min(head["width"] / width, head["width"] * 4 / height)
    picture: Image.Image = page.render(scale=scale).to_pil()
    return picture


def _of_image(body: bytes, head: dict[str, Any]) -> Image.Image:
    if head["page"] != 1:
        raise Refusal("no_such_page")
    image: Image.Image = Image.open(io.BytesIO(body), formats=["JPEG"])
    image.draft("RGB", (head["width"], head["width"]))
    image.thumbnail((head["width"], head["width"] * 4))
    return image
