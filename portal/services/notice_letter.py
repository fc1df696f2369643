"""What the composers of papers share: the letter, the office at its foot, and the rows that tell which filing it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from portal.catalogue.county import County
from portal.domain import identity
from portal.domain.actor import BEIJING
from portal.domain.claims import Claims, says_nothing
from portal.domain.determination import Determination
from portal.domain.item import Item
from portal.domain.notice import NoticeBlock, NoticeContent, NoticeRow
from portal.domain.numbering import grouped
from portal.domain.slip_signing import SlipSigner
from portal.domain.vocabulary import DocumentKind, Evidence, NoticeKind, Severity
from portal.models import Document, Filing
from portal.services.rulebook import rulebook
from portal.wording import finding_text, name_of
from portal.wording.changing import changed_one_text
from portal.wording.limits import no_limit_text
from portal.wording.names import document_name
from portal.wording.reaching import numbers_text
from portal.wording.translation import SOURCE_LANGUAGE, pgettext, translated

BESIDE_CHINESE = "en"  # what stands small beside the Chinese on an issued paper
SIGNED_BY_THE_PERSON = (NoticeKind.FILING_FORM, NoticeKind.COMMITMENT, NoticeKind.AUTHORISATION)
HOW_IT_CAME = {Evidence.SIGHTED: "（已看原件）", Evidence.COMMITMENT: "（书面承诺）", Evidence.FAX: "（传真）"}
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class SignedSlip:
    """One signature of a hospital's slip: as what, whose, and on which day in Beijing."""

    signer: SlipSigner
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything a paper is composed from."""

    filing: Filing
    item: Item
    county: County
    determination: Determination
    documents: Sequence[Document]
    now: datetime
    number: str
    reason: str = ""
    kinds: tuple[str, ...] = ()
    remark: str = ""
    link_until: date | None = None  # the last day of the link to send documents without an account, where there is one
    questions: tuple[str, ...] = ()
    signatures: tuple[SignedSlip, ...] = ()
    changes: Filing | None = None  # what it would take the place of, or took, where its person goes by that

    claims: Claims = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "claims", self.filing.claims)  # opened once for the whole paper

    @property
    def today(self) -> date:
        """The day of issue in Beijing."""
        return self.now.astimezone(BEIJING).date()


def day(on: date | None) -> str:
    """10月9日（周五）with its year; empty for none."""
    return f"{on.year}年{on.month}月{on.day}日（周{_WEEKDAYS[on.weekday()]}）" if on else ""


def document_title(item: Item, kind: str) -> str:
    """What the guide calls the paper, else its usual name."""
    material = item.material(kind)
    return material.name if material else document_name(kind)


def row(label: str, value: str) -> NoticeRow:
    """One cell; the label's translation is frozen with it, as the catalogue has it on the day of issue."""
    return NoticeRow(translated(label, SOURCE_LANGUAGE), value, translated(label, BESIDE_CHINESE))


def heading(name: str) -> tuple[str, str]:
    """A title in Chinese, and what stands small beside it; the same frozen with the paper."""
    return translated(name, SOURCE_LANGUAGE), translated(name, BESIDE_CHINESE)


def block(title: str, **parts: Any) -> NoticeBlock:
    """A ruled part of a form."""
    return NoticeBlock(*heading(title), **parts)


def paper(kind: NoticeKind, letter: Letter, title: str | tuple[str, str], **parts: Any) -> NoticeContent:
    """A paper of this office; what the person signs is no letter to that person."""
    name, name_en = heading(title) if isinstance(title, str) else title
    phones = numbers_text(letter.county.numbers_of(letter.item))
    return NoticeContent(
        kind=kind,
        title=name,
        title_en=name_en,
        number=letter.number,
        issued_on=letter.today,
        office=replace(letter.county.contact_for(letter.item), phones=phones),
        addressee="" if kind in SIGNED_BY_THE_PERSON else letter.claims.person.name or "",
        qr_caption="扫码看办理进度",
        issuer=letter.county.issuer,
        **parts,
    )


def published_title(letter: Letter, kind: NoticeKind, usual: str) -> tuple[str, str]:
    """What this county's guide calls the paper, else its usual name."""
    usual_name, usual_name_en = heading(usual)
    if kind is NoticeKind.FILING_FORM and (material := letter.item.material(DocumentKind.FILING_FORM)):
        return material.name, material.name_en or usual_name_en
    published = (each.name for each in letter.item.notices if each.kind is kind)
    return next(published, usual_name), usual_name_en


def rows(letter: Letter) -> tuple[NoticeRow, ...]:
    """The few facts that tell whose and which filing it is."""
    filing = letter.filing
    rows = [
        row(pgettext("notice", "备案编号"), grouped(filing.number)),
        row(pgettext("notice", "办理事项"), letter.item.name),
        row(pgettext("notice", "参保人"), letter.claims.person.name or ""),
        row(pgettext("notice", "证件号码"), identity.masked(letter.claims.person.id_number or "")),
        row(pgettext("notice", "就医地"), rulebook.place_name(filing.treatment_place)),
        row(pgettext("notice", "申报方式"), name_of(filing.channel)),
    ]
    if not says_nothing(letter.claims.agent):
        rows.append(row(pgettext("notice", "代办人"), letter.claims.agent.name or ""))
    return (*rows, *submitted(filing))


def submitted(filing: Filing) -> tuple[NoticeRow, ...]:
    """When it came in; nothing while it was not sent."""
    if filing.filed_at is None:
        return ()
    return (row(pgettext("notice", "提交时间"), f"{filing.filed_at.astimezone(BEIJING):%Y-%m-%d %H:%M}"),)


TERM = (pgettext("notice", "开始日期"), pgettext("notice", "有效期至"))
"""The two rows that say from when to when it counts."""


def term_rows(letter: Letter) -> tuple[NoticeRow, ...]:
    """From when to when it counts, the same on every paper."""
    filing, (begins, ends) = letter.filing, TERM
    return row(begins, day(filing.begins_on)), row(ends, day(filing.ends_on) or end_unknown(letter.item))


def end_unknown(item: Item) -> str:
    """That it lasts until changed is said where the guide says so, and nowhere else."""
    return "到申请变更或取消为止" if item.validity and item.validity.until_changed else "指南没有写明"


def sentences(letter: Letter, *severities: Severity) -> tuple[str, ...]:
    return tuple(
        f"{finding_text(finding)}（依据：{finding.basis}）"
        for finding in letter.determination.findings
        if finding.severity in severities
    )


def follow(letter: Letter) -> str:
    """How progress is seen with the number alone."""
    return how_to_follow(letter.filing.number)


def how_to_follow(number: str) -> str:
    """The same of any sheet that has the QR."""
    return f"您可以凭编号 {grouped(number)} 和身份证号后四位在网上查进度，也可以扫右上角的二维码。"


def changed_one(letter: Letter) -> tuple[str, ...]:
    """Of a change, what becomes of the filing its person goes by until then."""
    before = letter.changes
    return (changed_one_text(letter.filing.status, grouped(before.number)),) if before is not None else ()


def filed_on(filing: Filing) -> date | None:
    """The day it came in, in Beijing."""
    return filing.filed_at.astimezone(BEIJING).date() if filing.filed_at else None


def due(letter: Letter) -> tuple[str, ...]:
    due = letter.filing.due_on
    if due:
        return (f"最晚 {day(due)} 办结。",)
    ask = "请打电话问" if letter.county.contact_for(letter.item).phones else "请到窗口问"
    return (f"{no_limit_text(letter.item)}着急{ask}。",)


def effects(letter: Letter) -> tuple[str, ...]:
    return tuple(f"{effect.text}（依据：{effect.basis}）" for effect in letter.determination.effects)
