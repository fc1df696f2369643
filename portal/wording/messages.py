"""Messages in words: short, plain, with a number and where to look, and nothing of anybody's health."""

from collections.abc import Mapping

from portal.domain.messages import MessageKind, MessageState, Whose
from portal.wording.translation import SOURCE_LANGUAGE, _, translated

TEXTS: Mapping[MessageKind, str] = {
    MessageKind.SUBMITTED: _("异地就医备案 {number} 已经收到，正在审核。查进度：{link}"),
    MessageKind.CORRECTION_REQUESTED: _("异地就医备案 {number} 还要补材料或补填，补齐才能办。看要补什么：{link}"),
    MessageKind.ACCEPTED: _("异地就医备案 {number} 已经受理，等经办机构作决定。查进度：{link}"),
    MessageKind.APPROVED: _("异地就医备案 {number} 已经办好。从哪天起有效：{link}"),
    MessageKind.REFUSED: _("异地就医备案 {number} 没有受理，原因写在通知书里。看怎么办：{link}"),
    MessageKind.REJECTED: _("异地就医备案 {number} 没有办成，原因写在通知书里。看怎么办：{link}"),
    MessageKind.WITHDRAWN: _("异地就医备案 {number} 已经撤回，不再办理。不是您的意思，请问经办机构：{link}"),
    MessageKind.CANCELLED: _("异地就医备案 {number} 已经取消。不是您的意思，请问经办机构：{link}"),
    MessageKind.REVOKED: _("异地就医备案 {number} 被经办机构撤销，原因写在通知书里。看怎么办：{link}"),
    MessageKind.SUPERSEDED: _("异地就医备案 {number} 已经由新的备案代替。查进度：{link}"),
    MessageKind.COMPLAINT_ANSWERED: _(
        "异地就医备案 {number}：您的投诉或意见已经答复，登录后打开这一件，在“评价、投诉或提意见”里看。查进度：{link}"
    ),
    MessageKind.PLEDGE_DUE: _(
        "异地就医备案 {number} 是凭承诺书办的，经办机构 {day} 以前核查承诺有没有兑现。查进度：{link}"
    ),
    MessageKind.ENDING: _("异地就医备案 {number} 到 {day} 为止。还要在外地看病，请在那以前续办：{link}"),
    MessageKind.REGISTRATION_CODE: _(
        "异地就医备案：注册验证码 {code}，10 分钟内有效。不是您本人注册的，请不要告诉别人。"
    ),
    MessageKind.IS_REGISTERED: _(
        "异地就医备案：有人用这个手机号注册，可是您已经有账号，请直接登录。不是您本人，不用理会。"
    ),
    MessageKind.PHONE_CODE: _("异地就医备案：换手机号的验证码 {code}，10 分钟内有效。不是您本人在换，请不要告诉别人。"),
    MessageKind.LETTER_CODE: _(
        "异地就医备案：验证码 {code}（大小写都行），10 分钟内有效。不是您本人在办，请不要告诉别人。"
    ),
    MessageKind.PHONE_REPLACED: _(
        "异地就医备案：您的账号登记的手机号换成了别的，不再用这个号码。不是您本人换的，请马上打电话问经办机构。"
    ),
    MessageKind.MAILBOX_CODE: _(
        "异地就医备案：邮箱验证码 {code}，10 分钟内有效。不是您本人填的这个邮箱，不用理会，不会再发给您。"
    ),
}
"""A link comes last, so that no telephone takes a word behind it for a part of it."""
STATES: Mapping[MessageState, str] = {
    MessageState.WAITING: _("等着发出"),
    MessageState.SENT: _("已交给短信平台"),
    MessageState.REFUSED: _("短信平台不收"),
    MessageState.GIVEN_UP: _("试了多次没有发出去"),
    MessageState.BOUNCED: _("邮件被退回，没有送到"),
    MessageState.NO_CHANNEL: _("没有设置短信通道"),
    MessageState.NO_ADDRESS: _("没有留手机号，发不了短信"),
    MessageState.OVERTAKEN: _("没有发，后来又有了变化"),
    MessageState.BY_DESK: _("没有发短信，工作人员已另行告知"),
    MessageState.POSTED: _("没有发短信，已经寄信"),
}
FAULTS: Mapping[str, str] = {
    "held_for_one": _("这一天发到这里的消息已经够多，满一天再发"),
    "held_by_one": _("同一处这一天申报、撤回得太多，发出的消息已经够多，满一天再发"),
    "held_for_all": _("这一天发出的消息已经到了上限，满一天再发"),
    "unreachable": _("连不上短信平台"),
    "silent": _("短信平台没有回音"),
    "busy": _("短信平台忙"),
    "no_template": _("没有设置这种消息的模板编号"),
    "refused": _("短信平台拒绝了"),
    "mail_unreachable": _("连不上邮件服务器"),
    "mail_silent": _("邮件服务器没有回音"),
    "mail_busy": _("邮件服务器忙"),
    "mail_without_tls": _("和邮件服务器的加密连接建不起来"),
    "mail_not_let_in": _("邮件服务器不认我们的账号"),
    "mail_refused": _("邮件服务器拒绝了，请核对邮箱"),
    "mail_no_such_box": _("没有这个邮箱，请核对"),
    "mail_box_full": _("邮箱满了"),
    "mail_returned": _("对方的邮件服务器没有说明是不是邮箱的问题"),
}
STATES_OF_MAIL: Mapping[MessageState, str] = {
    **STATES,
    MessageState.SENT: _("已交给邮件服务器"),
    MessageState.REFUSED: _("邮件服务器不收"),
}
WHOSE: Mapping[Whose, str] = {
    Whose.CONTACT: _("联系电话 {address}"),
    Whose.AGENT: _("代办人的电话 {address}"),
    Whose.CALLER: _("来电人留的电话 {address}"),
    Whose.ACCOUNT: _("账号的手机号 {address}"),
    Whose.MAILBOX: _("账号里填的邮箱 {address}"),
}
_SUBJECT, _SUBJECT_OF_A_CODE = _("异地就医备案有了变化"), _("异地就医备案：邮箱验证码")
_MAIL = _("{text}\n\n这封邮件由系统发出，请不要回复。不想再收，请登录后在“我的账号”里改。")


def message_text(kind: MessageKind, values: Mapping[str, str], language: str = SOURCE_LANGUAGE) -> str:
    """The whole sentence that goes out."""
    return translated(TEXTS[kind], language, values)


def mail_subject(kind: MessageKind, language: str = SOURCE_LANGUAGE) -> str:
    """What a mail is about: the same for all but codes, for it is read over a shoulder."""
    return translated(_SUBJECT_OF_A_CODE if kind is MessageKind.MAILBOX_CODE else _SUBJECT, language)


def mail_text(text: str, language: str = SOURCE_LANGUAGE) -> str:
    """The whole mail around that sentence."""
    return translated(_MAIL, language, {"text": text})


def state_text(
    state: MessageState, fault: str | None, language: str = SOURCE_LANGUAGE, whose: Whose | None = None
) -> str:
    """How it stands, and what was found fault with."""
    standing = translated((STATES_OF_MAIL if whose is Whose.MAILBOX else STATES)[state], language)
    if fault is None or fault not in FAULTS:
        return standing
    values = {"state": standing, "fault": translated(FAULTS[fault], language)}
    return translated(_("{state}（{fault}）"), language, values)


def recipient_text(whose: Whose, address: str, language: str = SOURCE_LANGUAGE) -> str:
    """Whose telephone or mailbox it goes to."""
    return translated(WHOSE[whose], language, {"address": address})
