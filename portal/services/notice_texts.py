"""What each paper says: plain sentences of our own around the guide's names, dates and telephone numbers.

Papers are Chinese, as agencies issue them; what the guide does not state is left out or said to be so.
"""

from collections.abc import Callable

from portal.domain.item import Item
from portal.domain.notice import NoticeContent, NoticeList, NoticeRow
from portal.domain.numbering import grouped
from portal.domain.vocabulary import Evidence, FilingStatus, FilingType, Mark, NoticeKind, Severity
from portal.services import claims
from portal.services.notice_letter import (
    Letter,
    day,
    document_title,
    due,
    effects,
    follow,
    office_block,
    paper,
    rows,
    sentences,
)
from portal.services.rulebook import rulebook
from portal.wording import name_of


def compose(kind: NoticeKind, letter: Letter) -> NoticeContent:
    """The paper of that kind."""
    return _COMPOSERS[kind](letter)


def _receipt(letter: Letter) -> NoticeContent:
    got = [document_title(letter.item, p.kind) + _how(p.evidence) for p in claims.live_documents(letter.filing)]
    owed = [document_title(letter.item, kind) for kind in letter.determination.owed]
    lists = [NoticeList("已经收到的材料", tuple(dict.fromkeys(got)))] if got else []
    lists += [NoticeList("还差的材料，请尽快补上", tuple(owed))] if owed else []
    return paper(
        NoticeKind.RECEIPT,
        letter,
        "受理单",
        "Receipt of a filing",
        paragraphs=("您的备案申请已经收到。", *due(letter), *effects(letter)),
        rows=rows(letter),
        lists=tuple(lists),
        closing=(follow(letter),),
        sealed_by=letter.county.agency.name,
    )


def _how(evidence: Evidence) -> str:
    return {Evidence.SIGHTED: "（已看原件）", Evidence.COMMITMENT: "（书面承诺）", Evidence.FAX: "（传真）"}.get(
        evidence, ""
    )


def _acceptance(letter: Letter) -> NoticeContent:
    return paper(
        NoticeKind.ACCEPTANCE,
        letter,
        "受理通知书",
        "Notice of acceptance",
        paragraphs=("您的申请已经受理。", *due(letter), *effects(letter)),
        rows=rows(letter),
        closing=(follow(letter),),
        sealed_by=letter.county.agency.name,
    )


def _correction(letter: Letter) -> NoticeContent:
    marks = {p.kind: p for p in claims.live_documents(letter.filing) if p.mark not in (Mark.UNCHECKED, Mark.SOUND)}
    items = []
    for kind in letter.kinds:
        found = marks.get(kind)
        why = "没有收到" if found is None else _fault_of(found.mark, found.mark_note)
        items.append(f"{document_title(letter.item, kind)}：{why}")
    return paper(
        NoticeKind.CORRECTION,
        letter,
        "一次性告知书",
        "Single complete notice of what to supply",
        paragraphs=(
            "您的申请还差下面的材料。这一次已经全部列出，补齐后接着办。",
            *((letter.remark,) if letter.remark else ()),
        ),
        rows=rows(letter),
        lists=(NoticeList("请补交", tuple(items)),) if items else (),
        closing=("补交的办法：在网上打开这一件上传；或者到窗口、发传真交来，并说明编号。", follow(letter)),
        sealed_by=letter.county.agency.name,
    )


def _fault_of(mark: Mark, note: str | None) -> str:
    words = {
        Mark.ILLEGIBLE: "看不清，请重新拍照或扫描",
        Mark.UNSEALED: "没有盖公章，请盖章后重交",
        Mark.WRONG_PERSON: "不是参保人本人的，请换成本人的",
        Mark.EXPIRED: "已经过期，请重新开",
    }
    return "；".join(part for part in (words.get(mark, ""), note or "") if part)


def _refusal(letter: Letter) -> NoticeContent:
    return paper(
        NoticeKind.REFUSAL,
        letter,
        "不予受理通知书",
        "Notice of refusal to accept",
        paragraphs=("您的申请不能受理，原因如下。", letter.reason),
        rows=rows(letter),
        lists=_reasons_and_alternatives(letter),
        closing=("您不同意的，可以打监督电话反映。",)
        if office_block(letter.county, letter.item).complaint_line
        else (),
        sealed_by=letter.county.agency.name,
    )


def _reasons_and_alternatives(letter: Letter) -> tuple[NoticeList, ...]:
    lists = []
    if reasons := sentences(letter, Severity.REFUSE):
        lists.append(NoticeList("不符合的规定", reasons))
    if letter.determination.alternatives:
        lists.append(NoticeList("您可以改办", tuple(_alternative(item) for item in letter.determination.alternatives)))
    return tuple(lists)


def _alternative(item_or_type: str) -> str:
    """An item of the county by its name, a bare filing type by its own."""
    item = rulebook.catalogue.item(item_or_type)
    return item.name if item else name_of(FilingType(item_or_type))


def _decision(letter: Letter) -> NoticeContent:
    filing = letter.filing
    if filing.status is FilingStatus.APPROVED:
        return _approved(letter)
    title = "不予备案决定" if filing.status is FilingStatus.REJECTED else "撤销备案决定"
    said = (
        "您的备案申请没有通过，原因如下。" if filing.status is FilingStatus.REJECTED else "您的备案已经撤销，原因如下。"
    )
    return paper(
        NoticeKind.DECISION,
        letter,
        title,
        "Decision",
        paragraphs=(said, letter.reason),
        rows=rows(letter),
        lists=_reasons_and_alternatives(letter),
        sealed_by=letter.county.agency.name,
    )


def _approved(letter: Letter) -> NoticeContent:
    filing = letter.filing
    begins = day(filing.begins_on) or "指南没有写明，以经办机构答复为准"
    ends = day(filing.ends_on) or "变更或取消以前一直有效；指南没有写明期限"
    return paper(
        NoticeKind.DECISION,
        letter,
        "异地就医备案回执",
        "Filing receipt",
        paragraphs=("您的备案已经办好。", *effects(letter)),
        rows=(
            *rows(letter),
            NoticeRow("备案类型", name_of(filing.filing_type), "Filing type"),
            NoticeRow("开始日期", begins, "Begins"),
            NoticeRow("有效期至", ends, "Ends"),
        ),
        closing=("回到参保地生活，或者要换就医地，请及时变更或取消备案。", follow(letter)),
        sealed_by=letter.county.agency.name,
    )


def _form(letter: Letter) -> NoticeContent:
    """The fields of 医保办发〔2019〕33号 article 7, in duplicate, as no official layout is known."""
    filing, person, facts = letter.filing, letter.person, letter.facts
    contact = filing.claims.get("contact") or {}
    agent = facts.get("agent") or {}
    scheme = name_of(filing.scheme) if filing.scheme else ""
    return paper(
        NoticeKind.FILING_FORM,
        letter,
        "异地就医登记备案表",
        "Registration form",
        rows=(
            NoticeRow("姓名", str(person.get("name", "")), "Name"),
            NoticeRow("身份证号", str(person.get("id_number", "")), "ID number"),
            NoticeRow("险种类型", scheme, "Scheme"),
            NoticeRow("参保地", rulebook.place_name(person.get("insured_place")), "Insured place"),
            NoticeRow("就医地", rulebook.place_name(filing.treatment_place), "Place of treatment"),
            NoticeRow("备案类型", name_of(filing.filing_type), "Filing type"),
            NoticeRow("申请备案开始时间", str(facts.get("begins_on") or filing.begins_on or ""), "Begins"),
            NoticeRow("联系人", str(contact.get("name") or person.get("name", "")), "Contact"),
            NoticeRow("联系电话", str(contact.get("phone", "")), "Telephone"),
            NoticeRow("联系地址", str(contact.get("address", "")), "Address"),
            NoticeRow("代办人", str(agent.get("name", "")), "Agent"),
            NoticeRow("代办人身份证号", str(agent.get("id_number", "")), "Agent's ID number"),
            NoticeRow("备案编号", grouped(filing.number), "Number"),
        ),
        signature_lines=("申请人（代办人）签名", "日期"),
        sealed_by=letter.county.agency.name,
        copies=("第一份　参保人留存", "第二份　经办机构留存"),
    )


def commitment_statement(item: Item, kind: str, name: str, id_number: str) -> tuple[str, ...]:
    """What a person signs in place of a paper; kept word for word with the signature."""
    return (
        f"本人{name}（证件号码 {id_number}）申请办理「{item.name}」，现在交不出「{document_title(item, kind)}」。",
        "本人承诺：填写的内容都是真的，确实符合这一项的条件；情况变了会马上告诉经办机构。",
        "如果不属实，本人愿意退回多付的医保基金，并承担相应的责任。",
    )


def _commitment(letter: Letter) -> NoticeContent:
    signed = [p for p in claims.live_documents(letter.filing) if p.evidence is Evidence.COMMITMENT]
    statements = tuple(line for p in signed for line in str((p.detail or {}).get("statement", "")).splitlines())
    names = {str((p.detail or {}).get("signed_name", "")) for p in signed}
    return paper(
        NoticeKind.COMMITMENT,
        letter,
        "个人承诺书",
        "Written commitment",
        paragraphs=statements,
        rows=rows(letter),
        closing=(f"承诺人已在网上签名：{'、'.join(sorted(names))}",) if names else (),
        signature_lines=("承诺人签名", "日期"),
    )


def _authorisation(letter: Letter) -> NoticeContent:
    agent, person = letter.facts.get("agent") or {}, letter.person
    return paper(
        NoticeKind.AUTHORISATION,
        letter,
        "授权委托书",
        "Authorisation letter",
        paragraphs=(
            f"委托人 {person.get('name', '')} 委托 {agent.get('name', '')} 代为办理「{letter.item.name}」，"
            "包括提交材料、补充材料、领取结果。受托人在这个范围内所办的事，委托人都承认。",
        ),
        rows=(
            NoticeRow("委托人", str(person.get("name", "")), "Principal"),
            NoticeRow("委托人证件号码", str(person.get("id_number", "")), "ID number"),
            NoticeRow("受托人", str(agent.get("name", "")), "Agent"),
            NoticeRow("受托人证件号码", str(agent.get("id_number", "")), "ID number"),
            NoticeRow("备案编号", grouped(letter.filing.number), "Number"),
        ),
        signature_lines=("委托人签名", "受托人签名", "日期"),
    )


_COMPOSERS: dict[NoticeKind, Callable[[Letter], NoticeContent]] = {
    NoticeKind.RECEIPT: _receipt,
    NoticeKind.ACCEPTANCE: _acceptance,
    NoticeKind.CORRECTION: _correction,
    NoticeKind.REFUSAL: _refusal,
    NoticeKind.DECISION: _decision,
    NoticeKind.FILING_FORM: _form,
    NoticeKind.COMMITMENT: _commitment,
    NoticeKind.AUTHORISATION: _authorisation,
}
