"""The questions of "which filing do I need": one at a time, only those the item asks."""

from collections.abc import Iterator, Mapping

from portal.catalogue.county import County
from portal.domain.item import Item
from portal.domain.vocabulary import FilingType
from portal.services.rulebook import rulebook
from portal.web.language import gettext as _
from portal.web.presenters.summary import county_name
from portal.web.public.wizard_pages import DAYS, PAGES, place_page
from portal.web.public.wizard_question import WizardQuestion

Answers = Mapping[str, str]
SITUATIONS = {
    "emergency": FilingType.EMERGENCY,
    "referral": FilingType.REFERRAL,
    "retiree": FilingType.RELOCATED_RETIREE,
    "long-stay": FilingType.LONG_TERM_RESIDENT,
    "posted": FilingType.POSTED_WORKER,
    "other": FilingType.OTHER_TEMPORARY,
}


def situation_of(answers: Answers) -> FilingType:
    """The filing the situation calls for, once it is answered."""
    return SITUATIONS[answers["situation"]]


def item_of(answers: Answers) -> Item | None:
    """The county's item for the situation; None where it has none, or neither is answered yet."""
    county = rulebook.catalogue.county(answers.get("county", ""))
    kind = SITUATIONS.get(answers.get("situation", ""))
    item_id = county.place.items_by_type.get(kind) if county and kind else None
    return rulebook.item(item_id) if item_id else None


def questions_for(answers: Answers) -> Iterator[WizardQuestion]:
    """The questions in order, as far as the answers so far decide them."""
    yield _county()
    if "county" not in answers:
        return
    yield _situation(rulebook.catalogue.county(answers["county"]))
    if (item := item_of(answers)) is None:
        return
    if item.deadline is not None and item.deadline.anchor.asks is not None:
        yield DAYS[item.deadline.anchor.asks]()
    for condition in item.conditions:
        if page := PAGES.get(condition.name):
            yield page(condition.readings[0].check, item)
    yield place_page(item)


def _county() -> WizardQuestion:
    choices = tuple((county.slug, county_name(county)) for county in rulebook.catalogue.counties())
    return WizardQuestion("county", _("医保在哪里交的？"), choices, _("就是参保地：您交医保的地方，不是看病的地方"))


def _situation(county: County | None) -> WizardQuestion:
    """Who is posted elsewhere is asked apart only where the county has another item for them."""
    items = county.place.items_by_type if county else {}
    is_apart = items.get(FilingType.POSTED_WORKER) not in (None, items.get(FilingType.LONG_TERM_RESIDENT))
    staying = (
        (("long-stay", _("在外地长住")), ("posted", _("单位派到外地工作")))
        if is_apart
        else (("long-stay", _("在外地长住或工作半年以上")),)
    )
    choices = (
        ("emergency", _("人已经在外地住院，是急诊")),
        ("referral", _("医院建议转到外地治疗")),
        ("retiree", _("退休后搬到外地，户口也迁了")),
        *staying,
        ("other", _("都不是")),
    )
    return WizardQuestion("situation", _("您现在的情况是？"), choices, _("替家人办的，选家人的情况"))
