"""The one complete notice of what to supply."""

from portal.domain.notice import NoticeContent, NoticeList
from portal.domain.vocabulary import NoticeKind
from portal.services.notice_letter import Letter, follow, paper, rows
from portal.services.notice_texts.supplying import hearing, lateness, link_caption, owed_lines, ways
from portal.wording.translation import pgettext


def correction(letter: Letter) -> NoticeContent:
    """Everything that is missing, once and completely, each with its reason, and how it is sent."""
    owed = owed_lines(letter, letter.kinds)
    return paper(
        NoticeKind.CORRECTION,
        letter,
        pgettext("notice", "一次性告知书"),
        paragraphs=(
            "您的申请还差下面的材料。这一次已经全部列出，补齐后接着办。",
            *lateness(letter),
            *((letter.remark,) if letter.remark else ()),
        ),
        rows=rows(letter),
        lists=(NoticeList("请补交", owed), ways(letter)) if owed else (),
        link_caption=link_caption(letter),
        closing=(hearing(letter), follow(letter)),
        sealed_by=letter.county.issuer,
    )
