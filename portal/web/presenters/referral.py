"""What hospital staff see of a referral, as ready strings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from flask import url_for

from portal.domain.item import Item
from portal.domain.lifecycle import CLOSED, OPEN, counts_on
from portal.domain.numbering import grouped
from portal.domain.questions import Section
from portal.domain.vocabulary import UNDECIDED, FilingStatus, Severity
from portal.models import Document, Filing, FilingEvent, Notice
from portal.models.listed import ListedFiling
from portal.services.cases import Case
from portal.services.feedback import COMPLAINTS
from portal.services.messages import among
from portal.services.rulebook import rulebook
from portal.web.dates import day, moment, time_left
from portal.web.labels import StatusTag, label
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.claims import rows_of
from portal.web.presenters.damage import legible
from portal.web.presenters.filing import issued_name, tag_of, told_apart
from portal.web.presenters.filing_state import end_unknown
from portal.web.presenters.messages import MessageLine, hears, lines
from portal.web.presenters.sentences import document_title, found, requested
from portal.wording.history import event_name

PATIENT = (Section.PERSON, Section.CONTACT)
_PAGES = {FilingStatus.DRAFT: "hospital.complete"}
"""Where a line of a list leads, when it is not to what stands on file."""
SLIP = (Section.SLIP, Section.STAY, Section.REFERRAL)


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """One referral in a list, which leaves no look: whose it is is masked, as at the desk."""

    number: str
    name: str
    place: str
    issued: str
    tag: StatusTag
    term: str
    url: str
    renew_url: str

    @classmethod
    def of(cls, filing: ListedFiling, today: date) -> "ReferralLine":
        """The line of a filing as it stands today."""
        return cls(
            number=grouped(filing.number),
            name=legible(lambda: told_apart(filing.person)),
            place=rulebook.place_name(filing.treatment_place),
            issued=legible(lambda: day(filing.referral.issued_on)),
            tag=tag_of(filing, today),
            term=term_of(filing, today),
            url=url_for(_PAGES.get(filing.status, "hospital.show"), number=filing.number),
            renew_url=_renew_url(filing),
        )


class Returned(NamedTuple):
    """What the agency asked the hospital to mend, and when."""

    when: str
    wanted: tuple[str, ...]
    remark: str

    @classmethod
    def of(cls, event: FilingEvent, item: Item) -> "Returned":
        """The content of one correction notice."""
        wanted = tuple(name[:1].upper() + name[1:] for name in requested(item, event.detail))
        return cls(moment(event.at), wanted, event.detail.remark)


class Link(NamedTuple):
    """A paper to open."""

    text: str
    url: str


class Scan(NamedTuple):
    """What was uploaded, each of its pages to be seen, and where it can be saved from."""

    name: str
    caption: str
    pages: tuple[str, ...]
    url: str


class ReferralPage(NamedTuple):
    """One referral with everything the hospital may know of it; the address of an act that is not open is empty."""

    number: str
    tag: StatusTag
    term: str
    next_step: str
    hears: str
    messages: tuple[MessageLine, ...]
    patient: tuple[tuple[str, str], ...]
    slip: tuple[tuple[str, str], ...]
    concerns: tuple[str, ...]
    returned: Returned | None
    scans: tuple[Scan, ...]
    documents: tuple[Link, ...]
    history: tuple[tuple[str, str], ...]
    version: int
    url: str
    complete_url: str
    correct_url: str
    renew_url: str
    withdraw_url: str
    cancel_url: str


def _renew_url(filing: Filing | ListedFiling) -> str:
    return url_for("hospital.renew", number=filing.number) if filing.status is FilingStatus.APPROVED else ""


def term_of(filing: Filing | ListedFiling, today: date) -> str:
    """How long an approved one still counts, and by when an undecided one is decided."""
    if filing.status is FilingStatus.APPROVED or counts_on(filing.status, filing.ends_on, today):
        return time_left(today, filing.ends_on) if filing.ends_on else end_unknown(filing)
    if filing.status in UNDECIDED and filing.due_on is not None:
        return str(_("最晚 %(day)s办结", day=day(filing.due_on)))
    return ""


def next_step_of(filing: Filing, today: date) -> str:
    """What happens now, and who does it."""
    if filing.status is FilingStatus.DRAFT:
        return str(_("这张转诊单还没有提交。请传上盖章的转诊单扫描件，看一遍，再提交。"))
    if filing.status is FilingStatus.CORRECTION_REQUESTED:
        return str(_("经办机构退回了这张转诊单。请按下面写的改好，再交一次。"))
    if filing.status is FilingStatus.SUPERSEDED and counts_on(filing.status, filing.ends_on, today):
        return str(_("到期以前照旧有效，以后由新的转诊单代替。"))
    if filing.status is FilingStatus.APPROVED and not counts_on(filing.status, filing.ends_on, today):
        return str(_("已经过期。病人还要转诊的，请重新开转诊单。"))
    if filing.status is FilingStatus.APPROVED:
        return str(_("备案已经办好。有效期内病人可以在外地联网医院直接结算，不用重新开单；期满还要接着治，请续开。"))
    if filing.status in CLOSED:
        return str(_("这一件已经结束，不用再办。病人还要转诊的，请重新开转诊单。"))
    return str(_("经办机构正在审核，您不用做什么。有要改的会退回到“退回我们的”。"))


def page_of(
    filing: Filing,
    item: Item,
    today: date,
    returned: FilingEvent | None,
    documents: Sequence[Document],
    notices: Sequence[Notice],
    events: Sequence[FilingEvent],
    concerns: tuple[str, ...],
) -> ReferralPage:
    """Everything of one referral."""
    at = partial(url_for, number=filing.number)
    is_returned = filing.status is FilingStatus.CORRECTION_REQUESTED
    may_cancel = filing.status is FilingStatus.APPROVED and counts_on(filing.status, filing.ends_on, today)
    return ReferralPage(
        number=grouped(filing.number),
        tag=tag_of(filing, today),
        term=term_of(filing, today),
        next_step=next_step_of(filing, today),
        hears=hears(filing),
        messages=lines(among([event for event in events if event.kind not in COMPLAINTS])),
        patient=rows_of(filing.claims, PATIENT),
        slip=rows_of(filing.claims, SLIP),
        concerns=concerns if filing.status in UNDECIDED and not is_returned else (),
        returned=Returned.of(returned, item) if returned is not None and is_returned else None,
        scans=_scans(filing, item, documents),
        documents=tuple(Link(f"{issued_name(n)} {n.number}", at("hospital.notice", uid=n.uid)) for n in notices),
        history=tuple(
            (moment(event.at), event_name(event.kind, language())) for event in events if event.kind not in COMPLAINTS
        ),
        version=filing.version,
        url=at("hospital.show"),
        correct_url=at("hospital.correct") if is_returned else "",
        complete_url=at("hospital.complete") if filing.status is FilingStatus.DRAFT else "",
        renew_url=_renew_url(filing),
        withdraw_url=at("hospital.withdraw") if filing.status in OPEN else "",
        cancel_url=at("hospital.cancel") if may_cancel else "",
    )


def line_and_scans(case: Case, today: date) -> tuple[ReferralLine, tuple[Scan, ...]]:
    """Which referral it is, and its scans."""
    return ReferralLine.of(ListedFiling.of(case.filing), today), _scans(case.filing, case.item, case.documents)


def _scans(filing: Filing, item: Item, documents: Sequence[Document]) -> tuple[Scan, ...]:
    return tuple(_scan(document, item, filing) for document in documents if document.storage_key)


def _scan(document: Document, item: Item, filing: Filing) -> Scan:
    at = partial(url_for, number=filing.number, uid=document.uid)
    pages = [at("hospital.picture", page=page) for page in range(1, document.pages + 1)]
    caption = f"{moment(document.added_at)} · {label(document.mark)}"
    return Scan(document_title(item, document.kind), caption, tuple(pages), at("hospital.scan"))


def concerns_of(case: Case) -> tuple[str, ...]:
    """What the rules already have against it, so that the hospital can mend it early; nothing of what was not sent."""
    findings = case.determination.findings if case.filing.submitted_at is not None else ()
    shown_severities = (Severity.REFUSE, Severity.ASK, Severity.CORRECT)
    return tuple(found(finding) for finding in findings if finding.severity in shown_severities)


class Closing(NamedTuple):
    """What ending a referral means, said before it is done; an empty question is not asked."""

    title: str
    consequence: str
    question: str
    button: str


def closing_of(act: str, status: FilingStatus) -> Closing:
    """Of letting go of one that was never sent in, taking an undecided one back, or ending one that counts."""
    if status is FilingStatus.DRAFT:
        consequence = _("它还没有提交，经办机构没有看到。不要以后，病人还要转诊的，要重新开转诊单。")
        return Closing(_("不要这张转诊单？"), consequence, "", _("不要了"))
    if act == "withdraw":
        consequence = _("撤回以后经办机构不再审核。病人还要转诊的，要重新开转诊单。")
        return Closing(_("撤回这张转诊单？"), consequence, "", _("撤回"))
    consequence = _("取消以后备案今天结束，病人不能再在外地直接结算。要恢复，只能重新开转诊单。")
    return Closing(_("取消这个备案？"), consequence, _("为什么取消"), _("取消备案"))
