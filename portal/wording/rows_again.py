"""What is said of a row of a spreadsheet that was taken before and came to nothing: what became of it, and what now."""

from datetime import date

from portal.domain.numbering import grouped
from portal.domain.vocabulary import FilingStatus
from portal.wording.names import name_of
from portal.wording.translation import _, day_text, translated


def what_became(number: str, status: FilingStatus, ended_on: date | None, language: str) -> str:
    """Of the filing that the row was; one that counted until its last day has been approved, and is over."""
    if status is FilingStatus.APPROVED and ended_on is not None:
        values = {"number": grouped(number), "day": day_text(ended_on, language)}
        return translated(_("以前收过，编号 {number}，到 {day} 为止，已经过期"), language, values)
    values = {"number": grouped(number), "status": name_of(status, language)}
    return translated(_("以前收过，编号 {number}，现在是“{status}”"), language, values)


def left_alone(language: str) -> str:
    """Nobody wanted it filed again."""
    sentence = _("这次没有再申报。要再申报，传表格时请勾选“以前没办成的，这次重新申报”")
    return translated(sentence, language)


def filed_anew(number: str, language: str) -> str:
    """Somebody did, and this is the new one."""
    return translated(_("这次重新申报了，新编号 {number}"), language, {"number": grouped(number)})
