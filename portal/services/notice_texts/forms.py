"""What is printed to be signed: the registration form and the authorisation letter."""

from portal.domain.notice import NoticeContent
from portal.domain.numbering import grouped
from portal.domain.vocabulary import NoticeKind
from portal.services.notice_letter import Letter, paper, row
from portal.services.rulebook import rulebook
from portal.wording import name_of
from portal.wording.translation import pgettext


def filing_form(letter: Letter) -> NoticeContent:
    """The fields of 医保办发〔2019〕33号 article 7, in duplicate, as no official layout is known."""
    filing, claims = letter.filing, letter.claims
    person, contact, agent = claims.person, claims.contact, claims.agent
    scheme = name_of(filing.scheme) if filing.scheme else ""
    return paper(
        NoticeKind.FILING_FORM,
        letter,
        pgettext("notice", "异地就医登记备案表"),
        rows=(
            row(pgettext("notice", "姓名"), person.name or ""),
            row(pgettext("notice", "身份证号"), person.id_number or ""),
            row(pgettext("notice", "险种类型"), scheme),
            row(pgettext("notice", "参保地"), rulebook.place_name(person.insured_place)),
            row(pgettext("notice", "就医地"), rulebook.place_name(filing.treatment_place)),
            row(pgettext("notice", "备案类型"), name_of(filing.filing_type)),
            row(pgettext("notice", "申请备案开始时间"), str(claims.begins_on or filing.begins_on or "")),
            row(pgettext("notice", "联系人"), contact.name or person.name or ""),
            row(pgettext("notice", "联系电话"), contact.phone or ""),
            row(pgettext("notice", "联系地址"), contact.address or ""),
            row(pgettext("notice", "代办人"), agent.name or ""),
            row(pgettext("notice", "代办人身份证号"), agent.id_number or ""),
            row(pgettext("notice", "备案编号"), grouped(filing.number)),
        ),
        signature_lines=("申请人（代办人）签名", "日期"),
        sealed_by=letter.county.agency.name,
        copies=("第一份　参保人留存", "第二份　经办机构留存"),
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
        rows=(
            row(pgettext("notice", "委托人"), person.name or ""),
            row(pgettext("notice", "委托人证件号码"), person.id_number or ""),
            row(pgettext("notice", "受托人"), agent.name or ""),
            row(pgettext("notice", "受托人证件号码"), agent.id_number or ""),
            row(pgettext("notice", "备案编号"), grouped(letter.filing.number)),
        ),
        signature_lines=("委托人签名", "受托人签名", "日期"),
    )
