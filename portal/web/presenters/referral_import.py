"""What a hospital or a unit sees of a spreadsheet it sent: how far it is, what became of its rows, what to do next."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import url_for

from portal.models import ReferralImport, ReferralImportRefusal
from portal.web.dates import moment
from portal.web.language import gettext as _

SHOWN = 20


class ImportLine(NamedTuple):
    """One import in a list."""

    when: str
    state: str
    url: str

    @classmethod
    def of(cls, made: ReferralImport) -> "ImportLine":
        """As it stands now."""
        return cls(moment(made.made_at), _gist(made), url_for(f"{_pages_of(made)}.show", uid=made.uid))


class ImportPage(NamedTuple):
    """One import; `most` is 0 where nobody knows yet how many rows there are."""

    when: str
    gist: str
    is_going_on: bool
    trouble: str
    handled: int
    most: int
    counts: tuple[tuple[str, str], ...]
    unused: str
    refusals: tuple[str, ...]
    more: int
    anew: tuple[str, ...]
    report_url: str
    waiting_url: str
    url: str


def import_page(
    made: ReferralImport, refused: Sequence[ReferralImportRefusal], anew: Sequence[ReferralImportRefusal]
) -> ImportPage:
    """Everything of one; of what was refused, and of what was filed anew, the first rows."""
    headings = made.headings
    return ImportPage(
        when=moment(made.made_at),
        gist=_gist(made),
        is_going_on=made.ended_at is None,
        trouble=made.trouble or "",
        handled=made.handled,
        most=made.row_count or 0,
        counts=_counts(made),
        unused=_("、").join(headings.unused) if headings else "",
        refusals=tuple(map(_reasons, refused[:SHOWN])),
        more=max(0, made.refused + made.lapsed - SHOWN) if refused else 0,
        anew=_anew(made, anew),
        report_url=url_for(f"{_pages_of(made)}.report", uid=made.uid) if refused and made.ended_at else "",
        waiting_url=url_for("hospital.home", list="waiting") if made.waiting else "",
        url=url_for(f"{_pages_of(made)}.show", uid=made.uid),
    )


def _anew(made: ReferralImport, rows: Sequence[ReferralImportRefusal]) -> tuple[str, ...]:
    more = made.anew - SHOWN
    rest = [str(_("还有 %(count)s 行。", count=more))] if rows and more > 0 else []
    return (*map(_reasons, rows), *rest)


def _pages_of(made: ReferralImport) -> str:
    return "hospital_imports" if made.hospital_id is not None else "employer_imports"


def _gist(made: ReferralImport) -> str:
    if made.trouble:
        return str(_("停下了"))
    if made.ended_at is not None:
        not_taken = made.refused + made.lapsed
        return str(_("收完了：%(rows)s 行，没有收 %(refused)s 行", rows=made.row_count, refused=not_taken))
    if made.row_count is None:
        return str(_("在排队，马上开始读表格"))
    return str(_("正在收：%(handled)s 行，共 %(rows)s 行", handled=made.handled, rows=made.row_count))


def _counts(made: ReferralImport) -> tuple[tuple[str, str], ...]:
    rows = (
        (_("等着补转诊单扫描件"), made.waiting),
        (_("已经提交"), made.sent),
        (_("里面重新申报的"), made.anew),
        (_("以前收过，没有重复"), made.repeated),
        (_("以前没办成，没有再申报"), made.lapsed),
        (_("没有收"), made.refused),
    )
    return tuple((str(name), str(_("%(count)s 行", count=count))) for name, count in rows if count)


def _reasons(refusal: ReferralImportRefusal) -> str:
    content = refusal.content
    reasons = _("；").join(content.reasons) if content else ""
    return str(_("第 %(row)s 行：%(reasons)s", row=refusal.row_number, reasons=reasons))
