"""How messages are to reach oneself: in which language, and at which mailbox."""

from flask import Response, make_response, render_template, url_for
from flask_login import current_user

from portal.domain.errors import DomainError
from portal.domain.policy import Permission
from portal.models import User
from portal.services import own_mailbox, own_messages
from portal.web.account.carriers import to_mailboxes
from portal.web.account.forms import MailboxCodeForm, OwnMessagesForm
from portal.web.forms.blame import blame
from portal.web.guards import client_address, current_context, guarded_blueprint
from portal.web.language import language
from portal.web.preferences import every_language
from portal.web.presenters.messages import has_channel, has_mail
from portal.web.respond import see_other

blueprint = guarded_blueprint("own_messages", __name__, Permission.CITIZEN_AREA, url_prefix="/account/messages")


@blueprint.route("", methods=["GET", "POST"])
def choose() -> Response:
    """What is chosen now, and to change it."""
    user: User = current_user.account
    known = user.identity
    form = OwnMessagesForm(mailbox=known.mailbox, language=known.language or language())
    form.language.choices = [(each.code, each.name) for each in every_language()]
    if form.validate_on_submit():
        try:
            is_unproven = own_messages.choose(current_context(), form.language.data, form.mailbox.data)
            if not is_unproven or (mail := to_mailboxes()) is None:
                return see_other(url_for("account.own_account"))
            proof = own_mailbox.begin(current_context(), mail, client_address())
            return _code_page(MailboxCodeForm(formdata=None, proof=proof))
        except DomainError as refused:
            blame(form, refused)
    page = render_template(
        "account/own_messages.html",
        form=form,
        has_channel=has_channel(),
        has_mail=has_mail(),
        is_unproven=bool(known.mailbox) and not known.is_mailbox_proven,
        has_errors=bool(form.errors),
    )
    return make_response(page, 422 if form.errors else 200)


@blueprint.post("/code")
def prove() -> Response:
    """The code that came by mail: from now on the mailbox is written to."""
    form = MailboxCodeForm()
    if form.validate():
        try:
            own_mailbox.finish(current_context(), form.proof.data or "", form.code.data, client_address())
        except DomainError as refused:
            blame(form, refused)
        else:
            return see_other(url_for("account.own_account"))
    return _code_page(form, 422)


def _code_page(form: MailboxCodeForm, status: int = 200) -> Response:
    return make_response(render_template("account/prove_mailbox.html", form=form, has_errors=bool(form.errors)), status)
