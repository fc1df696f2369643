"""The words of the interface for other systems: what a key opens."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.api_keys import Scope
from portal.wording.translation import pgettext

INTERFACE_NAMES: Mapping[type[StrEnum], Mapping[str, str]] = {
    Scope: {
        "in_force": pgettext("name", "查一个人在某一天有没有有效的备案"),
        "referral": pgettext("name", "开转诊单"),
        "file": pgettext("name", "替来办事的人备案"),
        "document": pgettext("name", "给自己的办件交材料"),
        "follow": pgettext("name", "查自己的办件办到哪里"),
    },
}
