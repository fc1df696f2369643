"""What became of a signed promise, in words."""

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
