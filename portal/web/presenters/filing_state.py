"""Where a filing stands, for its people: the word, what it means, what happens next and by when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.domain.lifecycle import OPEN, counts_on
from portal.domain.reaching import rung
from portal.domain.vocabulary import AskedFor, FilingStatus, Outcome
from portal.models import Filing
from portal.models.crypto import SealBroken
from portal.models.listed import ListedFiling
from portal.services.owing import holder_of
from portal.services.rulebook import rulebook
from portal.web.dates import day
from portal.web.labels import StatusTag
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.asked_for import ASKING
from portal.web.presenters.filing import is_expired, is_not_begun, tag_of
from portal.web.presenters.messages import hears
from portal.web.presenters.telephones import offices_by_number
from portal.wording.limits import no_limit_text
from portal.wording.reaching import hearing_text
from portal.wording.translation import own_name, own_value


@dataclass(frozen=True, slots=True)
class FilingState:
    """The state as a tag and as sentences.

    `hearing` says who will hear of the result and how, while there is none.
    """

    tag: StatusTag
    sentences: tuple[str, ...]
    tone: str
    hearing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call, and what is said in place of a number: that the guide has none, where its county's file says so."""

    office: str
    where_and_when: tuple[str, ...]
    phones: tuple[str, ...]
    complaint_lines: tuple[str, ...]
    offices: Mapping[str, str] = field(default_factory=dict)
    without_phone: str = ""
    without_complaint_line: str = ""


def contact_of(item_id: str) -> Contact:
    """The office of the item, its telephones, and where to complain; what the guide does not state is empty."""
    item = rulebook.catalogue.item(item_id)
    county = rulebook.catalogue.county(item_id.partition(".")[0])
    if item is None or county is None:
        return Contact("", (), (), ())
    block = county.contact_for(item)
    office = next(iter(county.offices_of(item)), None)
    hours = own_value(office.hours, language()) if office else ""
    where_and_when = tuple(filter(None, (block.address, hours)))
    complaints = tuple(filter(None, block.complaint_line.split("、")))
    return Contact(
        own_name(office or county.agency, language()),
        where_and_when,
        block.phones,
        complaints,
        offices_by_number(county),
        _in_place_of(is_silent="consultations" in item.silent),
        _in_place_of(is_silent="complaints" in item.silent),
    )


def _in_place_of(*, is_silent: bool) -> str:
    return str(_("指南没有写明") if is_silent else _("请到窗口问"))


def state_of(filing: Filing, today: date) -> FilingState:
    """The state today; 'expired' and 'not begun' follow from the dates."""
    tag, sentences = tag_of(filing, today), _sentences(filing, today)
    return FilingState(tag, sentences, "warn" if tag.tone == "warn" else "info", hearing_of(filing))


def hearing_of(filing: Filing) -> tuple[str, ...]:
    """Who will hear of the result and how; nothing once there is one."""
    if filing.status not in OPEN:
        return ()
    try:
        reached = rung(filing.claims)
    except SealBroken:  # its name says so already
        return ()
    return tuple(filter(None, (*hearing_text(holder_of(filing), reached, language()), hears(filing))))


def gist_of(filing: ListedFiling, today: date) -> str:
    """The state in one sentence, where there is room for no more."""
    return _gist(filing, today) or _sentences(filing, today)[0]


def lacks_something(filing: Filing | ListedFiling) -> bool:
    """Whether its filer has to bring or mend something, whatever else there is to ask."""
    return filing.outcome is Outcome.CORRECT or bool(filing.owed_kinds)


def _gist(filing: ListedFiling, today: date) -> str:
    """The day that counts most, where there is one."""
    is_found_lacking = filing.status is FilingStatus.ACCEPTED and lacks_something(filing)
    if filing.status in (FilingStatus.SUBMITTED, FilingStatus.ACCEPTED) and not is_found_lacking:
        return _due(filing, today)
    has_last_day = filing.status is FilingStatus.APPROVED and not is_expired(filing, today)
    return _until(filing.ends_on) if has_last_day and filing.ends_on else ""


def _sentences(filing: Filing | ListedFiling, today: date) -> tuple[str, ...]:
    match filing.status:
        case FilingStatus.DRAFT:
            return (_("还没有提交，经办机构看不到。"),)
        case FilingStatus.SUBMITTED:
            return (_("经办机构已经收到，正在审核。"), _due(filing, today))
        case FilingStatus.CORRECTION_REQUESTED:
            return (str(ASKING[filing.asks_for or AskedFor.DOCUMENTS].sentence),)
        case FilingStatus.ACCEPTED if lacks_something(filing):
            found = _("经办机构核对时发现有要补或者要改的，补正通知还没有发出；发出以后，这里会写明是什么。")
            return (found, _due(filing, today))
        case FilingStatus.ACCEPTED:
            return (_("已经受理，等经办机构作决定。"), _due(filing, today))
        case FilingStatus.APPROVED:
            return _in_force(filing, today)
        case FilingStatus.REFUSED | FilingStatus.REJECTED:
            return turned_down(filing)
        case FilingStatus.WITHDRAWN:
            return (_("已经撤回，不再办理。要办请重新申请。"),)
        case FilingStatus.CANCELLED:
            until = day(filing.ends_on)
            return (_("已经取消，到 %(day)s 为止有效。", day=until) if until else _("已经取消，一天也没有算。"),)
        case FilingStatus.REVOKED:
            return (_("经办机构撤销了这份备案，原因写在通知书里。"),)
        case FilingStatus.SUPERSEDED:
            return _replaced(filing, today)


def turned_down(filing: Filing | ListedFiling) -> tuple[str, ...]:
    """Where to complain is said where the guide names a number."""
    reason = _("没有办成，原因和可以改办什么写在通知书里。")
    return (reason, _("不同意可以打监督电话。")) if contact_of(filing.item_id).complaint_lines else (reason,)


def _replaced(filing: Filing | ListedFiling, today: date) -> tuple[str, ...]:
    if not counts_on(filing.status, filing.ends_on, today):
        return (_("已经由新的备案代替，请看新的那一件。"),)
    return (_("到 %(day)s 为止有效，以后由新的备案代替，请看新的那一件。", day=day(filing.ends_on)),)


def _due(filing: Filing | ListedFiling, today: date) -> str:
    has_phone = bool(contact_of(filing.item_id).phones)
    if filing.due_on is None:
        item = rulebook.catalogue.item(filing.item_id, filing.item_version)
        where = _("着急请打电话问。") if has_phone else _("着急请到窗口问。")
        return no_limit_text(item, language()) + str(where)
    if filing.due_on < today:
        what_now = _("请打电话催问。") if has_phone else _("请到窗口催问。")
        return str(_("应当在 %(day)s 以前办结，已经过了，对不起。", day=day(filing.due_on)) + what_now)
    return str(_("最晚 %(day)s 办结。", day=day(filing.due_on)))


def _in_force(filing: Filing | ListedFiling, today: date) -> tuple[str, ...]:
    if filing.ends_on is None:
        begins = _("从 %(day)s 起有效。", day=day(filing.begins_on)) if filing.begins_on else _("备案已经办好。")
        return (begins, end_unknown(filing))
    if is_expired(filing, today):
        return (_("到 %(day)s 为止，已经过期。还要在外地看病，请重新办。", day=day(filing.ends_on)),)
    begins = _("从 %(day)s 起有效。", day=day(filing.begins_on)) if filing.begins_on else _("备案已经办好。")
    if is_not_begun(filing, today):
        return (begins, _until(filing.ends_on))
    days = (filing.ends_on - today).days
    return (begins, _until(filing.ends_on), _("还有 %(count)s 天。", count=days) if days else _("今天是最后一天。"))


def end_unknown(filing: Filing | ListedFiling) -> str:
    """What is said of an end without a day: until changed where the guide says so, else that the guide is silent."""
    item = rulebook.catalogue.item(filing.item_id, filing.item_version)
    if item and item.validity and item.validity.until_changed:
        return str(_("到您申请变更或取消为止，一直有效。"))
    return str(_("到哪天为止，指南没有写明。"))


def _until(last_day: date) -> str:
    return str(_("到 %(day)s 为止。", day=day(last_day)))
