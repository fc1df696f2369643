"""What a correction notice asks for, in the words of each place that sums it up: documents, answers, or both."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from portal.domain.vocabulary import AskedFor, FilingStatus
from portal.web.labels import StatusTag, label, status_tag
from portal.web.language import lazy_gettext as _


class AskingWords(NamedTuple):
    """What it means for whoever filed, the button that leads there, and five characters for the clerk's queue."""

    sentence: str
    act: str
    in_queue: str


ASKING: Mapping[AskedFor, AskingWords] = {
    AskedFor.DOCUMENTS: AskingWords(
        _("还差材料，请一次补齐。补齐以后接着审核，不用重新申请。"),
        _("补材料"),
        _("等补材料"),
    ),
    AskedFor.ANSWERS: AskingWords(
        _("填的内容有要补填或改正的，请一次填好。填好以后接着审核，不用重新申请。"),
        _("补填或改正"),
        _("等补填"),
    ),
    AskedFor.BOTH: AskingWords(
        _("还差材料，填的内容也有要补填或改正的，请一次补齐。补齐以后接着审核，不用重新申请。"),
        _("补材料、补填内容"),
        _("等补交补填"),
    ),
    AskedFor.WORDS: AskingWords(
        _("经办机构写了话给您，请看一次性告知书，照上面说的办。办好以后接着审核，不用重新申请。"),
        _("看要办什么"),
        _("等回应"),
    ),
}


def tag_asked(status: FilingStatus, asks_for: AskedFor | None) -> StatusTag:
    """Where a filing stands; one that waits for its filer says for what."""
    stands = status_tag(status)
    return replace(stands, word=label(asks_for)) if asks_for else stands
