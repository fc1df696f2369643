"""A signed promise after the approval: what it stands for, by when somebody looks, and what the guide has follow."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask import current_app, url_for

from portal.domain.item import Item, Material
from portal.domain.numbering import grouped
from portal.domain.pledges import PledgeState
from portal.models import Filing
from portal.services import pledge_checks
from portal.services.cases import Case
from portal.services.pledge_checks import WaitingPledge
from portal.web.dates import day, day_of_this_year
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.damage import legible
from portal.web.presenters.filing import masked_person, title_of
from portal.web.presenters.sentences import document_title
from portal.wording.translation import own_value


class PledgeRow(NamedTuple):
    """One filing whose promise nobody has looked into."""

    url: str
    day: str
    style: str
    who: str
    number: str
    item: str


def rows(found: Sequence[WaitingPledge], today: date) -> tuple[PledgeRow, ...]:
    """A row each."""
    return tuple(_row(each, today) for each in found)


def _row(waiting: WaitingPledge, today: date) -> PledgeRow:
    filing, check_on = waiting.filing, waiting.check_on
    is_late = check_on is not None and check_on < today
    named = day_of_this_year(check_on) if check_on else str(_("还没有定"))
    return PledgeRow(
        url=url_for("clerk_pledges.look", number=filing.number),
        day=str(_("%(day)s，过了", day=named)) if is_late else named,
        style="overdue" if is_late else "",
        who=legible(lambda: masked_person(filing.person)),
        number=grouped(filing.number),
        item=title_of(filing),
    )


def pledge_of(case: Case) -> tuple[tuple[str, str], ...]:
    """What its person reads of it, once the filing was approved; nothing where nothing was signed."""
    if case.filing.pledge is None:
        return ()
    kinds = pledge_checks.pledged(case)
    return (
        (_("代替什么"), str(_("、")).join(document_title(case.item, kind) for kind in kinds)),
        (_("核查"), standing_of(case.filing)),
        *_reminder_of(case.filing),
        *_breach(case.item, kinds),
    )


def _reminder_of(filing: Filing) -> tuple[tuple[str, str], ...]:
    """When its people are reminded of that day; nothing where nobody is."""
    days = current_app.config["PORTAL_SETTINGS"].reminder_days.of_pledge
    if filing.pledge is not PledgeState.OPEN or filing.pledge_check_on is None or days is None:
        return ()
    if filing.pledge_reminded_of == filing.pledge_check_on:
        return ((_("提醒"), str(_("已经发过消息提醒"))),)
    return ((_("提醒"), str(_("%(count)s 天以前发消息提醒", count=days))),)


def terms_of(material: Material) -> tuple[str, ...]:
    """What whoever signs should have read: when somebody looks, and what follows, where the county's file has it."""
    days, breach = material.commitment_days.value, own_value(material.commitment_breach, language()).rstrip("。.")
    sentences = (
        _("准予以后 %(count)s 天以内核查承诺有没有兑现。", count=days) if days else "",
        _("没有兑现的：%(what)s。", what=breach) if breach else "",
    )
    return tuple(str(each) for each in sentences if each)


def standing_of(filing: Filing) -> str:
    """What was found, or by when somebody looks; empty where nothing was signed."""
    if filing.pledge is not PledgeState.OPEN:
        return label(filing.pledge) if filing.pledge else ""
    if filing.pledge_check_on is None:
        return str(_("哪天核查，经办机构还没有定"))
    return str(_("%(day)s以前核查", day=day(filing.pledge_check_on)))


def _breach(item: Item, kinds: Sequence[str]) -> tuple[tuple[str, str], ...]:
    says = breach_of(item, kinds)
    return ((_("没有兑现会怎样"), says),) if says else ()


def breach_of(item: Item, kinds: Sequence[str]) -> str:
    """What the guide has follow where it is not kept; that it is silent only where its county's file says so."""
    facts = [material.commitment_breach for kind in kinds if (material := item.material(kind)) is not None]
    stated = [says for fact in facts if (says := own_value(fact, language()))]
    silent = str(_("指南没有写明")) if any(fact.is_set for fact in facts) else ""
    return str(_("；")).join(dict.fromkeys(stated)) or silent
