"""What stands around a correction on the page on which it is made: documents to send, or answers alone."""

from dataclasses import dataclass

from flask_babel import gettext as _


@dataclass(frozen=True, slots=True)
class SupplyTexts:
    """Heading, what to do, and whether it can wait."""

    title: str
    lead: str
    later: str = ""


def in_account(has_documents: bool) -> SupplyTexts:
    """Signed in."""
    if has_documents:
        lead = _("要补的都在下面，这一次已经全部列出。全部放好以后，按最下面的“一次交齐”。")
        return SupplyTexts(_("补材料"), lead, _("现在补不齐也不要紧，放好的会存着，下次打开接着补。"))
    lead = _("要改的都在下面，这一次已经全部列出。改好以后，按最下面的“一次交齐”。")
    return SupplyTexts(_("改正填写的内容"), lead)


def by_link(has_documents: bool) -> SupplyTexts:
    """Through a link, which is spent by it."""
    if has_documents:
        lead = _("要补的都在下面，这一次已经全部列出。全部放好以后，按最下面的“一次交齐”；交了以后这个链接就不能再用。")
        return SupplyTexts(_("上传要补的材料"), lead)
    lead = _("要改的都在下面，这一次已经全部列出。填好以后，按最下面的“一次交齐”；交了以后这个链接就不能再用。")
    return SupplyTexts(_("改正填写的内容"), lead)
