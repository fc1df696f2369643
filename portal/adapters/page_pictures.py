"""One page of a kept paper as a PNG picture, inside the checker's child: a decoder that crashes takes nobody along."""

import io

import pypdfium2
from PIL import Image

from portal.adapters.checker_messages import PictureJob
from portal.adapters.refusal import Refusal


def page_picture(body: bytes, job: PictureJob) -> bytes:
    """That page of the paper as PNG."""
    try:
        image = _of_pdf(body, job) if job.media_type == "application/pdf" else _of_image(body, job)
        made = io.BytesIO()
        image.rotate(-job.turned_by, expand=True).save(made, "PNG")
    except (Refusal, MemoryError):
        raise
    except Exception as fault:  # any fault of a decoder means the same to the reader
        raise Refusal("cannot_show") from fault
    return made.getvalue()


def _of_pdf(body: bytes, job: PictureJob) -> Image.Image:
    pdf = pypdfium2.PdfDocument(body)
    if not 1 <= job.page <= len(pdf):
        raise Refusal("no_such_page")
    page = pdf[job.page - 1]
    width, height = page.get_size()
    # The longer side is bounded too: a page a kilometre high must not ask for a kilometre of pixels.
    scale = min(job.width / width, job.width * 4 / height)
    picture: Image.Image = page.render(scale=scale).to_pil()
    return picture


def _of_image(body: bytes, job: PictureJob) -> Image.Image:
    if job.page != 1:
        raise Refusal("no_such_page")
    image: Image.Image = Image.open(io.BytesIO(body), formats=["JPEG"])
    image.draft("RGB", (job.width, job.width))
    image.thumbnail((job.width, job.width * 4))
    return image
