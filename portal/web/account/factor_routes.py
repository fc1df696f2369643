"""The second factor of staff: given after the password and before what cannot be undone, and set up on a telephone."""

from flask import Response, make_response, render_template, request, url_for

from portal.adapters import qr
from portal.domain.errors import DomainError
from portal.domain.numbering import grouped
from portal.domain.policy import Permission
from portal.services import second_factors
from portal.web.account.arriving import go_on, next_page
from portal.web.account.forms import FactorForm, FirstCodeForm
from portal.web.forms.blame import blame
from portal.web.guards import (
    client_address,
    current_context,
    guarded_blueprint,
    requires,
    sign_in_confirmed,
)
from portal.web.known_browser import known_browser, remember_browser
from portal.web.respond import local_path, see_other

blueprint = guarded_blueprint("second_factor", __name__, Permission.SECOND_FACTOR, url_prefix="/second-factor")


@blueprint.route("", methods=["GET", "POST"])
def give() -> Response:
    """The code of the telephone, or one for a lost one; whoever has no second factor yet sets it up first."""
    ctx, form = current_context(), FactorForm()
    wanted = _wanted(form)
    if not second_factors.is_set(second_factors.account_of(ctx)):
        return see_other(url_for("second_factor.set_up", next=wanted or None))
    if form.validate_on_submit():
        try:
            user = second_factors.prove(ctx, form.code.data, client_address(), known_browser())
        except DomainError as refused:
            blame(form, refused)
        else:
            sign_in_confirmed(user)
            return go_on(user, wanted)
    has_errors = bool(form.errors)
    page = render_template(
        "account/second_factor.html", form=form, is_halfway=ctx.actor.halfway_id is not None, has_errors=has_errors
    )
    return make_response(page, 422 if has_errors else 200)


def _wanted(form: FactorForm) -> str:
    """Where the person was going; the form carries it on."""
    if request.method in ("GET", "HEAD"):
        form.next.data = request.args.get("next", "")
    form.next.data = local_path(form.next.data or "", "")
    return str(form.next.data)


@blueprint.route("/set-up", methods=["GET", "POST"])
@requires(Permission.SECOND_FACTOR_CHANGE)
def set_up() -> Response:
    """Let a telephone count codes for the account; then the recovery codes are shown, once."""
    ctx, form = current_context(), FirstCodeForm()
    user, wanted = second_factors.account_of(ctx), _wanted(form)
    if ctx.actor.halfway_id is not None and second_factors.is_set(user):
        return see_other(url_for("second_factor.give", next=wanted or None))
    if form.validate_on_submit():
        try:
            codes = second_factors.set_up(ctx, form.offer.data or "", form.code.data)
        except DomainError as refused:
            blame(form, refused)
        else:
            sign_in_confirmed(user)
            page = render_template(
                "account/recovery_codes.html", codes=[grouped(code) for code in codes], next=next_page(user, wanted)
            )
            return remember_browser(make_response(page), user)
    offer = second_factors.offer(ctx, again=form.offer.data or "")
    form.offer.data = offer.sealed
    page = render_template(
        "account/set_up_factor.html",
        form=form,
        secret=grouped(offer.base32),
        drawing=qr.svg(offer.uri, ""),
        username=user.username,
        issuer=second_factors.ISSUER,
        has_errors=bool(form.errors),
    )
    return make_response(page, 422 if form.errors else 200)
