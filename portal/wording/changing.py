"""What a change says of the filing it would take the place of: its person goes by that one until there is another."""

from portal.domain.lifecycle import OPEN
from portal.domain.vocabulary import FilingStatus
from portal.wording.translation import SOURCE_LANGUAGE, _, translated

_WAITS = _("这是变更。准予以前，原来那一件（编号 {number}）照旧有效。")
_REPLACES = _("这是变更，代替原来那一件（编号 {number}）。")
_NEVER = _("原来那一件（编号 {number}）没有变，照旧有效。")
_AGAIN = _("原来那一件（编号 {number}）恢复有效。")


def changed_one_text(status: FilingStatus, number: str, language: str = SOURCE_LANGUAGE) -> str:
    """Of a change in that state; `number` as it is printed."""
    ended = {FilingStatus.APPROVED: _REPLACES, FilingStatus.REVOKED: _AGAIN}.get(status, _NEVER)
    return translated(_WAITS if status in OPEN else ended, language, {"number": number})
