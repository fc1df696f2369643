"""What forms of hospitals and agencies print before an answer, and which question it answers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Printed(StrEnum):
    """What stands behind a label."""

    NAME = "name"
    AGENT = "agent"
    ID_NUMBER = "id_number"
    TELEPHONE = "telephone"
    ADDRESS = "address"
    ADMITTED = "admitted"
    DISCHARGED = "discharged"
    BEGINS = "begins"
    ISSUED = "issued"
    HOSPITAL = "hospital"
    REFERRED_BY = "referred_by"
    OTHER = "other"  # nothing that is asked; it ends what stands before it


_WHO = ("患者", "病人", "参保人", "参保人员", "本人", "就医人")
_AGENT = ("代办人", "代理人", "委托代理人", "受托人", "被委托人")
_STAFF = (
    "医生",
    "医师",
    "经治医生",
    "经治医师",
    "主治医生",
    "主治医师",
    "主任医师",
    "科主任",
    "护士",
    "经办人",
    "审核人",
)
"""Whose name on a form is nobody's who files."""
_CARD = ("公民身份号码", "身份证号码", "身份证号", "身份证件号码", "证件号码", "身份号码", "社会保障号码", "身份证")
_TELEPHONE = ("联系电话", "联系方式", "手机号码", "手机号", "电话号码", "手机", "电话")
_HOUSES = ("医院", "医疗机构", "定点医疗机构")
LABELS: Mapping[Printed, Sequence[str]] = {
    Printed.NAME: ("姓名", *_WHO, *(f"{who}姓名" for who in _WHO)),
    Printed.AGENT: (*_AGENT, *(f"{who}姓名" for who in _AGENT)),
    Printed.ID_NUMBER: (*_CARD, *(f"{who}{card}" for who in (*_WHO, *_AGENT) for card in _CARD)),
    Printed.TELEPHONE: (*_TELEPHONE, *(f"{who}{each}" for who in (*_WHO, *_AGENT) for each in _TELEPHONE)),
    Printed.ADDRESS: ("联系地址", "通讯地址", "家庭住址", "家庭地址", "现住址", "居住地址", "住址", "地址"),
    Printed.ADMITTED: ("入院日期", "入院时间", "住院日期", "住院时间"),
    Printed.DISCHARGED: ("出院日期", "出院时间"),
    Printed.BEGINS: ("备案开始日期", "开始日期", "起始日期"),
    Printed.ISSUED: ("开具日期", "开单日期", "填写日期", "填表日期", "签发日期", "转诊日期", "申请日期"),
    Printed.HOSPITAL: tuple(
        f"{verb}{house}{end}"
        for verb in ("就诊", "就医", "收治", "住院", "转入", "转往", "拟转往", "拟转入", "接收", "异地就医")
        for house in _HOUSES
        for end in ("", "名称")
    ),
    Printed.REFERRED_BY: tuple(f"{verb}{house}" for verb in ("转出", "转诊", "开具", "开单") for house in _HOUSES),
    Printed.OTHER: (
        *("性别", "年龄", "民族", "科室", "科别", "床号", "住院号", "病案号", "门诊号", "诊断", "初步诊断", "出院诊断"),
        *("单位", "工作单位", "关系", "与患者关系", "与参保人关系", "参保地", "险种", "编号", "传真"),
        *_STAFF,
        *(f"{who}姓名" for who in _STAFF),
        *("出生日期", "转往", "理由", "转诊原因", "病情", "日期", "科室电话", "医院电话", "医院地址"),
    ),
}
_KIND_OF = {label: kind for kind, labels in LABELS.items() for label in labels}


def _spaced(label: str) -> str:
    """Forms set their labels wide: 姓　名."""
    return r"\s*".join(label)


_BY_LENGTH = sorted(_KIND_OF, key=len, reverse=True)
_GLUED = [each for each in _BY_LENGTH if len(each) > 2 or each in ("电话", "手机", "性别", "年龄", "关系")]
_AGENT_LABELS = frozenset(LABELS[Printed.AGENT])


@cache
def _label() -> re.Pattern[str]:
    """Behind another word only what is plain enough, with its colon: a reader drops the blank before it.

    Made for the first page that is read: with its three hundred words it takes as long as the whole of a county's file.
    """
    return re.compile(
        rf"(?<![\u4e00-\u9fff])({'|'.join(map(_spaced, _BY_LENGTH))})(?:\s*[:;]|\s|$|(?=[0-9(+]))"
        rf"|({'|'.join(_GLUED)})\s*[:;]"
    )


@dataclass(frozen=True, slots=True)
class Labelled:
    """What stands behind one label of a line, perhaps nothing; `of_agent` where it speaks of who files for another."""

    kind: Printed
    text: str
    of_agent: bool


def labelled(line: str) -> Iterator[Labelled]:
    """The answers of a line in their order; what is said behind an agent's name is said of the agent, and
    a name that is asked of a doctor is nobody's who files."""
    found = list(_label().finditer(line))
    of_agent = names_staff = False
    ends = [following.start() for following in found[1:]] + [len(line)]
    for match, end in zip(found, ends, strict=False):
        label = re.sub(r"\s", "", match[1] or match[2])
        text = line[match.end() : end].strip()
        kind = Printed.OTHER if names_staff and label == "姓名" else _KIND_OF[label]
        names_staff = label in _STAFF and not text
        of_agent = label.startswith(tuple(_AGENT_LABELS)) or (of_agent and kind is not Printed.NAME)
        yield Labelled(kind, text, of_agent)
