"""The words of resetting somebody's account: what of it, how far it is, and what its owner says."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.account_resets import ResetAnswer, ResetKind, ResetState
from portal.wording.translation import pgettext

RESET_NAMES: Mapping[type[StrEnum], Mapping[str, str]] = {
    ResetKind: {
        "password": pgettext("name", "重设密码"),
        "factor": pgettext("name", "重设动态码"),
    },
    ResetState: {
        "waiting": pgettext("name", "等第二个人确认"),
        "confirmed": pgettext("name", "第二个人确认了"),
        "called_back": pgettext("name", "打电话核实了本人"),
        "at_once": pgettext("name", "马上生效"),
        "taken_back": pgettext("name", "撤回了"),
        "expired": pgettext("name", "过期了"),
    },
    ResetAnswer: {
        "recognised": pgettext("name", "本人说是自己要求的"),
        "disowned": pgettext("name", "本人说不是自己要求的"),
    },
}
