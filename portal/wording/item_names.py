"""What the enumerations of an item are called: what its clocks count from and in, and how it is handled."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.item import HandlingMode, LimitKind
from portal.domain.periods import Anchor, Unit
from portal.wording.translation import pgettext

ITEM_NAMES: Mapping[type[StrEnum], Mapping[str, str]] = {
    Anchor: {
        "admission": pgettext("name", "入院"),
        "discharge": pgettext("name", "出院"),
        "beginning": pgettext("name", "到外地开始"),
        "referral_issue": pgettext("name", "转诊单开出"),
        "decision": pgettext("name", "办好备案"),
    },
    Unit: {
        "working_days": pgettext("name", "工作日"),
        "days": pgettext("name", "天"),
        "months": pgettext("name", "个月"),
    },
    LimitKind: {
        "statutory": pgettext("name", "法定办结时限"),
        "promised": pgettext("name", "承诺办结时限"),
        "unnamed": pgettext("name", "办结时限，没有说是法定还是承诺"),
    },
    HandlingMode: {
        "instant": pgettext("name", "即办件（当场办）"),
        "promised": pgettext("name", "承诺件（在承诺的天数里办）"),
    },
}
