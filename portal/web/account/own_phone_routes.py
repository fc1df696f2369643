"""Another telephone to sign in by: the password once more, then the code that is sent to it."""

from flask import Response, make_response, render_template, url_for

from portal.domain.errors import DomainError
from portal.domain.policy import Permission
from portal.services import own_phone
from portal.web.account.carriers import to_telephones
from portal.web.account.forms import NewPhoneCodeForm, NewPhoneForm
from portal.web.forms.blame import blame
from portal.web.guards import client_address, current_context, guarded_blueprint
from portal.web.language import language
from portal.web.respond import see_other

blueprint = guarded_blueprint("own_phone", __name__, Permission.CITIZEN_AREA, url_prefix="/account/phone")


@blueprint.route("", methods=["GET", "POST"])
def change() -> Response:
    """Where messages can be sent, send a code to the new one; else it cannot be proven, and stays as it is."""
    form, carrier = NewPhoneForm(), to_telephones()
    if carrier is not None and form.validate_on_submit():
        typed = form.phone.data, form.old_password.data
        try:
            proof = own_phone.begin(current_context(), *typed, carrier, client_address(), language())
            return _code_page(NewPhoneCodeForm(formdata=None, proof=proof))
        except DomainError as refused:
            blame(form, refused)
    page = render_template(
        "account/new_phone.html", form=form, can_prove=carrier is not None, has_errors=bool(form.errors)
    )
    return make_response(page, 422 if form.errors else 200)


@blueprint.post("/code")
def prove() -> Response:
    """The code that came by message: from now on they sign in by that telephone."""
    form = NewPhoneCodeForm()
    if form.validate():
        try:
            own_phone.finish(current_context(), form.proof.data or "", form.code.data, client_address())
        except DomainError as refused:
            blame(form, refused)
        else:
            return see_other(url_for("account.own_account"))
    return _code_page(form, 422)


def _code_page(form: NewPhoneCodeForm, status: int = 200) -> Response:
    page = render_template("account/prove_new_phone.html", form=form, has_errors=bool(form.errors))
    return make_response(page, status)
