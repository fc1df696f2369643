"""The page of one account, with what waits for it, and the page that shows a link once."""

from flask import Response, current_app, make_response, render_template, url_for

from portal.catalogue.county import County
from portal.config import Settings
from portal.domain.actor import Context
from portal.domain.errors import NotFound
from portal.domain.slip_signing import SlipSigner
from portal.models import User
from portal.services import account_resets
from portal.services.rulebook import rulebook
from portal.web.admin.forms import ResetRequestForm, SignerForm
from portal.web.language import lazy_gettext as _
from portal.web.presenters.account_resets import ResetLine
from portal.web.presenters.supervision import AccountLine

_RESET = _("2 小时内有效，只能用一次。用了以后，这个账号在别处的登录全部退出。")
LINKS = {
    "invitation": {"title": _("邀请链接"), "terms": (_("48 小时内有效，只能用一次。"),)},
    "reset": {"title": _("重设密码的链接"), "terms": (_RESET,)},
    "bound_reset": {
        "title": _("重设密码的链接"),
        "terms": (_RESET, _("打开以后要填本人的身份证号，登录还要填动态码；别人拿到也用不了。")),
    },
}


def account_page(ctx: Context, user: User, form: ResetRequestForm, signer_form: SignerForm | None = None) -> Response:
    """One account, what of it is to be reset, and what may be done to it."""
    has_errors = bool(form.errors or (signer_form and signer_form.errors))
    signers = signers_of(ctx) if user.hospital_id is not None else ()
    if signer_form is None and (signers or user.signs_as):
        signer_form = SignerForm(formdata=None, signs_as=user.signs_as or "").fit(signers, user.signs_as)
    line = AccountLine.of(user, county_of(ctx), ctx.actor.user_id)
    waiting, _disowned = account_resets.of_accounts(ctx, [user])
    page = render_template(
        "admin/account.html",
        line=line,
        form=form,
        signer_form=signer_form,
        waiting=[ResetLine.of(reset, ctx) for reset in waiting],
        has_errors=has_errors,
    )
    return make_response(page, 422 if has_errors else 200)


def reset_done(user: User, token: str) -> Response:
    """The link of a password; nothing to show where a second factor was reset."""
    return link_page("reset" if user.person_index is None else "bound_reset", token, user.username or "")


def link_page(kind: str, token: str, username: str) -> Response:
    """A link, shown once and never in an address."""
    settings: Settings = current_app.config["PORTAL_SETTINGS"]
    endpoint = "account.invitation" if kind == "invitation" else "account.reset"
    link = settings.base_url + url_for(endpoint, token=token)
    return make_response(render_template("admin/link.html", link=link, username=username, **LINKS[kind]))


def signers_of(ctx: Context) -> tuple[SlipSigner, ...]:
    """As what hospitals of the county sign slips; nothing where its files do not ask."""
    return tuple(dict.fromkeys(signer for item in county_of(ctx).items for signer in item.slip_signers))


def county_of(ctx: Context) -> County:
    """Whose accounts the supervisor looks after."""
    county = rulebook.catalogue.county(ctx.actor.county or "")
    if county is None:
        raise NotFound
    return county
