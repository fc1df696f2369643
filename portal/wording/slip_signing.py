"""What is said of slips that are signed in their hospital."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.slip_signing import SlipSigner
from portal.wording.translation import _, pgettext

SIGNER_NAMES: Mapping[type[StrEnum], Mapping[str, str]] = {
    SlipSigner: {
        "doctor": pgettext("signer", "经治医师"),
        "department_head": pgettext("signer", "科主任"),
        "medical_office": pgettext("signer", "医保办（医务科）"),
    },
}
SIGNING_EVENTS: Mapping[str, str] = {
    "slip_put_up": pgettext("event", "交给医院的人签字"),
    "slip_signed": pgettext("event", "医院签字"),
    "slip_sent_back": pgettext("event", "签字的人退回"),
    "signatures_lost": pgettext("event", "内容改了，已有的签字作废"),
}
SIGNING_REFUSALS: Mapping[str, str] = {
    "slip_not_signed": _("这张转诊单要由医院的人依次签字，签齐了才能提交"),
    "signed_already": _("您已经签过这张转诊单了，一个人只签一次"),
    "signs_no_slips": _("只有医院的账号能签转诊单"),
}
