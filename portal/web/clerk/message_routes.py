"""What no message carried: the list from which the desk rings people or writes to them."""

from flask import Response, make_response, render_template, request, url_for

from portal.domain.policy import Permission
from portal.services import unheard
from portal.web.addresses import row_number_in
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters import messages as shown

blueprint = guarded_blueprint("clerk_messages", __name__, Permission.CLERK_AREA, url_prefix="/clerk/messages")


@blueprint.get("")
def page() -> Response:
    """The oldest first, a page at a time."""
    after = row_number_in(request.args.get("after", "")) or 0
    found = unheard.for_the_desk(current_context(), after)
    last = found[unheard.PAGE - 1] if len(found) > unheard.PAGE else None
    return make_response(
        render_template(
            "clerk/messages.html",
            rows=shown.unheard(found[: unheard.PAGE]),
            has_channel=shown.has_channel(),
            first_url=url_for("clerk_messages.page") if after else "",
            next_url=url_for("clerk_messages.page", after=last.message.id) if last else "",
        )
    )
