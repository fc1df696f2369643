"""The words of the fax tray: where one stands, why one was set aside, what was done with one."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.faxes import FaxState, FaxTrouble
from portal.wording.translation import pgettext

FAX_NAMES: Mapping[type[StrEnum], Mapping[str, str]] = {
    FaxState: {
        "waiting": pgettext("name", "等着办的传真"),
        "set_aside": pgettext("name", "看不了的传真"),
        "junk": pgettext("name", "作废的传真"),
        "done": pgettext("name", "办完的传真"),
    },
    FaxTrouble: {
        "blank": pgettext("name", "每一页都是空白"),
        "unfinished": pgettext("name", "没有传完"),
        "damaged": pgettext("name", "文件坏了，打不开"),
        "locked": pgettext("name", "文件有密码"),
        "too_big": pgettext("name", "文件太大"),
        "too_long": pgettext("name", "页数太多"),
        "other_kind": pgettext("name", "不是 TIFF 或 PDF"),
        "too_complex": pgettext("name", "太复杂，检查不了"),
    },
}
FAX_EVENTS: Mapping[str, str] = {
    "fax_received": pgettext("event", "收到一份传真"),
    "fax_set_aside": pgettext("event", "一份传真看不了，另放一边"),
    "fax_seen": pgettext("event", "打开一份传真"),
    "fax_turned": pgettext("event", "转正传真的一页"),
    "fax_split": pgettext("event", "把一份传真拆成两份"),
    "fax_joined": pgettext("event", "把两份传真并成一份"),
    "fax_junked": pgettext("event", "把一份传真作废"),
    "fax_restored": pgettext("event", "恢复一份作废的传真"),
    "fax_filed": pgettext("event", "把传真放进备案"),
    "fax_counted": pgettext("event", "让一件备案从传真收到的时间算"),
    "fax_fetched": pgettext("event", "取出一份看不了的传真的原文件"),
    "fax_watch_ended": pgettext("event", "不再收传真"),
}
