"""The commitment a person signs in place of a paper."""

from portal.domain.claims import Claims, says_nothing
from portal.domain.identity import masked
from portal.domain.item import Item
from portal.domain.notice import NoticeContent
from portal.domain.vocabulary import Evidence, NoticeKind
from portal.models import Document
from portal.services.notice_letter import Letter, document_title, paper, rows
from portal.wording.translation import pgettext


def commitment_statement(item: Item, kind: str, claims: Claims) -> tuple[str, ...]:
    """What is signed in place of a paper, by an agent as an agent; kept word for word with the signature."""
    signer, for_whom = claims.signer, "" if says_nothing(claims.agent) else f"替{claims.person.name or ''}"
    number = masked(signer.id_number or "")
    return (
        f"本人{signer.name or ''}（证件号码 {number}）{for_whom}申请办理「{item.name}」，"
        f"现在交不出「{document_title(item, kind)}」。",
        "本人承诺：填写的内容都是真的，确实符合这一项的条件；情况变了会马上告诉经办机构。",
        "如果不属实，本人愿意退回多付的医保基金，并承担相应的责任。",
    )


def commitment(letter: Letter) -> NoticeContent:
    """What was promised in writing in place of papers."""
    signed = [p for p in letter.documents if p.evidence is Evidence.COMMITMENT]
    promised = [document.commitment for document in signed if document.commitment]
    statements = tuple(line for each in promised for line in each.statement.splitlines())
    names = {each.commitment.signed_name for each in signed if each.commitment and _is_signed_online(each, letter)}
    return paper(
        NoticeKind.COMMITMENT,
        letter,
        pgettext("notice", "个人承诺书"),
        paragraphs=statements,
        rows=rows(letter),
        closing=(f"承诺人已在网上签名：{'、'.join(sorted(names))}",) if names else (),
        signature_lines=("承诺人签名", "日期"),
    )


def _is_signed_online(document: Document, letter: Letter) -> bool:
    """At the counter it is signed with a pen, on this very sheet."""
    holders = (letter.filing.applicant_id, letter.filing.bound_user_id)
    return document.added_by_id is not None and document.added_by_id in holders
