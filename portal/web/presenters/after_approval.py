"""What to know once it is approved: what the guide says of each question, and which it does not answer."""

from datetime import date
from typing import NamedTuple

from portal.domain.item import Item
from portal.domain.lifecycle import counts_on
from portal.domain.vocabulary import FilingStatus
from portal.models import Filing
from portal.services.cases import Case
from portal.services.rulebook import rulebook
from portal.web.language import gettext as _
from portal.web.language import language
from portal.wording.after_approval import answers_after, left_open
from portal.wording.translation import own_value


class AfterApproval(NamedTuple):
    """Questions with their answers, and one sentence for those the guide leaves open; whom to ask stands below."""

    answers: tuple[tuple[str, str], ...]
    silent: str


def after_approval_of(item: Item) -> AfterApproval:
    """For the time away, in the order of a journey."""
    found = answers_after(item, language())
    silent, unread = (str(_("、")).join(names) for names in left_open(item, language()))
    sentences = (
        _("指南没有写明：%(questions)s。请出发前向经办机构问清。", questions=silent) if silent else "",
        _("出发前还要向经办机构问清：%(questions)s。", questions=unread) if unread else "",
    )
    return AfterApproval(tuple(each for each in found if each[1]), "".join(map(str, sentences)))


def after_approval_in(case: Case, today: date) -> AfterApproval | None:
    """The same for whoever follows a filing, once it is approved or while it still counts."""
    filing = case.filing
    counts = filing.status is FilingStatus.APPROVED or counts_on(filing.status, filing.ends_on, today)
    return after_approval_of(case.item) if counts else None


def on_returning(filing: Filing) -> str:
    """What the guide has of coming home, or that it has nothing."""
    item = rulebook.catalogue.item(filing.item_id, filing.item_version)
    fact = item.facts.get("return_home") if item else None
    says = own_value(fact, language()) if fact else ""
    if not says:
        return str(_("回到参保地以后怎么办，指南没有写明；要问的请打经办机构的电话。"))
    return str(_("指南写着：%(sentence)s。", sentence=says.rstrip("。.")))
