"""What says that a filing is in, and that it is accepted."""

from portal.domain.notice import NoticeContent, NoticeList
from portal.domain.vocabulary import NoticeKind
from portal.services.notice_letter import (
    HOW_IT_CAME,
    Letter,
    changed_one,
    document_title,
    due,
    paper,
    published_title,
    rows,
)
from portal.services.notice_texts.supplying import hearing, lateness, link_caption, owed_lines, ways
from portal.wording.translation import pgettext


def receipt(letter: Letter) -> NoticeContent:
    """It is in: what was received, what is still owed and why, how to send it, by when it is decided, who hears."""
    got = [document_title(letter.item, p.kind) + HOW_IT_CAME.get(p.evidence, "") for p in letter.documents]
    owed = owed_lines(letter, letter.determination.owed)
    lists = [NoticeList("已经收到的材料", tuple(dict.fromkeys(got)))] if got else []
    lists += [NoticeList("还差的材料，请尽快补上", owed), ways(letter)] if owed else []
    return paper(
        NoticeKind.RECEIPT,
        letter,
        published_title(letter, NoticeKind.RECEIPT, pgettext("notice", "收件回执")),
        paragraphs=("您的备案申请已经收到。", *changed_one(letter), *due(letter), *lateness(letter)),
        rows=rows(letter),
        lists=tuple(lists),
        link_caption=link_caption(letter) if owed else "",
        closing=hearing(letter),
        sealed_by=letter.county.issuer,
    )


def acceptance(letter: Letter) -> NoticeContent:
    """It is accepted, and by when it is decided."""
    return paper(
        NoticeKind.ACCEPTANCE,
        letter,
        pgettext("notice", "受理通知书"),
        paragraphs=("您的申请已经受理。", *changed_one(letter), *due(letter), *lateness(letter)),
        rows=rows(letter),
        closing=hearing(letter),
        sealed_by=letter.county.issuer,
    )
