"""What stands around a correction on the page on which it is made: documents to send, answers, or both."""

from collections.abc import Mapping
from typing import NamedTuple

from portal.domain.vocabulary import AskedFor
from portal.web.language import lazy_gettext as _
from portal.web.presenters.asked_for import ASKING


class SupplyTexts(NamedTuple):
    """Heading, what to do, and whether it can wait."""

    title: str
    lead: str
    later: str = ""


_SENT = _("要补的都在下面，这一次已经全部列出。全部放好以后，按最下面的“一次交齐”。")
_FILLED_IN = _("要改的都在下面，这一次已经全部列出。改好以后，按最下面的“一次交齐”。")
_DONE = _("请看工作人员写的话，照上面说的办。办好以后，按下面的“一次交齐”，经办机构接着审核。")
_LATER = _("现在补不齐也不要紧，放好的会存着，下次打开接着补。")

IN_ACCOUNT: Mapping[AskedFor, SupplyTexts] = {
    AskedFor.DOCUMENTS: SupplyTexts(ASKING[AskedFor.DOCUMENTS].act, _SENT, _LATER),
    AskedFor.ANSWERS: SupplyTexts(ASKING[AskedFor.ANSWERS].act, _FILLED_IN),
    AskedFor.BOTH: SupplyTexts(ASKING[AskedFor.BOTH].act, _SENT, _("放好的材料会存着；填的内容要等一次交齐才收下。")),
    AskedFor.WORDS: SupplyTexts(_("经办机构写给您的话"), _DONE),
}
"""Signed in."""

_SENT_ONCE = _("要补的都在下面，这一次已经全部列出。全部放好以后，按最下面的“一次交齐”；交了以后这个链接就不能再用。")
_FILLED_IN_ONCE = _("要改的都在下面，这一次已经全部列出。填好以后，按最下面的“一次交齐”；交了以后这个链接就不能再用。")

BY_LINK: Mapping[AskedFor, SupplyTexts] = {
    AskedFor.DOCUMENTS: SupplyTexts(_("上传要补的材料"), _SENT_ONCE),
    AskedFor.ANSWERS: SupplyTexts(ASKING[AskedFor.ANSWERS].act, _FILLED_IN_ONCE),
    AskedFor.BOTH: SupplyTexts(ASKING[AskedFor.BOTH].act, _SENT_ONCE),
    AskedFor.WORDS: SupplyTexts(_("经办机构写给您的话"), _DONE),
}
"""Through a link, which is spent by it."""
