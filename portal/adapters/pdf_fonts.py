"""Finds a PDF whose letters no viewer of ours can show: the font is named, not brought along, and we have none."""

import pikepdf
from pikepdf import Dictionary, Name

from portal.adapters.refusal import Refusal

UNSEEN_ORDERINGS = ("Korea1", "KR")
"""Collections of characters (ISO 32000-2, 9.7.5.2) whose syllables pdfium draws nothing for out of the bundled font."""

_BROUGHT = ("/FontFile", "/FontFile2", "/FontFile3")


def refuse_unseen_letters(pdf: pikepdf.Pdf) -> None:
    """Raise where a page would be kept with blanks for its letters: pictures of it would show nothing either."""
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get(Name.Type) == Name.Font and _is_unseen(item):
            raise Refusal("unseen_letters")


def _is_unseen(font: Dictionary) -> bool:
    collection, descriptor = font.get(Name.CIDSystemInfo), font.get(Name.FontDescriptor)
    if not isinstance(collection, Dictionary) or str(collection.get(Name.Ordering, "")) not in UNSEEN_ORDERINGS:
        return False
    return not isinstance(descriptor, Dictionary) or not any(key in descriptor for key in _BROUGHT)
