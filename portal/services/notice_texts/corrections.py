"""The one complete notice of what to supply."""

from portal.domain.notice import NoticeContent, NoticeList
from portal.domain.vocabulary import Mark, NoticeKind
from portal.services.notice_letter import Letter, document_title, follow, paper, rows
from portal.wording.translation import pgettext


def correction(letter: Letter) -> NoticeContent:
    """Everything that is missing, once and completely."""
    marks = {p.kind: p for p in letter.documents if not p.mark.is_usable}
    items = []
    for kind in letter.kinds:
        found = marks.get(kind)
        why = "没有收到" if found is None else fault_of(found.mark, found.mark_note)
        items.append(f"{document_title(letter.item, kind)}：{why}")
    return paper(
        NoticeKind.CORRECTION,
        letter,
        pgettext("notice", "一次性告知书"),
        paragraphs=(
            "您的申请还差下面的材料。这一次已经全部列出，补齐后接着办。",
            *((letter.remark,) if letter.remark else ()),
        ),
        rows=rows(letter),
        lists=(NoticeList("请补交", tuple(items)),) if items else (),
        closing=("补交的办法：在网上打开这一件上传；或者到窗口、发传真交来，并说明编号。", follow(letter)),
        sealed_by=letter.county.issuer,
    )


def fault_of(mark: Mark, note: str | None) -> str:
    """What is wrong with a document, in the words of a notice; the clerk's note says the rest."""
    words = {
        Mark.ILLEGIBLE: "看不清，请重新拍照或扫描",
        Mark.UNSEALED: "没有盖公章，请盖章后重交",
        Mark.WRONG_PERSON: "不是参保人本人的，请换成本人的",
        Mark.EXPIRED: "已经过期，请重新开",
    }
    return "；".join(part for part in (words.get(mark, ""), note or "") if part)
