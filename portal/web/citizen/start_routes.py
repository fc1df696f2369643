"""What an item asks, before anybody types: what to bring, by when, what happens if late; then a draft begins."""

import secrets

from flask import Response, make_response, render_template, request, url_for

from portal.domain.claims import Claims, laid_over
from portal.domain.errors import NotFound
from portal.domain.policy import Permission, allowed
from portal.domain.vocabulary import Channel
from portal.services import filings, own_filings
from portal.services.rulebook import rulebook
from portal.web.addresses import with_query
from portal.web.guards import current_actor, current_context, guarded_blueprint, requires
from portal.web.presenters.preview import preview
from portal.web.questions.carried import from_address, to_address
from portal.web.respond import see_other

blueprint = guarded_blueprint("apply", __name__, Permission.CITIZEN_AREA, url_prefix="/apply")


@blueprint.get("/<county>/<slug>")
@requires(Permission.PUBLIC)
def before_typing(county: str, slug: str) -> Response:
    """Say what is needed; nothing is asked yet."""
    ctx = current_context()
    item = rulebook.item(f"{county}.{slug}", on=ctx.today)
    carried = to_address(item, from_address(item, request.args))
    may_begin = allowed(ctx.actor, Permission.CITIZEN_AREA)
    draft = own_filings.draft_of(ctx, item.id) if may_begin else None
    return make_response(
        render_template(
            "citizen/start.html",
            preview=preview(item, ctx.today),
            is_stranger=current_actor().user_id is None,
            may_begin=may_begin,
            draft_number=draft.number if draft else "",
            key=secrets.token_hex(16),
            is_carrying=bool(carried),
            here=with_query(request.path, carried),
        )
    )


@blueprint.post("/<county>/<slug>")
def begin(county: str, slug: str) -> Response:
    """Open a draft with the answers that came along; pressed twice, the first one answers."""
    ctx = current_context()
    item = rulebook.item(f"{county}.{slug}", on=ctx.today)
    if item.channel(Channel.ONLINE) is None:
        raise NotFound
    claims = laid_over(Claims(), from_address(item, request.args))
    key = request.form.get("key", "")[:64] or None
    draft = filings.open_draft(ctx, item.id, claims, key=key)
    return see_other(url_for("apply_who.who", number=draft.number))
