"""What others reset of one's own account: shown at the sign-in until one says whether it was in order."""

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from portal.domain.errors import NotAllowed
from portal.domain.policy import Permission
from portal.models import User
from portal.models.live_sessions import SeenAccount
from portal.services import own_resets
from portal.services.rulebook import rulebook
from portal.web.account.arriving import destination
from portal.web.guards import current_context, guarded_blueprint, sign_out
from portal.web.presenters.account_resets import OwnResetLine
from portal.web.presenters.sentences import refused
from portal.web.presenters.telephones import offices_by_number
from portal.web.respond import local_path, see_other

blueprint = guarded_blueprint("own_resets", __name__, Permission.MEMBER, url_prefix="/account/resets")


@blueprint.get("")
def every() -> Response:
    """Each with who, what, when, why and who confirmed."""
    ctx, wanted = current_context(), request.args.get("next", "")
    user: SeenAccount = current_user.seen
    open_ones, answered = own_resets.unanswered_of(ctx, user), own_resets.answered_of(user)
    is_known = own_resets.is_owner_known(open_ones)
    carried_out = own_resets.carried_out_at([*open_ones, *answered])
    lines, earlier = (
        [OwnResetLine.of(reset, carried_out.get(reset.id)) for reset in resets] for resets in (open_ones, answered)
    )
    go_on = destination(user, wanted)
    page = render_template(
        "account/resets.html",
        lines=lines,
        earlier=earlier,
        unknown="" if is_known else refused(NotAllowed("both_locks_were_reset")),
        go_on=go_on,
        wanted=local_path(wanted, ""),
    )
    return make_response(page)


@blueprint.post("/<key>/recognise")
def recognise(key: str) -> Response:
    """It was in order."""
    own_resets.recognise(current_context(), key)
    return see_other(url_for("own_resets.every", next=local_path(request.form.get("next", ""), "") or None))


@blueprint.post("/<key>/disown")
def disown(key: str) -> Response:
    """It was not: everything of the account is signed out, this browser too, and the page says whom to ring."""
    user: User = current_user.account
    own_resets.disown(current_context(), key)
    phones = _phones_of(user)
    sign_out()
    return make_response(render_template("account/disowned.html", phones=phones))


def _phones_of(user: User) -> tuple[tuple[str, str], ...]:
    """Of the agency that looks after the account, each with the office it rings where there are several."""
    slug = user.county or (user.hospital.county if user.hospital else "")
    county = rulebook.catalogue.county(slug)
    if county is None:
        return ()
    known = dict.fromkeys(number for item in county.items for number in county.contact_for(item).phones)
    offices = offices_by_number(county)
    return tuple((number, offices.get(number, "")) for number in known)
