"""How little is done for a file before it is refused: counted, so that a busy machine changes nothing."""

import zlib
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageFile

from portal.adapters import pdf_bombs
from portal.adapters.document_cleaning import clean_document
from portal.adapters.refusal import Refusal
from tests.adapters import hostile

MOST_DOTS = 50_000_000
BEFORE_THE_CHECKER = ("empty", "too_big")
REFUSED = [name for name, (code, _body) in hostile.REFUSED.items() if code not in BEFORE_THE_CHECKER]


class Work:
    """What was unpacked, decoded and written meanwhile."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.unpacked, self.dots, self.saved = 0, 0, 0
        self._load = ImageFile.ImageFile.load
        monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", Image.MAX_IMAGE_PIXELS)  # the checker's child sets it for itself
        monkeypatch.setattr(pdf_bombs, "zlib", SimpleNamespace(decompressobj=self._unpacker, error=zlib.error))
        monkeypatch.setattr(ImageFile.ImageFile, "load", lambda image: self._decoded(image))
        monkeypatch.setattr(pikepdf.Pdf, "save", self._writer(pikepdf.Pdf.save))

    def _unpacker(self) -> SimpleNamespace:
        return SimpleNamespace(decompress=self._unpack)

    def _unpack(self, content: bytes, *room: int) -> bytes:
        unpacked = zlib.decompressobj().decompress(content, *room)
        self.unpacked += len(unpacked)
        return unpacked

    def _decoded(self, image: ImageFile.ImageFile) -> Any:
        self.dots += image.width * image.height
        return self._load(image)

    def _writer(self, save: Callable[..., None]) -> Callable[..., None]:
        def write(pdf: pikepdf.Pdf, *args: Any, **how: Any) -> None:
            self.saved += 1
            save(pdf, *args, **how)

        return write


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.filterwarnings("ignore")
def test_hostile_file_is_refused_before_it_costs_anything(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body, work = hostile.body(name), Work(monkeypatch)
    with pytest.raises(Refusal):
        clean_document(body, 50)
    assert work.unpacked <= 2 * pdf_bombs.UNPACKED_LIMIT
    assert work.dots <= MOST_DOTS
    assert work.saved <= 1  # a torn file may be mended before it is looked through
