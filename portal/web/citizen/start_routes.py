"""What an item asks, before anybody types: what to bring, by when, what happens if late; then a draft begins."""

import secrets
from dataclasses import dataclass

from flask import Response, make_response, render_template, request, url_for
from flask_babel import gettext as _

from portal.domain import deadlines
from portal.domain.claims import Claims
from portal.domain.errors import NotFound
from portal.domain.item import Item
from portal.domain.periods import Anchor, Unit
from portal.domain.policy import Permission, allowed
from portal.domain.vocabulary import Channel, DocumentKind
from portal.services import filings, own_filings
from portal.services.rulebook import rulebook
from portal.web.addresses import item_url
from portal.web.citizen.checklist import hints_of
from portal.web.dates import day
from portal.web.guards import current_actor, current_context, guarded_blueprint, requires
from portal.web.presenters.filing_state import Contact, contact_of
from portal.web.presenters.sentences import county_name, document_title, item_name
from portal.web.respond import see_other

blueprint = guarded_blueprint("apply", __name__, Permission.CITIZEN_AREA, url_prefix="/apply")


@dataclass(frozen=True, slots=True)
class MaterialShown:
    """One paper to have at hand."""

    name: str
    hints: tuple[str, ...]
    may_commit: bool
    is_optional: bool
    only_with_agent: bool


@dataclass(frozen=True, slots=True)
class Preview:
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
    is_offered: bool
    contact: Contact
    guide_url: str


@blueprint.get("/<county>/<slug>")
@requires(Permission.PUBLIC)
def before_typing(county: str, slug: str) -> Response:
    """Say what is needed; nothing is asked yet."""
    item, ctx = rulebook.item(f"{county}.{slug}"), current_context()
    may_begin = allowed(ctx.actor, Permission.CITIZEN_AREA)
    draft = own_filings.draft_of(ctx, item.id) if may_begin else None
    return make_response(
        render_template(
            "citizen/start.html",
            preview=_preview(item),
            is_stranger=current_actor().user_id is None,
            may_begin=may_begin,
            draft_number=draft.number if draft else "",
            key=secrets.token_hex(16),
            here=request.path,
        )
    )


@blueprint.post("/<county>/<slug>")
def begin(county: str, slug: str) -> Response:
    """Open a draft; pressed twice, the first one answers."""
    item_id = f"{county}.{slug}"
    if rulebook.item(item_id).channel(Channel.ONLINE) is None:
        raise NotFound
    key = request.form.get("key", "")[:64] or None
    draft = filings.open_draft(current_context(), item_id, Claims(), key=key)
    return see_other(url_for("apply_who.who", number=draft.number))


def _preview(item: Item) -> Preview:
    asked = [each for each in item.materials if each.kind != DocumentKind.FILING_FORM]
    calendar = rulebook.calendar.overlaid(item.place.holidays)
    due = deadlines.due_on(item, Channel.ONLINE, current_context().today, calendar)
    served = item.facts.get("served")
    return Preview(
        name=item_name(item),
        county=county_name(item),
        served=str(served.value) if served and served.value else "",
        documents=tuple(
            MaterialShown(
                document_title(item, each.kind),
                hints_of(each),
                bool(each.commitment.value),
                each.necessary.value is False,
                each.only_with_agent,
            )
            for each in asked
        ),
        form_is_made=len(asked) < len(item.materials),
        deadline=_deadline(item),
        effects=tuple(effect.text for effect in item.effects),
        due=_("今天提交，最晚 %(day)s 办结。", day=day(due.on)) if due else _("指南没有写明多少天办结。"),
        validity=_("办好以后有效 %(years)s 年。", years=item.validity.years) if item.validity else "",
        is_offered=item.channel(Channel.ONLINE) is not None,
        contact=contact_of(item.id),
        guide_url=item_url("guides.one_item", item.id),
    )


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
