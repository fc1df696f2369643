"""What anybody who holds the number or the QR of a filing may see: never a name, an ID number, a diagnosis."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from flask import url_for

from portal.domain.vocabulary import Channel, FilingStatus
from portal.models import Filing
from portal.models.crypto import SealBroken
from portal.services.cases import Case
from portal.web.dates import day_of
from portal.web.language import gettext as _
from portal.web.presenters.after_approval import AfterApproval, after_approval_in
from portal.web.presenters.filing import title_of
from portal.web.presenters.filing_state import Contact, FilingState, contact_of, state_of
from portal.web.presenters.missing import Missing, missing_of
from portal.web.presenters.succession import origin_for_filer

_REASONED = frozenset({FilingStatus.REFUSED, FilingStatus.REJECTED, FilingStatus.REVOKED})
"""Where the reason is written in a notice."""


class StateOnly(NamedTuple):
    """What the QR alone shows: the state, what happens next, and when; not the item, which may say what happened."""

    state: FilingState
    contact: Contact
    lacks_something: bool


class Afterwards(NamedTuple):
    """Before what is in force ends: how to go on."""

    renewal: str
    url: str


class Progress(NamedTuple):
    """What number and last four show."""

    tail: str
    item: str
    state: FilingState
    days: tuple[tuple[str, str], ...]
    missing: Missing | None
    away: AfterApproval | None
    afterwards: Afterwards | None
    contact: Contact


def state_only_of(case: Case, today: date) -> StateOnly:
    """What is shown to whoever holds the paper."""
    filing = case.filing
    return StateOnly(_public_state(filing, today), contact_of(filing.item_id), _lacks_something(case, today))


def _lacks_something(case: Case, today: date) -> bool:
    """Whether something is to be brought, whatever else the rules ask; of what does not open the row alone tells."""
    try:
        return missing_of(case, today) is not None
    except SealBroken:
        return case.filing.asks_for is not None


def progress_of(case: Case, today: date, upload_url: str = "") -> Progress:
    """What is shown of that filing today; `upload_url` is where what is missing can be sent from here."""
    filing = case.filing
    days = ((_("提交日期"), day_of(filing.filed_at)), (_("作出决定"), day_of(filing.decided_at)))
    return Progress(
        tail=filing.number[-4:],
        item=title_of(filing),
        state=_state(filing, today),
        days=tuple((name, text) for name, text in days if text),
        missing=missing_of(case, today, upload_url),
        away=after_approval_in(case, today),
        afterwards=_afterwards(filing, today),
        contact=contact_of(filing.item_id),
    )


def _afterwards(filing: Filing, today: date) -> Afterwards | None:
    """Where it is in force and ends on a day."""
    if filing.status is not FilingStatus.APPROVED or filing.ends_on is None or filing.ends_on < today:
        return None
    return Afterwards(*_renewal(filing))


def _renewal(filing: Filing) -> tuple[str, str]:
    if filing.channel is Channel.HOSPITAL:
        return str(_("到期以后还要在外地看病，请先到开转诊单的医院续开。")), ""
    if filing.bound_user_id is None and filing.applicant_id is None:
        return str(_("到期以后还要在外地看病，请在到期以前重新申请。")), url_for("start.start")
    words = _("到期以后还要在外地看病，请登录，在“我的办件”里打开这一件，点“续办一次”，原来填的都带过去。")
    return str(words), url_for("me.filings_of_mine")


def _state(filing: Filing, today: date) -> FilingState:
    state, origin = _public_state(filing, today), origin_for_filer(filing, today)
    return replace(state, sentences=(*state.sentences, origin)) if origin else state


def _public_state(filing: Filing, today: date) -> FilingState:
    """Where it stands; whose reason is written in a notice is told how to come by it, for there may be no account."""
    state = state_of(filing, today)
    if filing.status not in _REASONED:
        return state
    return replace(state, sentences=(*state.sentences, _("通知书登录以后看得到；没有账号，请向经办机构要一份。")))
