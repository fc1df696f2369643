"""What is kept, for how long and why, as the command and its certificate say it."""

from collections.abc import Mapping

from portal.domain.retention import PeriodBasis, RetainedKind
from portal.wording.translation import _

KINDS: Mapping[RetainedKind, str] = {
    RetainedKind.DRAFT: _("没有提交的草稿"),
    RetainedKind.SESSION: _("登录记录"),
    RetainedKind.TOKEN: _("用过或过期的链接和代码"),
    RetainedKind.PARKED_FORM: _("没有交成的表"),
    RetainedKind.THROTTLE: _("试错次数"),
    RetainedKind.REFUSED_ROW: _("转诊表格里没有收的行"),
    RetainedKind.FAX: _("办完或作废的传真"),
    RetainedKind.FAX_PAGE: _("已经归到备案的传真页"),
    RetainedKind.FILING: _("交上来的备案、材料和经过"),
}
GROUNDS: Mapping[PeriodBasis, str] = {
    PeriodBasis.OWN: _("产品自定"),
    PeriodBasis.LAW: _("网络安全法第二十一条：网络日志不少于六个月"),
    PeriodBasis.COUNTY: _("县里的文件写明"),
    PeriodBasis.AGENCY: _("经办机构的规定"),
    PeriodBasis.NOT_STATED: _("没有定保存几年，一直保存"),
}
