"""The one complete notice of what to supply, and what to type anew."""

from collections.abc import Mapping

from portal.domain.event_detail import asked_for
from portal.domain.mending import carried_by
from portal.domain.notice import NoticeContent, NoticeList
from portal.domain.opening import OpenedQuestion, opened
from portal.domain.questions import Section
from portal.domain.vocabulary import AskedFor, NoticeKind
from portal.services.notice_letter import Letter, changed_one, paper, rows
from portal.services.notice_texts.supplying import answering, by_when, hearing, lateness, link_caption, owed_lines, ways
from portal.wording.opening import question_name, why_opened
from portal.wording.translation import SOURCE_LANGUAGE, pgettext

_FIRST: Mapping[AskedFor, str] = {
    AskedFor.DOCUMENTS: "您的申请还差下面的材料。这一次已经全部列出，补齐后接着办。",
    AskedFor.ANSWERS: "您填的内容还有下面几处要补或要改。这一次已经全部列出，改好后接着办。",
    AskedFor.BOTH: "您的申请还差下面的材料，填的内容也有几处要补或要改。这一次已经全部列出，补齐后接着办。",
    AskedFor.WORDS: "您的申请还要办下面写的事。这一次已经全部写清，办好后接着办。",
}


def correction(letter: Letter) -> NoticeContent:
    """Everything that is missing, once and completely, each with its reason, and how it is sent."""
    owed, answers = owed_lines(letter, letter.kinds), _typed_anew(letter)
    return paper(
        NoticeKind.CORRECTION,
        letter,
        pgettext("notice", "一次性告知书"),
        paragraphs=(
            _FIRST[asked_for(letter.kinds, letter.questions)],
            *changed_one(letter),
            *lateness(letter),
            *((by_when(letter),) if owed or answers else ()),
            *((letter.remark,) if letter.remark else ()),
        ),
        rows=rows(letter),
        lists=(
            *((NoticeList("请补交", owed),) if owed else ()),
            *((NoticeList("请补填或改正", answers),) if answers else ()),
            *((ways(letter),) if owed else ()),
        ),
        link_caption=link_caption(letter),
        closing=(
            *(answering(letter) if answers else ()),
            *hearing(letter),
        ),
        sealed_by=letter.county.issuer,
    )


def _opened(letter: Letter) -> tuple[OpenedQuestion, ...]:
    carried = carried_by(letter.kinds, letter.item, letter.filing.channel)
    return opened(letter.questions, letter.claims, carried)


def _typed_anew(letter: Letter) -> tuple[str, ...]:
    """Each question with why; what stands on a document that comes anew is one line, however much it is."""
    questions = _opened(letter)
    lines = [
        _line(letter, question_name(each.question.path, SOURCE_LANGUAGE), each)
        for each in questions
        if not each.is_carried
    ]
    carried = [each for each in questions if each.is_carried and each.question.section is not Section.SIGNATURE]
    if carried:
        names = "、".join(question_name(each.question.path, SOURCE_LANGUAGE) for each in carried)
        lines.append(_line(letter, names, carried[0]))
    return tuple(lines)


def _line(letter: Letter, name: str, each: OpenedQuestion) -> str:
    return f"{name}：{why_opened(each, letter.determination.findings, SOURCE_LANGUAGE)}"
