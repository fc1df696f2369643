"""What is done with people's data, in plain words: the text they agree to (`portal/domain/consent.py`)."""

from dataclasses import dataclass
from hashlib import sha256

from portal.wording.translation import _


@dataclass(frozen=True, slots=True)
class PrivacySection:
    """A heading and its sentences."""

    title: str
    lines: tuple[str, ...]


SECTIONS: tuple[PrivacySection, ...] = (
    PrivacySection(
        _("收集什么"),
        (
            _("参保人的姓名、身份证号、手机号、联系地址、在哪里参保、是哪种医保。"),
            _("要去哪里看病、什么时候去；住院、转诊的情况，病情和诊断。"),
            _("交来的材料的照片或扫描件。"),
            _("替别人办的：代办人的姓名、身份证号、手机号，和参保人是什么关系。打电话来的：来电人的姓名和电话。"),
        ),
    ),
    PrivacySection(
        _("为什么收集"),
        (
            _("只为办异地就医备案：核对是谁、是不是参保、符不符合条件，作出决定，把结果告诉您。"),
            _("不做别的用，不拿来做广告，不卖给别人。"),
        ),
    ),
    PrivacySection(
        _("身份证号和病情为什么非要不可"),
        (
            _("这两样是敏感个人信息。没有身份证号，分不清是给谁办；没有病情材料，看不出够不够急诊、转诊的条件。"),
            _("万一泄露，别人可能冒用您的身份，或者知道您得了什么病。"),
            _("所以都加密保存，页面上只显示身份证号最后两位；工作人员要看完整的号，系统会记下是谁、什么时候看的。"),
        ),
    ),
    PrivacySection(
        _("谁能看到"),
        (
            _("您参保地医保经办机构里办这件事的工作人员。"),
            _("给您开转诊单的医院，只能看到它自己开的那张单子和办到哪一步。"),
            _("替您办的人，能看到他替您办的那一件。"),
            _("办件公示只有编号末尾、事项、日期和状态，没有姓名、身份证号和病情。"),
            _("单位替您申报的，单位只看得到它自己交上来的那几件办到哪一步。"),
            _(
                "别的机构（比如收您住院的医院、便民服务中心）：它替您申报的那一件，看得到办到哪一步；报得出您的姓名和身份证号，问得到哪一天有没有有效的备案。谁问过，您看得到。"
            ),
            _("办好的备案按规定报国家医保平台。替我们发短信、发邮件的，只拿到手机号或邮箱、一句话、编号和链接。"),
            _("别的单位，法律规定必须给的才给。"),
        ),
    ),
    PrivacySection(
        _("保存多久"),
        (
            _("没写完的申请、一次性代码和链接，用完或者到期就删；登录过的浏览器，半年以后删。"),
            _("什么时候从哪个网段登录、账号改动过什么，记在操作记录里，有人冒用时要凭它查，一直保存。"),
            _("交上来的备案是办事档案，由经办机构按档案的规定保存。要保存多少年，由经办机构定；定下来以前，一直保存。"),
        ),
    ),
    PrivacySection(
        _("您可以做什么"),
        (
            _("看：登录以后，在“我的办件”和“我的账号”里看。"),
            _("改：填错了，补正时改，或者打电话请工作人员更正。"),
            _("不同意，或者改主意：可以不办，也可以撤回申请。已经办好的，以前用过的仍然算数，以后可以取消备案。"),
            _("有疑问、要投诉：打经办机构的电话，号码在办事指南里。"),
        ),
    ),
)
"""Everything that is said, in the order of the page."""


def digest() -> str:
    """That of all Chinese sentences: a text that changes is another version."""
    lines = [line for section in SECTIONS for line in (section.title, *section.lines)]
    return sha256("\n".join(lines).encode()).hexdigest()[:16]
