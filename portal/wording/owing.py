"""Why a document is asked for, in a few words after its name, and whether a filing came in time."""

from collections.abc import Callable, Mapping
from datetime import date

from portal.domain.findings import Finding
from portal.domain.materials import COMES_AGAIN
from portal.domain.vocabulary import Mark
from portal.wording.findings import finding_text, shown
from portal.wording.translation import SOURCE_LANGUAGE, _, translated

FAULTS: Mapping[Mark, str] = {
    Mark.ILLEGIBLE: _("看不清，请重新拍照或扫描"),
    Mark.UNSEALED: _("没有盖公章，请盖章后重交"),
    Mark.WRONG_PERSON: _("不是参保人本人的，请换成本人的"),
    Mark.EXPIRED: _("已经过期，请重新开"),
}
"""What a clerk found; the clerk's note says the rest."""

REASONS: Mapping[str, str] = {
    "paper_missing": _("没有收到"),
    "paper_unsealed": _("没有盖公章，请盖章后重交"),
    "paper_dated_later": _("写的日期 {day} 在申报日期之后，请核对，或请医院重新开"),
    "paper_expired": _("到 {day} 已经过期，请重新开"),
}
"""What the rules found, where the name stands before it already."""


IN_TIME = _("申报期限到 {last} 为止，您在 {filed} 申报，没有晚。")
TOO_LATE = _("申报期限到 {last} 为止，您在 {filed} 才申报，已经晚了。")


def punctuality_text(last: date, filed: date, day: Callable[[date], str], language: str = SOURCE_LANGUAGE) -> str:
    """The last day to file and the day it was filed; how days are written is the caller's."""
    return translated(IN_TIME if filed <= last else TOO_LATE, language, {"last": day(last), "filed": day(filed)})


BEFORE = _("请在 {day} 以前补齐。")
SOON = _("补齐以前办不成，请尽快补。")
NO_LAST_DAY = _("指南没有写明最晚哪天补。补齐以前办不成，请尽快补。")


def by_when_text(
    last: date | None, today: date, day: Callable[[date], str], language: str = SOURCE_LANGUAGE, *, is_unstated: bool
) -> str:
    """By when what is owed is to be there: the last day to file, while it has not passed; `is_unstated` where the
    guide names none."""
    if last is None or last < today:
        return translated(NO_LAST_DAY if is_unstated else SOON, language)
    return translated(BEFORE, language, {"day": day(last)})


def fault_of(mark: Mark, note: str = "", language: str = SOURCE_LANGUAGE) -> str:
    """What is wrong with a document that came."""
    words = translated(FAULTS[mark], language) if mark in FAULTS else ""
    return translated(_("；"), language).join(part for part in (words, note) if part)


def why_owed(mark: Mark | None, note: str, finding: Finding | None, language: str = SOURCE_LANGUAGE) -> str:
    """The true reason, or both; what nobody gave a reason for is asked for by the agency."""
    if mark is not None:
        is_over = mark in COMES_AGAIN and finding is not None and finding.code == "paper_expired"
        also = why_owed(None, "", finding, language) if is_over else ""
        return translated(_("；"), language).join(filter(None, (fault_of(mark, note, language), also)))
    if finding is None:
        return translated(_("经办机构要求补交"), language)
    if finding.code not in REASONS:
        return finding_text(finding, language)
    values = {key: shown(key, value, language) for key, value in finding.values.items()}
    return translated(REASONS[finding.code], language, values)
