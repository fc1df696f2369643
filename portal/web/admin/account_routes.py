"""Accounts of the county's staff: who has one, inviting, disabling, a link to choose a new password."""

from flask import Response, current_app, make_response, render_template, url_for

from portal.catalogue.county import County
from portal.config import Settings
from portal.domain.actor import Context
from portal.domain.errors import DomainError, Invalid, NotFound
from portal.domain.policy import Permission
from portal.domain.vocabulary import Role
from portal.services import hospitals, second_factors, staff_accounts
from portal.services.rulebook import rulebook
from portal.web.admin.forms import InviteForm
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint, requires
from portal.web.language import lazy_gettext as _
from portal.web.presenters.supervision import AccountLine
from portal.web.respond import see_other

blueprint = guarded_blueprint("admin_accounts", __name__, Permission.SUPERVISOR_AREA, url_prefix="/admin/accounts")

LINKS = {
    "invitation": {"title": _("邀请链接"), "terms": _("48 小时内有效，只能用一次。")},
    "reset": {
        "title": _("重设密码的链接"),
        "terms": _("2 小时内有效，只能用一次。用了以后，这个账号在别处的登录全部退出。"),
    },
}


@blueprint.get("/")
def every() -> Response:
    """Everyone who acts for the county or one of its hospitals."""
    ctx = current_context()
    county = _county(ctx)
    users = staff_accounts.of_county(ctx)
    proven = second_factors.holders(users)
    lines = [AccountLine.of(user, county, ctx.actor.user_id, proven) for user in users]
    return make_response(render_template("admin/accounts.html", lines=lines))


@blueprint.route("/invite", methods=["GET", "POST"])
@requires(Permission.STAFF_ACCOUNTS)
def invite() -> Response:
    """Make a link by which somebody takes up an account; it is shown once and never in an address."""
    ctx = current_context()
    offices = [(office.id, office.name) for office in _county(ctx).offices]
    form = InviteForm().fit(offices, [(row.uid, row.name) for row in hospitals.of_county(ctx)])
    if form.validate_on_submit():
        try:
            role = Role(form.role.data)
            token = staff_accounts.invite(
                ctx, role, form.username.data, form.office.data or None, form.hospital.data or None
            )
            return _link_page("invitation", token, form.username.data.lower())
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
    line = AccountLine.of(user, _county(ctx), ctx.actor.user_id, second_factors.holders([user]))
    return make_response(render_template("admin/account.html", line=line))


@blueprint.post("/<uid>/disable")
@requires(Permission.STAFF_ACCOUNTS)
def disable(uid: str) -> Response:
    """End the account and its sessions at once."""
    staff_accounts.disable(current_context(), uid)
    return see_other(url_for("admin_accounts.every"))


@blueprint.post("/<uid>/reset")
@requires(Permission.STAFF_ACCOUNTS)
def reset(uid: str) -> Response:
    """Make a link to choose a new password; shown once."""
    ctx = current_context()
    user = staff_accounts.by_uid(ctx, uid)
    username = user.username or ""
    return _link_page("reset", staff_accounts.make_reset_link(ctx, uid), username)


@blueprint.post("/<uid>/forget-factor")
@requires(Permission.STAFF_ACCOUNTS)
def forget_factor(uid: str) -> Response:
    """Who lost the telephone and the recovery codes sets a second factor up anew at the next sign-in."""
    staff_accounts.forget_factor(current_context(), uid)
    return see_other(url_for("admin_accounts.show", uid=uid))


def _link_page(kind: str, token: str, username: str) -> Response:
    settings: Settings = current_app.config["PORTAL_SETTINGS"]
    link = settings.base_url + url_for(f"account.{kind}", token=token)
    return make_response(render_template("admin/link.html", link=link, username=username, **LINKS[kind]))


def _county(ctx: Context) -> County:
    county = rulebook.catalogue.county(ctx.actor.county or "")
    if county is None:
        raise NotFound
    return county
