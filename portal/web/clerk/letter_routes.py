"""A letter to whom no message reached: to print, to post, and to note that it went."""

from flask import Response, make_response, render_template, url_for

from portal.domain.errors import DomainError, Invalid
from portal.domain.policy import Permission
from portal.services import letters
from portal.web import downloads
from portal.web.clerk.forms import PostedForm
from portal.web.clerk.screen import refused_at
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint
from portal.web.presenters.messages import letter_shown
from portal.web.respond import see_other

blueprint = guarded_blueprint(
    "clerk_letters", __name__, Permission.CLERK_AREA, url_prefix="/clerk/filings/<filing_number:number>/letter"
)


@blueprint.get("")
def page(number: str) -> Response:
    """What goes into the envelope, and where to."""
    return _page(number, PostedForm(posted_on=current_context().today))


@blueprint.get("/sheet.pdf")
def sheet(number: str) -> Response:
    """The sheet with the address, to print."""
    ctx = current_context()
    letter = letters.of_filing(ctx, number)
    return downloads.letter_pdf(letter.filing, letters.sheet(ctx, letter))


@blueprint.post("")
def posted(number: str) -> Response:
    """It is in the post."""
    ctx, form = current_context(), PostedForm()
    if form.validate() and (day := form.posted_on.data):
        try:
            letters.note_posted(ctx, number, day)
            return see_other(url_for("clerk_filing.page", number=number, done="posted"))
        except Invalid as error:
            blame(form, error)
        except DomainError as error:
            return refused_at(ctx, number, error)
    return _page(number, form)


def _page(number: str, form: PostedForm) -> Response:
    letter = letter_shown(letters.of_filing(current_context(), number))
    drawn = render_template("clerk/letter.html", letter=letter, form=form, has_errors=bool(form.errors))
    return make_response(drawn, 422 if form.errors else 200)
