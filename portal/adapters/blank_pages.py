"""Which pages show nothing, inside the checker's child: a sheet put in the wrong way round is sent as often as any."""

import pypdfium2
from PIL import Image

from portal.adapters.checker_messages import BlankPages
from portal.adapters.refusal import Refusal

WIDTH = 400  # dots across; a single speck of a line is grey then, and a letter is not
DARK = 150
HEADER, EDGE = 0.05, 0.03
"""Parts of the page: the line the sending machine prints on top, and the shadow of the sheet's edges."""
NOTHING = 0.0003
"""Of all dots; a short word in handwriting has ten times that."""


def blank_pages(body: bytes) -> BlankPages:
    """The pages of a kept PDF on which there is nothing but what a machine printed."""
    try:
        pdf = pypdfium2.PdfDocument(body)
        blank = [number for number, page in enumerate(pdf, 1) if _is_blank(page)]
        return BlankPages(blank, len(pdf))
    except MemoryError:
        raise
    except Exception as fault:  # any fault of a decoder means the same
        raise Refusal("cannot_show") from fault


def _is_blank(page: pypdfium2.PdfPage) -> bool:
    width, height = page.get_size()
    picture: Image.Image = page.render(scale=min(WIDTH / width, 4 * WIDTH / height), grayscale=True).to_pil()
    across, down = picture.size
    inner = picture.crop(
        (round(across * EDGE), round(down * HEADER), round(across * (1 - EDGE)), round(down * (1 - EDGE)))
    )
    dark = sum(inner.convert("L").histogram()[:DARK])
    return dark < NOTHING * inner.width * inner.height
