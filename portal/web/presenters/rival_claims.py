"""Several who say they are one person, or file for one: said, and set side by side before anything is decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from portal.domain.numbering import grouped
from portal.domain.questions import Section
from portal.models import Filing
from portal.models.crypto import SealBroken
from portal.services.casework import CaseFile
from portal.web.dates import moment
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.presenters.claims import Rows, rows_of
from portal.web.presenters.damage import damaged

_COMPARED = (Section.PERSON, Section.STAY, Section.AGENT, Section.CONTACT, Section.CALLER)


@dataclass(frozen=True, slots=True)
class RivalsWarning:
    """Said where several accounts claim to be one person; empty where none does."""

    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """One of several filings of the same person under the same item, as it is set beside the others."""

    title: str
    url: str
    rows: Rows


def accounts_warning(count: int) -> RivalsWarning:
    """What to do where other accounts were registered with the same ID number."""
    if not count:
        return RivalsWarning("", "")
    sentence = _("请先弄清哪个是本人，再核实账号；没弄清以前，两个账号都只能看到自己提交的。")
    return RivalsWarning(_("另有 %(count)s 个账号登记了同一个身份证号", count=count), sentence)


def side_by_side(case: CaseFile) -> tuple[Claimed, ...]:
    """This filing and the others that wait for the same decision; nothing where it is the only one."""
    others = _rivals(case)
    if not others:
        return ()
    this = Claimed(_("这一件"), "", _rows(case.filing))
    return (this, *(_beside(other) for other in others))


def _rivals(case: CaseFile) -> Sequence[Filing]:
    if case.filing.queue_due_on is None:
        return ()
    return [other for other in case.earlier if other.queue_due_on is not None and other.item_id == case.filing.item_id]


def _beside(filing: Filing) -> Claimed:
    title = _("另一件 %(number)s", number=grouped(filing.number))
    return Claimed(title, url_for("clerk_filing.page", number=filing.number), _rows(filing))


def _rows(filing: Filing) -> Rows:
    proven = _("已经核实") if filing.proven_at else _("还没有核实")
    known = (
        (_("提交时间"), moment(filing.submitted_at)),
        (_("来路"), label(filing.channel)),
        (_("是否本人办理"), proven),
    )
    try:
        return (*known, *rows_of(filing.claims, _COMPARED))
    except SealBroken as broken:
        return (*known, (_("填报内容"), damaged(broken)))
