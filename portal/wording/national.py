"""The words of what goes to the national library: how far a filing is, and what was done with a file."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.national import UploadState
from portal.wording.translation import pgettext

NATIONAL_NAMES: Mapping[type[StrEnum], Mapping[str, str]] = {
    UploadState: {
        "to_send": pgettext("name", "等着导出"),
        "exported": pgettext("name", "已导出，平台收没收下还不知道"),
        "confirmed": pgettext("name", "经办人登记：平台已收下"),
        "refused": pgettext("name", "经办人登记：平台退回"),
    },
}
UPLOAD_EVENTS: Mapping[str, str] = {
    "national_exported": pgettext("event", "写进了给国家平台的文件"),
    "national_confirmed": pgettext("event", "登记：国家平台已收下"),
    "national_refused": pgettext("event", "登记：国家平台退回"),
    "national_again": pgettext("event", "重新排队等着导出"),
}
"""Of one filing."""
NATIONAL_EVENTS: Mapping[str, str] = {
    "national_exported": pgettext("event", "导出了给国家平台的文件"),
    "national_answered": pgettext("event", "登记了国家平台的结果"),
}
