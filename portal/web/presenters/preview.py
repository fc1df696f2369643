"""What an item asks, before anybody types: what to bring, by when, what happens if late."""

from datetime import date
from typing import NamedTuple

from portal.domain import deadlines
from portal.domain.item import Item, Material
from portal.domain.materials import brought
from portal.domain.periods import Anchor, Unit
from portal.domain.vocabulary import Channel
from portal.services.rulebook import rulebook
from portal.web.addresses import item_url
from portal.web.dates import day
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.checklist import hints_of
from portal.web.presenters.filing_state import Contact, contact_of
from portal.web.presenters.lengths import lock_sentence
from portal.web.presenters.sentences import county_name, document_title, instead_of_paper, item_name
from portal.web.presenters.summary import validity_sentence
from portal.wording.limits import no_limit_text
from portal.wording.translation import own_text


class MaterialShown(NamedTuple):
    """One paper to have at hand."""

    name: str
    when: str
    hints: tuple[str, ...]


class Preview(NamedTuple):
    """An item in the words of somebody who is about to begin."""

    name: str
    county: str
    served: str
    documents: tuple[MaterialShown, ...]
    form_is_made: bool
    deadline: str
    effects: tuple[str, ...]
    due: str
    validity: str
    lock: str
    is_offered: bool
    contact: Contact
    guide_url: str


def preview(item: Item, today: date) -> Preview:
    """What is said before anything is typed."""
    required = brought(item)
    calendar = rulebook.calendar_of(item)
    due = deadlines.due_on(item, Channel.ONLINE, today, calendar)
    served = item.facts.get("served")
    return Preview(
        name=item_name(item),
        county=county_name(item),
        served=str(served.value) if served and served.value else "",
        documents=tuple(_material(item, each) for each in required),
        form_is_made=len(required) < len(item.materials),
        deadline=_deadline(item),
        effects=tuple(own_text(effect, language()) for effect in item.effects),
        due=_("今天提交，最晚 %(day)s 办结。", day=day(due.on)) if due else no_limit_text(item, language()),
        validity=_("管多久：%(validity)s。", validity=validity_sentence(item)) if item.validity else "",
        lock=lock_sentence(item),
        is_offered=item.channel(Channel.ONLINE) is not None,
        contact=contact_of(item.id),
        guide_url=item_url("guides.one_item", item.id),
    )


def _material(item: Item, material: Material) -> MaterialShown:
    is_optional = material.necessary.value is False
    when = (_("（可以不交）") if is_optional else "", _("（替别人办才要）") if material.only_with_agent else "")
    hints = (*hints_of(material), instead_of_paper(material))
    return MaterialShown(document_title(item, material.kind), "".join(when), tuple(filter(None, hints)))


def _deadline(item: Item) -> str:
    if item.deadline is None:
        return str(_("指南没有写明最晚哪天提交。请尽早办，最好在出发看病以前。"))
    event = {
        Anchor.ADMISSION: _("住院那天"),
        Anchor.DISCHARGE: _("出院那天"),
        Anchor.BEGINNING: _("开始那天"),
        Anchor.REFERRAL_ISSUE: _("开转诊单那天"),
        Anchor.DECISION: _("办好那天"),
    }[item.deadline.anchor]
    unit = {Unit.WORKING_DAYS: _("个工作日"), Unit.DAYS: _("天"), Unit.MONTHS: _("个月")}[item.deadline.unit]
    number = item.deadline.number
    return str(_("从%(event)s算起，%(number)s %(unit)s以内提交。", event=event, number=number, unit=unit))
