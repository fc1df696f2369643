"""What is said of a filing that somebody needs and the county's guides have no item for."""

from portal.domain.vocabulary import FilingType
from portal.wording.names import filing_name
from portal.wording.translation import SOURCE_LANGUAGE, _, translated

_TO_A_TELEPHONE = _("您要办的是{needed}，这里的指南没有这一项，请打电话问经办机构。")
_TO_THE_WINDOW = _("您要办的是{needed}，这里的指南没有这一项，请到窗口问经办机构。")


def no_such_item_text(kind: FilingType, language: str = SOURCE_LANGUAGE, *, has_phone: bool) -> str:
    """What it is called, that there is none here, and whom to ask."""
    sentence = _TO_A_TELEPHONE if has_phone else _TO_THE_WINDOW
    return translated(sentence, language, {"needed": filing_name(kind, language)})
