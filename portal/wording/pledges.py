"""What became of a signed promise, and of what day people were reminded, in words."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.pledges import PledgeState
from portal.wording.translation import pgettext

PLEDGE_NAMES: Mapping[type[StrEnum], Mapping[str, str]] = {
    PledgeState: {
        "open": pgettext("pledge", "还没有核查"),
        "kept": pgettext("pledge", "兑现了"),
        "broken": pgettext("pledge", "没有兑现"),
    },
}
PLEDGE_EVENTS: Mapping[str, str] = {
    "pledge_dated": pgettext("event", "定了哪天核查承诺"),
    "pledge_reminded": pgettext("event", "提醒：快要核查承诺了"),
    "end_reminded": pgettext("event", "提醒：快要到期了"),
    "pledge_kept": pgettext("event", "核查了承诺：兑现了"),
    "pledge_broken": pgettext("event", "核查了承诺：没有兑现"),
}
