"""What is printed to be signed: the registration form and the authorisation letter, both made of the questions."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from portal.catalogue.county import County
from portal.domain.claims import Answer, Claims, answer_at, says_nothing
from portal.domain.determination import Determination
from portal.domain.item import Item
from portal.domain.notice import EMPTY, TICKED, NoticeBlock, NoticeContent, NoticeRow
from portal.domain.numbering import grouped
from portal.domain.questions import QUESTIONS, Question, Section, questions_of
from portal.domain.vocabulary import Channel, DocumentKind, FilingStatus, NoticeKind, Outcome
from portal.models import Filing
from portal.services.notice_letter import (
    BESIDE_CHINESE,
    HOW_IT_CAME,
    TERM,
    Letter,
    block,
    day,
    document_title,
    heading,
    paper,
    published_title,
    row,
    submitted,
    term_rows,
)
from portal.services.notice_texts.answered import answer_row, boxes
from portal.wording import name_of
from portal.wording.translation import pgettext

FORM_BLOCKS: Mapping[str, tuple[Section, ...]] = {
    pgettext("notice", "参保人"): (Section.PERSON,),
    pgettext("notice", "就医情况"): (Section.STAY, Section.REFERRAL),
    pgettext("notice", "联系方式"): (Section.CONTACT,),
    pgettext("notice", "代办人"): (Section.AGENT,),
}

ARTICLE_7 = frozenset(
    {
        "person.name",
        "person.id_number",
        "person.scheme",
        "person.insured_place",
        "person.kind",
        "treatment_place",
        "begins_on",
        "contact.name",
        "contact.phone",
        "contact.address",
    }
)
"""The fields of 医保办发〔2019〕33号 article 7: on every form, asked or not, as no official layout is known."""

NOT_ON_THE_FORM: Mapping[Section | str, str] = {
    Section.CALLER: "who rang is the agency's own note, not what the applicant states",
    Section.SLIP: "the hospital's slip says it, and is handed in with the form",
    "slip.doctor": "signs the slip",
    "slip.chief": "signs the slip",
    "slip.sealed": "is seen on the slip",
    "slip.agreed": "is agreed to on the slip",
    "declaration.signed_name": "stands beside the line to sign",
}

ON_THE_LETTER: Mapping[str, tuple[str, ...]] = {
    pgettext("notice", "委托人"): ("person.name", "person.id_number", "contact.phone"),
    pgettext("notice", "受托人"): ("agent.name", "agent.id_number", "agent.phone", "agent.relation"),
}
"""Who trusts whom; everything else a filing says stands on its form, and the letter names the filing."""


def filing_form(letter: Letter) -> NoticeContent:
    """The registration form in duplicate, under the name the guide has for it."""
    return paper(
        NoticeKind.FILING_FORM,
        letter,
        published_title(letter, NoticeKind.FILING_FORM, pgettext("notice", "异地就医登记备案表")),
        blocks=(
            _application(letter),
            *_stated(letter),
            _documents(letter),
            *_signed_in_hospital(letter),
            _signed(letter),
            _opinion(letter),
        ),
        copies=("第一份　参保人留存", "第二份　经办机构留存"),
    )


def blank_form(county: County, item: Item, now: datetime) -> NoticeContent:
    """The same with nothing in it, to be filled in by pen: about no filing, so without a number, a day or a QR."""
    nothing = Determination(item.id, item.version, Outcome.ASK, None, None, None, None, (), (), (), ())
    nobodys = Filing(
        number="",
        county=county.slug,
        item_id=item.id,
        item_version=item.version,
        channel=Channel.WINDOW,
        status=FilingStatus.DRAFT,
        claims=Claims(),
    )
    form = filing_form(Letter(nobodys, item, county, nothing, (), now, number=""))
    return replace(form, copies=(), qr_caption="")


def _application(letter: Letter) -> NoticeBlock:
    filing = letter.filing
    return block(
        pgettext("notice", "申请"),
        rows=(
            row(pgettext("notice", "备案编号"), grouped(filing.number)),
            row(pgettext("notice", "申报方式"), name_of(filing.channel) if filing.number else ""),
            row(pgettext("notice", "办理事项"), letter.item.name),
            *submitted(filing),
        ),
    )


def _stated(letter: Letter) -> Iterator[NoticeBlock]:
    for title, sections in FORM_BLOCKS.items():
        questions = [each for each in QUESTIONS if each.section in sections and _is_printed(each, letter)]
        yield block(title, rows=tuple(answer_row(each, letter, _otherwise(each, letter)) for each in questions))


def _is_printed(question: Question, letter: Letter) -> bool:
    """What article 7 names, what the item asks through any channel, and whatever was answered."""
    if not NOT_ON_THE_FORM.keys().isdisjoint({question.section, question.path}):
        return False
    if question.path in ARTICLE_7 or answer_at(letter.claims, question.path) is not None:
        return True
    return any(question in questions_of(letter.item, channel) for channel in letter.item.open_channels)


def _otherwise(question: Question, letter: Letter) -> Answer:
    """What follows where nobody was asked: the item's kind, the person as the one to reach, the day it counts from."""
    known: Mapping[str, Answer] = {
        "person.kind": letter.filing.filing_type,
        "contact.name": letter.claims.person.name,
        "begins_on": letter.filing.begins_on,
    }
    return known.get(question.path)


def _documents(letter: Letter) -> NoticeBlock:
    """Each document the item asks for with its box, and how it came; the form itself is this sheet."""
    usable = [document for document in letter.documents if document.mark.is_usable]
    came = {document.kind: HOW_IT_CAME.get(document.evidence, "") for document in usable}
    without_agent = says_nothing(letter.claims.agent)
    wanted = [each.kind for each in letter.item.materials if not (each.only_with_agent and without_agent)]
    kinds = [kind for kind in dict.fromkeys((*wanted, *came)) if kind != DocumentKind.FILING_FORM]
    lines = (
        f"{TICKED if kind in came else EMPTY} {document_title(letter.item, kind)}{came.get(kind, '')}" for kind in kinds
    )
    return block(pgettext("notice", "提交的材料"), words=tuple(lines))


def _signed_in_hospital(letter: Letter) -> Iterator[NoticeBlock]:
    """Who signed the slip there, and when; nothing where its county does not ask."""
    cells = [
        NoticeRow(name_of(each.signer), f"{each.name}　{day(each.on)}", name_of(each.signer, BESIDE_CHINESE))
        for each in letter.signatures
    ]
    if cells:
        yield block(pgettext("notice", "转诊单上的医院签字"), rows=tuple(cells))


def _signed(letter: Letter) -> NoticeBlock:
    name = letter.claims.declaration.signed_name
    return block(
        pgettext("notice", "申请人签名"),
        words=("以上内容由申请人（代办人）填写，都是真的。", *((f"已在网上签名：{name}",) if name else ())),
        signature_lines=("申请人（代办人）签名", "日期"),
    )


_BY_PEN = tuple(row(label, "") for label in TERM)


def _opinion(letter: Letter) -> NoticeBlock:
    """Filled in once it is approved; before that everything is left to the pen."""
    is_approved = letter.filing.status is FilingStatus.APPROVED
    return block(
        pgettext("notice", "经办机构意见"),
        rows=term_rows(letter) if is_approved else _BY_PEN,
        words=(boxes((("同意备案", is_approved), ("不同意备案", False))),),
        signature_lines=("经办人签名",),
        sealed_by=letter.county.issuer,
        sealed_on=day(letter.today) if is_approved else "",
    )


def authorisation(letter: Letter) -> NoticeContent:
    """The person lets the agent act."""
    agent, person = letter.claims.agent, letter.claims.person
    return paper(
        NoticeKind.AUTHORISATION,
        letter,
        pgettext("notice", "授权委托书"),
        paragraphs=(
            f"委托人 {person.name or ''} 委托 {agent.name or ''} 代为办理「{letter.item.name}」，"
            "包括提交材料、补充材料、领取结果。受托人在这个范围内所办的事，委托人都承认。",
        ),
        rows=(row(pgettext("notice", "备案编号"), grouped(letter.filing.number)),),
        blocks=tuple(_party(title, paths, letter) for title, paths in ON_THE_LETTER.items()),
    )


def _party(title: str, paths: tuple[str, ...], letter: Letter) -> NoticeBlock:
    name, _name_en = heading(title)
    cells: tuple[NoticeRow, ...] = tuple(answer_row(each, letter) for each in QUESTIONS if each.path in paths)
    return block(title, rows=cells, signature_lines=(f"{name}签名", "日期"))
