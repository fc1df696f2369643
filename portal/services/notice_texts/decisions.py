"""What says how a filing ended: refused, approved, rejected or revoked."""

from collections.abc import Iterator

from portal.domain.notice import NoticeContent, NoticeList
from portal.domain.vocabulary import FilingStatus, FilingType, NoticeKind, Severity
from portal.services.notice_letter import Letter, changed_one, effects, follow, paper, row, rows, sentences, term_rows
from portal.services.rulebook import rulebook
from portal.wording import name_of
from portal.wording.after_approval import answers_after
from portal.wording.instead import no_such_item_text
from portal.wording.translation import pgettext


def refusal(letter: Letter) -> NoticeContent:
    """It is not accepted, and why."""
    return paper(
        NoticeKind.REFUSAL,
        letter,
        pgettext("notice", "不予受理通知书"),
        paragraphs=("您的申请不能受理，原因如下。", letter.reason),
        rows=rows(letter),
        lists=_reasons_and_alternatives(letter),
        closing=(*changed_one(letter), *_complaint(letter)),
        sealed_by=letter.county.issuer,
    )


def _complaint(letter: Letter) -> tuple[str, ...]:
    """Whoever is turned down may object, where the guide prints a number for it."""
    return ("您不同意的，可以打监督电话反映。",) if letter.county.contact_for(letter.item).complaint_line else ()


def _reasons_and_alternatives(letter: Letter) -> tuple[NoticeList, ...]:
    """What the reason does not say already: it is proposed from the same findings."""
    lists = {
        "不符合的规定": sentences(letter, Severity.REFUSE),
        "您可以改办": tuple(_items_instead(letter)),
        "您要办的": tuple(_lacking_here(letter)),
    }
    unsaid = {heading: tuple(each for each in lines if each not in letter.reason) for heading, lines in lists.items()}
    return tuple(NoticeList(heading, lines) for heading, lines in unsaid.items() if lines)


def _items_instead(letter: Letter) -> Iterator[str]:
    """Items of the county, by their names."""
    for each in letter.determination.alternatives:
        if item := rulebook.catalogue.item(each):
            yield item.name


def _lacking_here(letter: Letter) -> Iterator[str]:
    """What fits and the county's guides have no item for: nobody is told to file what cannot be filed here."""
    for each in letter.determination.alternatives:
        if rulebook.catalogue.item(each) is None:
            yield no_such_item_text(FilingType(each), has_phone=bool(letter.county.contact_for(letter.item).phones))


def decision(letter: Letter) -> NoticeContent:
    """Approved, rejected or revoked, and why."""
    filing = letter.filing
    if filing.status is FilingStatus.APPROVED:
        return _approved(letter)
    if filing.status is FilingStatus.REJECTED:
        title, sentence = pgettext("notice", "不予备案决定"), "您的备案申请没有通过，原因如下。"
    else:
        title, sentence = pgettext("notice", "撤销备案决定"), "您的备案已经撤销，原因如下。"
    return paper(
        NoticeKind.DECISION,
        letter,
        title,
        paragraphs=(sentence, letter.reason),
        rows=rows(letter),
        lists=_reasons_and_alternatives(letter),
        closing=(*changed_one(letter), *_complaint(letter)),
        sealed_by=letter.county.issuer,
    )


def _approved(letter: Letter) -> NoticeContent:
    filing = letter.filing
    return paper(
        NoticeKind.DECISION,
        letter,
        pgettext("notice", "异地就医备案回执"),
        paragraphs=("您的备案已经办好。", *changed_one(letter), *effects(letter)),
        rows=(
            *rows(letter),
            row(pgettext("notice", "备案类型"), name_of(filing.filing_type)),
            *term_rows(letter),
        ),
        lists=_to_know(letter),
        closing=(follow(letter),),
        sealed_by=letter.county.issuer,
    )


def _to_know(letter: Letter) -> tuple[NoticeList, ...]:
    """What the guide says of the time away; its silence has no place on this paper."""
    stated = tuple(f"{name}：{answer}。" for name, answer in answers_after(letter.item) if answer)
    return (NoticeList("在外地看病", stated),) if stated else ()
