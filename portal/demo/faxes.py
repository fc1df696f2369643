"""A few faxes for the demo's tray, taken as the watcher takes them: papers to file, an advertisement, a torn one."""

import io

from portal.adapters import sample_documents
from portal.fax_taking import FaxTaker

SENDERS = ("+86 21 55550101", "+86 10 55550102", "+86 20 55550103")
_CARD = ("姓名：演示人员", "身份证号：见附页", "本页由系统生成，不是真实材料")
_RECORD = ("急诊诊断证明", "入院日期：见病历首页", "诊断：急性阑尾炎（演示）")
_FAXES = (
    ("急诊诊断材料", (_RECORD, ("病历首页", *_RECORD), _CARD)),
    ("转诊转院单", (("转往：上海市某医院", "理由：本院不能手术（演示）"),)),
    ("广告", (("办公用品大减价", "不是备案材料"),)),
)


def fill_tray(taker: FaxTaker, county: str) -> None:
    """Put them in: three that wait, and what came of one whose line broke off."""
    for serial, ((title, pages), sender) in enumerate(zip(_FAXES, SENDERS, strict=True)):
        content = sample_documents.fax(title, pages, serial, sender)
        _take(taker, county, f"fax{serial:05d}.tif", content)
    torn = sample_documents.fax("急诊诊断材料", (_RECORD,), len(_FAXES), SENDERS[0])
    _take(taker, county, "fax-torn.tif", torn[: len(torn) // 2])


def _take(taker: FaxTaker, county: str, name: str, content: bytes) -> None:
    taker.take(county, name, io.BufferedReader(io.BytesIO(content)))
