"""What the lines of a filing's history are called."""

from collections.abc import Mapping

from portal.wording.national import UPLOAD_EVENTS
from portal.wording.pledges import PLEDGE_EVENTS
from portal.wording.slip_signing import SIGNING_EVENTS
from portal.wording.translation import SOURCE_LANGUAGE, pgettext, translated

_EVENTS: Mapping[str, str] = {
    "submitted": pgettext("event", "提交"),
    "correction_requested": pgettext("event", "发出一次性告知"),
    "corrected": pgettext("event", "补交或改正"),
    "mended": pgettext("event", "更正填报内容"),
    "accepted": pgettext("event", "受理"),
    "refused": pgettext("event", "不予受理"),
    "approved": pgettext("event", "准予备案"),
    "rejected": pgettext("event", "不予备案"),
    "withdrawn": pgettext("event", "撤回"),
    "cancelled": pgettext("event", "取消"),
    "returned_home": pgettext("event", "回到参保地"),
    "revoked": pgettext("event", "撤销"),
    "superseded": pgettext("event", "由新的备案代替"),
    "reinstated": pgettext("event", "恢复有效"),
    "start_fixed": pgettext("event", "补定起算日"),
    "paper_added": pgettext("event", "收到材料"),
    "paper_removed": pgettext("event", "撤下材料"),
    "paper_marked": pgettext("event", "核对材料"),
    "insured_checked": pgettext("event", "查询参保状态"),
    "person_verified": pgettext("event", "核对本人"),
    "owner_verified": pgettext("event", "核实账号本人"),
    "assigned": pgettext("event", "交给"),
    "entered_afterwards": pgettext("event", "先收在纸上，事后录入"),
    "came_by_fax": pgettext("event", "从传真收到的时间算"),
    "papers_promised": pgettext("event", "约定补交材料"),
    **PLEDGE_EVENTS,
    **SIGNING_EVENTS,
    "call_answered": pgettext("event", "来电问进度，已经答复"),
    "overridden": pgettext("event", "主管特批"),
    "told": pgettext("event", "电话告知"),
    "letter_posted": pgettext("event", "寄出信"),
    "bound": pgettext("event", "绑定到账号"),
    "qr_renewed": pgettext("event", "换了新的二维码"),
    "qr_ended": pgettext("event", "作废二维码"),
    "link_given": pgettext("event", "给了补材料的链接"),
    "code_given": pgettext("event", "给了绑定账号的代码"),
    "sheet_printed": pgettext("event", "打印了要签字的表"),
    "rated": pgettext("event", "评价"),
    "complained": pgettext("event", "投诉或提意见"),
    "complaint_answered": pgettext("event", "答复投诉或意见"),
    **UPLOAD_EVENTS,
    "recovery_code": pgettext("event", "给了设新密码的代码"),
}


EVENT_KINDS = tuple(_EVENTS)
"""Every kind of event a history can hold."""


def event_name(kind: str, language: str = SOURCE_LANGUAGE) -> str:
    """What an event of a filing's history is called."""
    return translated(_EVENTS[kind], language)
