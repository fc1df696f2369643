"""Sign in, sign out, take up an invitation, choose a password, see one's own account."""

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from portal.domain.errors import DomainError, Invalid, NotFound
from portal.domain.identity import masked, masked_mailbox, masked_phone
from portal.domain.policy import Permission
from portal.domain.vocabulary import STAFF, WITH_SECOND_FACTOR, Role, TokenPurpose
from portal.models import User
from portal.models.accounts import Identity
from portal.services import (
    accounts,
    password_rules,
    passwords,
    portal_events,
    reset_links,
    second_factors,
    staff_accounts,
)
from portal.web.account.arriving import arrive, destination
from portal.web.account.forms import (
    AcceptInvitationForm,
    BoundResetForm,
    LoginForm,
    OwnNumberForm,
    PasswordForm,
    ResetForm,
)
from portal.web.account.links import require_live, spent_link
from portal.web.dates import day_of
from portal.web.forms.blame import blame
from portal.web.forms.portal_form import PortalForm
from portal.web.guards import client_address, current_context, guarded_blueprint, requires, sign_out, stay_signed_in
from portal.web.known_browser import known_browser, remember_browser
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.navigation import home_of, place_of
from portal.web.presenters.own_account import OwnNumberWords, done_to_account
from portal.web.respond import local_path, see_other
from portal.web.shared_computer import is_shared, leave_nothing
from portal.web.unsent import FILES, TYPED

blueprint = guarded_blueprint("account", __name__, Permission.SIGNED_IN)


def _page(template: str, form: PortalForm, **more: object) -> Response:
    body = render_template(f"account/{template}.html", form=form, has_errors=bool(form.errors), **more)
    return make_response(body, 422 if form.errors else 200)


@blueprint.route("/login", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
def login() -> Response:
    """Sign in and go on to the page that asked for it."""
    form = LoginForm()
    if request.method in ("GET", "HEAD"):
        form.next.data = local_path(request.args.get("next", ""), "")
        if current_user.is_authenticated:
            return see_other(destination(current_user.account, form.next.data))
    elif form.validate():
        try:
            user = accounts.authenticate(
                current_context(), form.login.data, form.password.data, client_address(), known_browser()
            )
        except DomainError as refused:
            blame(form, refused)
        else:
            return arrive(user, form.next.data or "", form.unsent.data or "")
    return _page(
        "login",
        form,
        kept=TYPED if form.unsent.data else _kept(),
        is_registered=request.args.get("registered") == "yes",
    )


def _kept() -> str:
    """What became of a form that did not come in, where the way here says so."""
    kept = request.args.get("kept", "")
    return kept if kept in (TYPED, FILES) else ""


@blueprint.post("/logout")
@requires(Permission.PUBLIC)
def logout() -> Response:
    """End the session; on a shared computer nothing is left behind."""
    was_shared = is_shared()
    sign_out()
    return leave_nothing(see_other(url_for("public.home")), was_shared)


@blueprint.get("/session")
def keep_session() -> Response:
    """Opening this page is what keeps a session alive."""
    return make_response(render_template("account/kept.html", home=home_of(current_user.account)))


@blueprint.route("/invitation/<token>", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
def invitation(token: str) -> Response:
    """A member of staff turns an invitation into an account."""
    require_live(TokenPurpose.INVITE, token)
    form = AcceptInvitationForm()
    if form.validate_on_submit():
        try:
            user = staff_accounts.redeem_invitation(
                current_context(), token, form.name.data, form.id_number.data, form.password.data
            )
        except NotFound:
            raise spent_link() from None
        except DomainError as refused:
            blame(form, refused)
        else:
            return arrive(user)
    elif form.errors:
        try:
            staff_accounts.require_redeemable(current_context(), token)
        except Invalid as taken:
            blame(form, taken)
    return _page("invitation", form, shortest=password_rules.SHORTEST_PASSWORD)


@blueprint.route("/reset/<token>", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
def reset(token: str) -> Response:
    """Choose a new password by a link."""
    form = _reset_form(token)
    if form.validate_on_submit():
        id_number = form.id_number.data if isinstance(form, BoundResetForm) else ""
        try:
            user = passwords.reset(current_context(), token, form.password.data, id_number)
        except NotFound:
            raise spent_link() from None
        except DomainError as refused:
            blame(form, refused)
        else:
            return arrive(user)
    return _page("reset", form, shortest=password_rules.SHORTEST_PASSWORD)


def _reset_form(token: str) -> ResetForm:
    """With the owner's own number, where the link is good with it alone."""
    try:
        is_bound = reset_links.asks_for_number(current_context(), token)
    except NotFound:
        raise spent_link() from None
    return BoundResetForm() if is_bound else ResetForm()


@blueprint.get("/account")
def own_account() -> Response:
    """Who one is here, whether verified, and what to change."""
    return _account_page(PasswordForm())


@blueprint.post("/account/password")
def change_password() -> Response:
    """Choose a new password; other browsers are signed out, this one goes on."""
    form = PasswordForm()
    if form.validate():
        try:
            passwords.change(current_context(), form.old_password.data, form.password.data)
        except DomainError as refused:
            blame(form, refused)
        else:
            stay_signed_in()
            return remember_browser(see_other(url_for("account.own_account", changed="password")), current_user.account)
    elif form.old_password.data:
        _blame_old_password(form)
    return _account_page(form)


def _blame_old_password(form: PasswordForm) -> None:
    """A page that comes back for the new password says at once whether the old one was right."""
    try:
        passwords.check_own(current_context(), form.old_password.data)
    except DomainError as refused:
        blame(form, refused)


@blueprint.post("/account/sign-out-everywhere")
def sign_out_everywhere() -> Response:
    """End every session of the account, this one too."""
    accounts.sign_out_everywhere(current_context())
    return logout()


@blueprint.post("/account/own-number")
def tell_own_number() -> Response:
    """Who acts for others tells their own number, once: what concerns them goes to a colleague from then on."""
    form = OwnNumberForm()
    if form.validate():
        try:
            staff_accounts.tell_own_number(current_context(), form.id_number.data)
        except Invalid as refused:
            blame(form, refused)
        else:
            return see_other(url_for("account.own_account"))
    return _account_page(PasswordForm(formdata=None), form)


def _consented(user: User) -> str:
    if user.consent_version is None:
        return ""
    return str(_("第 %(version)s 版，%(day)s", version=user.consent_version, day=day_of(user.consented_at)))


def _mailbox(known: Identity) -> str:
    if not known.mailbox:
        return ""
    address = masked_mailbox(known.mailbox)
    return address if known.is_mailbox_proven else str(_("%(mailbox)s（还没有核实）", mailbox=address))


def _account_page(form: PasswordForm, own_number: OwnNumberForm | None = None) -> Response:
    own_number = own_number or OwnNumberForm(formdata=None)
    user: User = current_user.account
    known = user.identity
    rows = [
        (_("姓名"), known.name),
        (_("身份证号"), masked(known.id_number)),
        (_("手机号"), masked_phone(known.phone) if known.phone else ""),
        (_("电子邮箱"), _mailbox(known)),
        (_("用户名"), user.username or ""),
        (_("身份"), label(user.role)),
        (_("所在单位"), place_of(current_user.seen)),
        (_("同意过的“个人信息怎么用”"), _consented(user)),
    ]
    page = _page(
        "account",
        form,
        rows=[(name, value) for name, value in rows if value],
        is_citizen=user.role is Role.CITIZEN,
        own_number=own_number if user.role in WITH_SECOND_FACTOR and user.person_index is None else None,
        number_words=OwnNumberWords.of(user.role),
        is_staff=user.role in STAFF,
        recovery_codes_left=second_factors.codes_left(user) if user.role in WITH_SECOND_FACTOR else None,
        verified_on=day_of(user.verified_at),
        is_changed=request.args.get("changed") == "password",
        shortest=password_rules.SHORTEST_PASSWORD,
        done=tuple(done_to_account(event) for event in portal_events.newest_of(user)),
    )
    if own_number.errors:
        page.status_code = 422
    return page
