"""Resetting somebody's password or second factor: asked for, confirmed by a second supervisor, or by a call."""

from flask import Response, make_response, render_template, url_for

from portal.domain.account_resets import ResetKind
from portal.domain.errors import Invalid, SeveralInvalid, TooMany
from portal.domain.policy import Permission
from portal.domain.spelling import words_of
from portal.services import account_resets, call_backs, staff_accounts
from portal.web.admin.account_page import account_page, reset_done
from portal.web.admin.forms import CallBackForm, ResetRequestForm
from portal.web.forms.blame import blame, blame_all
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters.account_resets import ResetLine
from portal.web.respond import see_other

blueprint = guarded_blueprint(
    "admin_resets", __name__, Permission.STAFF_ACCOUNTS, url_prefix="/admin/accounts/<uid>/resets"
)


@blueprint.post("")
def want(uid: str) -> Response:
    """Ask for it with a reason; of an account that decides nothing it takes effect at once."""
    ctx, form = current_context(), ResetRequestForm()
    user = staff_accounts.by_uid(ctx, uid)
    if not form.validate():
        return account_page(ctx, user, form)
    _reset, token = account_resets.want(ctx, uid, ResetKind(form.kind.data), words_of(form.reason.data))
    return _after(uid, token)


@blueprint.post("/<key>/confirm")
def confirm(uid: str, key: str) -> Response:
    """The second supervisor lets it take effect; the link of a password is shown to them alone."""
    return _after(uid, account_resets.confirm(current_context(), uid, key))


@blueprint.post("/<key>/take-back")
def take_back(uid: str, key: str) -> Response:
    """The request is over."""
    account_resets.take_back(current_context(), uid, key)
    return see_other(url_for("admin_accounts.show", uid=uid))


@blueprint.route("/<key>/call-back", methods=["GET", "POST"])
def call_back(uid: str, key: str) -> Response:
    """Who asked has rung the account's owner, and writes down which number, when, and what they knew."""
    ctx = current_context()
    reset = call_backs.possible(ctx, uid, key)
    line, form = ResetLine.of(reset, ctx), CallBackForm(called_at=ctx.now)
    if form.validate_on_submit():
        try:
            return _after(uid, call_backs.note(ctx, uid, key, form.call()))
        except SeveralInvalid as faults:
            blame_all(form, faults.faults)
        except (Invalid, TooMany) as refused:
            blame(form, refused)
    has_errors = bool(form.errors)
    page = render_template("admin/call_back.html", form=form, line=line, uid=uid, has_errors=has_errors)
    return make_response(page, 422 if has_errors else 200)


def _after(uid: str, token: str) -> Response:
    if token:
        return reset_done(staff_accounts.by_uid(current_context(), uid), token)
    return see_other(url_for("admin_accounts.show", uid=uid))
