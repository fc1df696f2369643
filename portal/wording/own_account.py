"""What people do about their own account, in words."""

from collections.abc import Mapping

from portal.wording.translation import pgettext

OF_ONES_OWN: Mapping[str, str] = {
    "messages_chosen": pgettext("event", "改了消息怎么发给自己"),
    "phone_changed": pgettext("event", "换了登录用的手机号"),
    "mailbox_proven": pgettext("event", "核实了邮箱"),
    "account_closed": pgettext("event", "注销了自己的账号"),
}
