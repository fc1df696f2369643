"""A citizen who forgot the password: the office rings back, hears who it is, and reads out a code."""

from flask import Response, make_response, render_template

from portal.domain.errors import DomainError
from portal.domain.numbering import grouped
from portal.domain.policy import Permission
from portal.domain.vocabulary import Channel
from portal.models import User
from portal.services import recovery
from portal.web.clerk.forms import RecoveryCodeForm
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint

blueprint = guarded_blueprint(
    "clerk_recovery",
    __name__,
    Permission.ACCOUNT_RECOVERY,
    url_prefix="/clerk/filings/<filing_number:number>/account-code",
)


@blueprint.post("")
def ask(number: str) -> Response:
    """Say which number to ring and what to ask; the look at the number is written down."""
    return _page(number, recovery.look_at_account(current_context(), number), RecoveryCodeForm(formdata=None))


@blueprint.post("/give")
def give(number: str) -> Response:
    """Show the code, once, where whoever answered knew what the owner of the account knows.

    The page shows the whole number again, whatever comes of it: that is a look again.
    """
    owner, form, code = recovery.look_at_account(current_context(), number), RecoveryCodeForm(), ""
    if form.validate():
        try:
            code = recovery.give_code(current_context(Channel(form.way.data)), number, form.last_four.data)
        except DomainError as refused:
            blame(form, refused)
    return _page(number, owner, form, code)


def _page(number: str, owner: User, form: RecoveryCodeForm, code: str = "") -> Response:
    page = render_template(
        "clerk/account_code.html",
        number=number,
        grouped_number=grouped(number),
        name=owner.identity.name,
        phone=owner.identity.phone,
        form=form,
        code=f"{code[:4]} {code[4:]}".strip(),
        has_errors=bool(form.errors),
    )
    return make_response(page, 422 if form.errors else 200)
