"""What a member of staff tells of themselves: the telephone they are rung on before their account is reset."""

from flask import Response, make_response, render_template, url_for
from flask_login import current_user

from portal.domain.identity import masked_phone
from portal.domain.policy import Permission
from portal.models import User
from portal.services import call_backs
from portal.web.account.forms import OwnPhoneForm
from portal.web.guards import current_context, guarded_blueprint, requires
from portal.web.respond import see_other

blueprint = guarded_blueprint("staff_record", __name__, Permission.OWN_RECORD, url_prefix="/account/record")


@blueprint.get("")
def page() -> Response:
    """What is on record."""
    return _page(OwnPhoneForm(formdata=None))


@blueprint.post("/phone")
@requires(Permission.OWN_RECORD_CHANGE)
def phone() -> Response:
    """On which telephone to ring."""
    form = OwnPhoneForm()
    if not form.validate():
        return _page(form)
    call_backs.tell_own_phone(current_context(), form.phone.data)
    return see_other(url_for("staff_record.page"))


def _page(form: OwnPhoneForm) -> Response:
    user: User = current_user.account
    known = user.identity.phone
    page = render_template(
        "account/staff_record.html",
        form=form,
        known_phone=masked_phone(known) if known else "",
        has_errors=bool(form.errors),
    )
    return make_response(page, 422 if form.errors else 200)
