"""What is said where nobody knows how long a decision takes: that the guide is silent only if its file says so."""

from portal.domain.item import Item
from portal.wording.translation import SOURCE_LANGUAGE, _, translated

SILENT = _("指南没有写明多少天办结。")
UNREAD = _("多少天办结，要问经办机构。")


def no_limit_text(item: Item | None, language: str = SOURCE_LANGUAGE) -> str:
    """One sentence, of a filing that has no last day to be decided on."""
    is_silent = item is not None and "limits" in item.silent
    return translated(SILENT if is_silent else UNREAD, language)
