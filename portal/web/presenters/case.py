"""The clerk's one screen of a filing: papers with their marks, what was claimed and checked, what may be done now."""

from dataclasses import dataclass, replace
from functools import partial

from flask import url_for

from portal.domain import identity
from portal.domain.actor import Context
from portal.domain.numbering import grouped
from portal.domain.term import counts_from_decision
from portal.domain.vocabulary import Channel, Evidence, FilingStatus, Mark
from portal.models import Document, Filing, Notice
from portal.models.listed import ListedFiling
from portal.services.casework import CaseFile
from portal.services.marks import why_not
from portal.web.dates import day, day_of, moment
from portal.web.labels import StatusTag, label
from portal.web.language import gettext as _
from portal.web.presenters import claim_checks, claims, determination, messages, record, rival_claims, succession
from portal.web.presenters.damage import legible
from portal.web.presenters.determination import DeterminationShown
from portal.web.presenters.filing import issued_name, masked_person, tag_of, title_of
from portal.web.presenters.looks import looks
from portal.web.presenters.national import uploaded
from portal.web.presenters.pledges import standing_of
from portal.web.presenters.sentences import document_title, item_name

MARKS = (Mark.SOUND, Mark.ILLEGIBLE, Mark.UNSEALED, Mark.WRONG_PERSON, Mark.EXPIRED)
_MARK_TONES = {Mark.UNCHECKED: ("quiet", "○"), Mark.SOUND: ("ok", "✓")}


@dataclass(frozen=True, slots=True)
class MarkButton:
    """One thing a clerk can find of a paper."""

    value: str
    word: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """One paper on file."""

    uid: str
    name: str
    how: str
    tag: StatusTag
    note: str
    pictures: tuple[str, ...]
    download: str
    mark_url: str
    marks: tuple[MarkButton, ...]
    statement: str


@dataclass(frozen=True, slots=True)
class NoticeLink:
    """A paper that went out."""

    name: str
    number: str
    url: str
    pdf: str
    warning: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another filing of the same person."""

    url: str
    text: str
    tag: StatusTag


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything the template draws."""

    url: str
    number: str
    grouped_number: str
    version: int
    title: str
    tag: StatusTag
    facts: tuple[tuple[str, str], ...]
    documents: tuple[DocumentShown, ...]
    sections: tuple[claims.ClaimSection, ...]
    insured: claim_checks.ClaimCheck
    person: claim_checks.ClaimCheck
    account: claim_checks.ClaimCheck
    rivals: rival_claims.RivalsWarning
    side_by_side: rival_claims.ClaimsCompared | None
    replaced: tuple[succession.Replaced, ...]
    verdict: DeterminationShown | None
    events: tuple[record.Event, ...]
    looks: tuple[str, ...]
    issued: tuple[NoticeLink, ...]
    hears: str
    messages: tuple[messages.MessageLine, ...]
    earlier: tuple[Earlier, ...]


@dataclass(frozen=True, slots=True)
class NextOne:
    """The filing to work on after this one."""

    url: str
    text: str


def page(ctx: Context, case: CaseFile) -> CasePage:
    """The screen of that case."""
    filing = case.filing
    return CasePage(
        url=_screen(filing),
        number=filing.number,
        grouped_number=grouped(filing.number),
        version=filing.version,
        title=f"{item_name(case.item)} · {masked_person(filing.claims.person)}",
        tag=tag_of(filing, ctx.today),
        facts=_facts(filing),
        documents=tuple(_document(case, document) for document in case.documents),
        sections=claims.sections(filing),
        insured=claim_checks.insured(case),
        person=claim_checks.person(case),
        account=claim_checks.account(case),
        rivals=rival_claims.accounts_warning(case.rivals),
        side_by_side=rival_claims.side_by_side(case),
        replaced=succession.replaced(ctx, case),
        verdict=_verdict(case),
        events=record.events(case.events, case.item, filing),
        looks=looks(case.looks, partial(document_title, case.item)),
        issued=tuple(_issued(notice, filing) for notice in case.issued),
        hears=messages.hears(filing),
        messages=messages.lines(case.correspondence),
        earlier=tuple(_earlier(ctx, other) for other in case.others),
    )


def _verdict(case: CaseFile) -> DeterminationShown | None:
    """What the rules say; the agency's last day is the filing's own, and once it is decided all its days are."""
    if case.examination is None:
        return None
    filing, found = case.filing, replace(case.examination.determination, due_on=case.filing.due_on)
    if filing.decided_at is not None:
        found = replace(found, begins_on=filing.begins_on, ends_on=filing.ends_on)
    elif counts_from_decision(case.item):
        found = replace(found, begins_on=None)  # the day it will be approved: the page that approves has it
    return determination.shown(replace(case.examination, determination=found), case.item)


def _screen(filing: Filing | ListedFiling) -> str:
    return url_for("clerk_filing.page", number=filing.number)


def _facts(filing: Filing) -> tuple[tuple[str, str], ...]:
    known = (
        (_("编号"), grouped(filing.number)),
        (_("来路"), label(filing.channel)),
        (_("医院"), filing.hospital.name if filing.hospital else ""),
        (_("传真收到的时间") if filing.channel is Channel.FAX else _("纸上收到的时间"), moment(filing.came_in_at)),
        (_("提交时间"), moment(filing.submitted_at)),
        (_("最晚办结"), _due(filing)),
        (_("承诺书"), standing_of(filing)),
        (_("国家平台（格式待确认）"), uploaded(filing)),
    )
    return tuple((name, text) for name, text in known if text)


def _due(filing: Filing) -> str:
    if filing.due_on is None:
        return str(_("没有写明几天办结"))
    if filing.status is FilingStatus.CORRECTION_REQUESTED:
        return str(_("%(day)s，等申请人补的时间不算在内", day=day(filing.due_on)))
    return day(filing.due_on)


def _document(case: CaseFile, document: Document) -> DocumentShown:
    at = partial(url_for, number=case.filing.number, uid=document.uid)
    is_file = document.storage_key is not None
    can_mark = case.may_review and document.evidence is not Evidence.PORTAL and case.filing.queue_due_on is not None
    is_owed_anew = document.mark is Mark.SOUND and document.kind in case.owed
    return DocumentShown(
        uid=document.uid,
        name=document_title(case.item, document.kind),
        how=" · ".join(filter(None, (label(document.evidence), moment(document.added_at), _seal(case, document)))),
        tag=_tag(document.mark, is_owed_anew),
        note=legible(lambda: document.mark_note or ""),
        pictures=tuple(at("clerk_filing.picture", sheet=sheet) for sheet in range(1, document.pages + 1))
        if is_file
        else (),
        download=at("clerk_filing.file") if is_file else "",
        mark_url=at("clerk_filing.mark") if can_mark else "",
        marks=tuple(
            MarkButton(each.value, label(each), document.mark is each and not is_owed_anew)
            for each in MARKS
            if not why_not(case.item, document, each)
        ),
        statement=legible(lambda: document.commitment.statement if document.commitment else ""),
    )


def _tag(mark: Mark, is_owed_anew: bool) -> StatusTag:
    """What was found of it; what the rules owe anew is not sound for having been seen."""
    if is_owed_anew:
        return StatusTag(str(_("要重新交")), "bad", "✕")
    return StatusTag(label(mark), *_MARK_TONES.get(mark, ("bad", "✕")))


def _seal(case: CaseFile, document: Document) -> str:
    """Whether it carries its stamp, where the guide asks for one."""
    material = case.item.material(document.kind)
    if material is None or not material.sealed.value or document.evidence is Evidence.COMMITMENT:
        return ""
    words = {True: _("申报时说：已盖公章"), False: _("申报时说：没有盖公章"), None: _("申报时没说有没有盖公章")}
    return str(words[document.is_sealed])


def _issued(notice: Notice, filing: Filing) -> NoticeLink:
    at = partial(url_for, number=filing.number, uid=notice.uid)
    warning = _("这份文书里有字库没有的字。打印后请核对姓名，不对就手写更正并盖章。") if notice.lacks_glyphs else ""
    page, pdf = at("clerk_filing.notice"), at("clerk_filing.notice_pdf")
    return NoticeLink(issued_name(notice), notice.number, page, pdf, warning)


def _earlier(ctx: Context, filing: Filing) -> Earlier:
    return Earlier(_screen(filing), f"{title_of(filing)} {day_of(filing.submitted_at)}", tag_of(filing, ctx.today))


def next_one(filing: ListedFiling | None) -> NextOne | None:
    """What the button leads to; None where the queue is at its end."""
    if filing is None:
        return None
    text = f"{legible(lambda: masked_person(filing.person))} · {title_of(filing)}"
    return NextOne(_screen(filing), text)


def masked_id(filing: Filing) -> str:
    """The ID number as it is shown: its last two characters."""
    return identity.masked(filing.claims.person.id_number or "")
