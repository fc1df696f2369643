"""How messages are to reach oneself: in which language, and at which mailbox."""

from flask import Response, make_response, render_template, url_for
from flask_login import current_user

from portal.domain.errors import Invalid
from portal.domain.policy import Permission
from portal.models import User
from portal.services import own_messages
from portal.web.account.forms import OwnMessagesForm
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint
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
            own_messages.choose(current_context(), form.language.data, form.mailbox.data)
        except Invalid as refused:
            blame(form, refused)
        else:
            return see_other(url_for("account.own_account"))
    page = render_template(
        "account/own_messages.html",
        form=form,
        has_channel=has_channel(),
        has_mail=has_mail(),
        has_errors=bool(form.errors),
    )
    return make_response(page, 422 if form.errors else 200)
