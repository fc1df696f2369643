"""Papers in the hands of a journey's people: taken with a camera, sent by fax, or given out by the portal."""

from functools import cache

import pypdfium2
import zxingcpp

from portal.adapters import sample_documents


@cache
def photograph(title: str, seed: int = 1) -> bytes:
    """A paper on a table, photographed."""
    return sample_documents.photograph(title, ("姓名：测试人员", "样张，不是真实材料"), seed)


@cache
def scan(title: str) -> bytes:
    """A paper as a scanner makes it."""
    return sample_documents.portable_document(title, ("姓名：测试人员", "样张，不是真实材料"))


@cache
def fax(title: str) -> bytes:
    """Two pages as a fax machine sends them."""
    return sample_documents.fax(title, (("姓名：测试人员",), ("第二页",)))


def text_of(pdf: bytes) -> str:
    """What can be copied out of a PDF."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def qrs_of(pdf: bytes) -> list[str]:
    """What a telephone reads from each QR on the first page: in noise other kinds of code are seen that are none."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=150 / 72).to_pil()
    return [str(code.text) for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)]
