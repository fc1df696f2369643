"""Accounts of the county's staff: who has one, inviting, disabling."""

from flask import Response, make_response, render_template, url_for

from portal.domain.errors import DomainError, Invalid
from portal.domain.policy import Permission
from portal.domain.vocabulary import Role
from portal.services import account_resets, employers, hospitals, staff_accounts
from portal.web.admin.account_page import account_page, county_of, link_page, signers_of
from portal.web.admin.forms import InviteForm, ResetRequestForm, SignerForm
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint, requires
from portal.web.presenters.account_resets import ResetLine, disowned_sentence
from portal.web.presenters.supervision import AccountLine
from portal.web.respond import see_other

blueprint = guarded_blueprint("admin_accounts", __name__, Permission.SUPERVISOR_AREA, url_prefix="/admin/accounts")


@blueprint.get("/")
def every() -> Response:
    """Everyone who acts for the county or one of its hospitals."""
    ctx = current_context()
    county = county_of(ctx)
    users = staff_accounts.of_county(ctx)
    waiting, disowned = account_resets.of_accounts(ctx, users)
    page = render_template(
        "admin/accounts.html",
        lines=[AccountLine.of(user, county, ctx.actor.user_id) for user in users],
        waiting=[ResetLine.of(reset, ctx) for reset in waiting],
        disowned=[disowned_sentence(reset) for reset in disowned],
    )
    return make_response(page)


@blueprint.route("/invite", methods=["GET", "POST"])
@requires(Permission.STAFF_ACCOUNTS)
def invite() -> Response:
    """Make a link by which somebody takes up an account; it is shown once and never in an address."""
    ctx = current_context()
    offices = [(office.id, office.name) for office in county_of(ctx).offices]
    referring = [(row.uid, row.name) for row in hospitals.of_county(ctx)]
    filing = [(row.uid, row.name) for row in employers.of_county(ctx)]
    form = InviteForm().fit(offices, referring, filing, signers_of(ctx))
    if form.validate_on_submit():
        try:
            role = Role(form.role.data)
            office, hospital, employer = (field.data or None for field in (form.office, form.hospital, form.employer))
            token = staff_accounts.invite(
                ctx, role, form.username.data, office, hospital, employer, signs_as=form.signer
            )
            return link_page("invitation", token, form.username.data.lower())
        except DomainError as error:
            blame(form, error)
    elif form.username.data and not form.username.errors:
        try:
            staff_accounts.require_free(form.username.data)
        except Invalid as error:
            blame(form, error)
    page = render_template("admin/invite.html", form=form, has_errors=bool(form.errors))
    return make_response(page, 422 if form.errors else 200)


@blueprint.get("/<uid>")
@requires(Permission.STAFF_ACCOUNTS)
def show(uid: str) -> Response:
    """One account, and what may be done to it."""
    ctx = current_context()
    user = staff_accounts.by_uid(ctx, uid)
    return account_page(ctx, user, ResetRequestForm(formdata=None))


@blueprint.post("/<uid>/signer")
@requires(Permission.STAFF_ACCOUNTS)
def name_signer(uid: str) -> Response:
    """Say as what an account of a hospital signs slips."""
    ctx = current_context()
    user = staff_accounts.by_uid(ctx, uid)
    form = SignerForm().fit(signers_of(ctx), user.signs_as)
    if not form.validate():
        return account_page(ctx, user, ResetRequestForm(formdata=None), form)
    staff_accounts.name_signer(ctx, uid, form.signer)
    return see_other(url_for("admin_accounts.show", uid=uid))


@blueprint.post("/<uid>/disable")
@requires(Permission.STAFF_ACCOUNTS)
def disable(uid: str) -> Response:
    """End the account and its sessions at once."""
    staff_accounts.disable(current_context(), uid)
    return see_other(url_for("admin_accounts.every"))
