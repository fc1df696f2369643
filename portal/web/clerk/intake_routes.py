"""Cases that come by counter, telephone and fax: choose the item, take it down on one page, read the number back."""

from collections.abc import Sequence
from functools import partial

from flask import Response, abort, make_response, render_template, url_for

from portal.adapters.uploads import UploadRefused
from portal.domain.actor import BEIJING, Context
from portal.domain.claims import Claims, with_answer
from portal.domain.errors import DomainError
from portal.domain.fact_rules import FactFaults
from portal.domain.item import Item
from portal.domain.policy import Permission
from portal.domain.questions import Section
from portal.domain.vocabulary import KEYED_BY_A_CLERK, Channel
from portal.services import intake, overlapping, proving
from portal.services.rulebook import rulebook
from portal.web import uploads
from portal.web.clerk.intake_forms import IntakePage
from portal.web.forms.sections import Sections
from portal.web.guards import current_context, guarded_blueprint
from portal.web.labels import INTAKE_TITLES
from portal.web.language import gettext as _
from portal.web.presenters import intake as shown
from portal.web.presenters.sentences import item_name, refused, unreadable
from portal.web.respond import page_or_fragment, see_other

blueprint = guarded_blueprint(
    "clerk_intake",
    __name__,
    Permission.CLERK_AREA,
    url_prefix=f"/clerk/intake/<any({', '.join(KEYED_BY_A_CLERK)}):channel>",
)


def _item(ctx: Context, slug: str) -> Item:
    """An item of the clerk's own county that this channel is open for; anything else is a missing page."""
    item = rulebook.item(f"{ctx.actor.county}.{slug}", on=ctx.today)
    if item.channel(ctx.channel) is None:
        abort(404)
    return item


@blueprint.get("")
def choose(channel: str) -> Response:
    """Which item: those the guide opens this channel for, the others with why not."""
    ctx = current_context(Channel(channel))
    county = rulebook.catalogue.county(ctx.actor.county or "")
    choices = shown.choices(county.items if county else (), ctx.channel)
    return make_response(render_template("clerk/intake_items.html", title=INTAKE_TITLES[ctx.channel], choices=choices))


@blueprint.get("/<slug>")
def ask(channel: str, slug: str) -> Response:
    """An empty page, with the first question on top; a fax that is settled says so on its own page."""
    ctx = current_context(Channel(channel))
    item = _item(ctx, slug)
    now = with_answer(Claims(), "caller.at", f"{ctx.now.astimezone(BEIJING):%Y-%m-%d %H:%M}")
    page = IntakePage.of(ctx, item, now)
    fax = page.documents.fax
    return _shown(page) if fax is None or fax.waits else see_other(url_for("clerk_faxes.show", uid=fax.uid))


@blueprint.post("/<slug>/preview")
def preview(channel: str, slug: str) -> Response:
    """Whether it is enough so far; nothing is kept."""
    ctx = current_context(Channel(channel))
    return _shown(IntakePage.of(ctx, _item(ctx, slug)))


@blueprint.post("/<slug>")
def enter(channel: str, slug: str) -> Response:
    """Send it in. What does not fit is said first, and may be entered all the same: a refusal in writing is a right."""
    ctx = current_context(Channel(channel))
    page = IntakePage.of(ctx, _item(ctx, slug))
    form, documents = page.form, page.documents
    if form.is_looking_up:
        return _shown(page)
    if not page.validate():
        return _shown(page, faults=_besides(page), status=422)
    if page.assessment.is_refused and not form.insists.data:
        return _shown(page, status=422, must_insist=True)
    try:
        came = (documents.sighted(), documents.arrived(), documents.committed(), documents.from_tray())
        rest = (page.promise.promised(), page.paper.on_paper())
        done = intake.enter(ctx, page.item.id, form.claims(), form.submission_key, *came, *rest)
    except (UploadRefused, FactFaults, DomainError) as error:
        return _shown(page, faults=_sentences(error), status=422)
    return see_other(url_for("clerk_receiving.entered", number=done.filing.number))


def _besides(page: IntakePage) -> list[str]:
    """What would be wrong still once the fields are right, as far as it is known without entering anything."""
    faults: list[str] = []
    try:
        page.documents.check_files()
    except UploadRefused as error:
        faults += _sentences(error)
    try:
        proving.require_place_at_desk(page.ctx.channel, page.item.id, page.form.claims())
    except DomainError as error:
        faults += _sentences(error)
    return faults


def _sentences(error: UploadRefused | FactFaults | DomainError) -> list[str]:
    if isinstance(error, FactFaults):
        return unreadable(error)
    return [uploads.refusal_sentence(error) if isinstance(error, UploadRefused) else refused(error)]


def _shown(page: IntakePage, status: int = 200, must_insist: bool = False, faults: Sequence[str] = ()) -> Response:
    channel, stated = page.ctx.channel, page.form.claims()
    overlap = overlapping.beside(page.ctx, stated)
    fax, offers = page.documents.fax, page.offers.left(page.form)
    at = partial(url_for, channel=channel.value, slug=page.item.id.partition(".")[2], fax=fax.uid if fax else None)
    return page_or_fragment(
        "clerk/intake.html",
        "clerk/_verdict.html",
        status=status,
        title=f"{INTAKE_TITLES[channel]}{_('：')}{item_name(page.item)}",
        form=page.form,
        documents=page.documents,
        promise=page.promise,
        paper=page.paper,
        on_top=Sections(page.form, page.paper),
        choose_url=url_for("clerk_intake.choose", channel=channel.value),
        url=at("clerk_intake.enter"),
        preview_url=at("clerk_intake.preview"),
        verdict=shown.ahead(page.assessment, page.item, page.form.unanswered()),
        overlapping=shown.overlapping(overlap, page.ctx.today, proving.stands_here(channel, stated)),
        must_insist=must_insist,
        faults=faults,
        has_errors=status != 200,
        is_phone=channel is Channel.PHONE,
        fax=fax,
        offers=offers,
        offers_an_agent=any(field.name in offers for _question, field in page.form.section(Section.AGENT)),
    )
