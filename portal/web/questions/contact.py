"""How to reach the person, who rang, and the signature."""

from collections.abc import Mapping

from portal.web.language import lazy_gettext as _
from portal.web.questions.wording import Wording

CONTACT: Mapping[str, Wording] = {
    "contact.phone": Wording("contact_phone", _("联系电话"), _("请填写联系电话"), autocomplete="off"),
    "contact.name": Wording("contact_name", _("联系人"), hint=_("不是病人本人时填写"), autocomplete="off"),
    "contact.address": Wording("contact_address", _("联系地址"), hint=_("在外地住的地方"), autocomplete="off"),
    "caller.name": Wording("caller_name", _("来电人姓名"), _("请问来电人姓名"), width="medium", autocomplete="off"),
    "caller.phone": Wording("caller_phone", _("回电号码"), _("请问打哪个电话能找到他"), autocomplete="off"),
    "caller.relation": Wording(
        "caller_relation",
        _("和参保人的关系，例如女儿"),
        _("请问和参保人的关系，本人就写本人"),
        width="medium",
        most=20,
    ),
    "caller.at": Wording("caller_at", _("来电时间"), width="medium", most=30),
    "declaration.signed_name": Wording(
        "signed_name",
        _("签名（写上您的姓名）"),
        _("请写上您的姓名，作为签名"),
        width="medium",
        autocomplete="off",
    ),
}
