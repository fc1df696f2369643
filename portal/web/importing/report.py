"""The rows that were not taken, as a spreadsheet: as they were sent, the reason and the row number before them."""

from collections.abc import Iterator, Sequence

from portal.adapters.text_tables import writing
from portal.models import ReferralImport, ReferralImportRefusal
from portal.web.importing.columns import REASON, ROW_NUMBER
from portal.web.language import gettext as _
from portal.web.language import in_language


def report_of(made: ReferralImport, refused: Sequence[ReferralImportRefusal]) -> bytes:
    """Mended, it can be sent again as it is: its first two columns answer no question."""
    headings = made.headings.all if made.headings else ()
    with in_language(made.language):  # as its reasons are
        title, beside = _("没有收的行"), (_(REASON), _(ROW_NUMBER))
    written: bytes = writing().rows(title, (*beside, *headings), _lines(refused, len(headings)))
    return written


def _lines(refused: Sequence[ReferralImportRefusal], width: int) -> Iterator[Sequence[str]]:
    for each in refused:
        if each.content is not None:
            cells = each.content.cells[:width]
            yield ("\n".join(each.content.reasons), str(each.row_number), *cells)
