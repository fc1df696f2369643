"""A citizen registers: the answer is the same whether or not the telephone has an account (threat E6)."""

from flask import Response, make_response, render_template, request, url_for

from portal.domain.errors import DomainError
from portal.domain.policy import Permission
from portal.models.accounts import Identity
from portal.services import password_rules, registration
from portal.web.account.arriving import arrive
from portal.web.account.carriers import to_telephones
from portal.web.account.forms import PhoneCodeForm, RegisterForm
from portal.web.forms.blame import blame
from portal.web.guards import client_address, current_context, guarded_blueprint
from portal.web.language import language
from portal.web.respond import local_path, see_other

blueprint = guarded_blueprint("registration", __name__, Permission.PUBLIC, url_prefix="/register")


@blueprint.route("", methods=["GET", "POST"])
def register() -> Response:
    """Where messages can be sent, prove the telephone first; else on to the sign-in."""
    form, carrier = RegisterForm(), to_telephones()
    if request.method in ("GET", "HEAD"):
        form.next.data = local_path(request.args.get("next", ""), "")
    elif form.validate():
        ctx, address = current_context(), client_address()
        own = Identity(form.name.data, form.id_number.data, form.phone.data, language=language())
        password = form.password.data
        wanted = local_path(form.next.data or "", "")
        try:
            if carrier is None:
                registration.register(ctx, own, password, address)
                return see_other(url_for("account.login", registered="yes", next=wanted or None))
            carried = registration.begin(ctx, own, password, address, carrier, language())
            return _code_page(PhoneCodeForm(formdata=None, registration=carried, next=wanted))
        except DomainError as refused:
            blame(form, refused)
    page = render_template(
        "account/register.html",
        form=form,
        shortest=password_rules.SHORTEST_PASSWORD,
        has_errors=bool(form.errors),
    )
    return make_response(page, 422 if form.errors else 200)


@blueprint.post("/code")
def prove() -> Response:
    """The code that came by message: now there is an account, and its owner is signed in."""
    form = PhoneCodeForm()
    if form.validate():
        try:
            user = registration.finish(
                current_context(), form.registration.data or "", form.code.data, client_address()
            )
        except DomainError as refused:
            blame(form, refused)
        else:
            return arrive(user, form.next.data or "")
    return _code_page(form, 422)


def _code_page(form: PhoneCodeForm, status: int = 200) -> Response:
    return make_response(render_template("account/prove_phone.html", form=form, has_errors=bool(form.errors)), status)
