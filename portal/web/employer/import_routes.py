"""Pages of a unit's spreadsheets: a template to fill in, the file sent, how far it is, the rows to mend."""

from flask import Response, make_response, render_template, url_for

from portal.domain.actor import BEIJING
from portal.domain.policy import Permission
from portal.services import employers, referral_imports
from portal.web import downloads, uploads
from portal.web.employer.import_kind import KIND
from portal.web.forms.consent import OF_STAFF
from portal.web.guards import current_context, guarded_blueprint
from portal.web.importing.form import ImportForm
from portal.web.importing.report import report_of
from portal.web.importing.template import template_of
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.referral_import import SHOWN, ImportLine, import_page
from portal.web.presenters.sentences import item_name
from portal.web.respond import page_or_fragment, see_other

blueprint = guarded_blueprint("employer_imports", __name__, Permission.EMPLOYER_AREA, url_prefix="/employer/imports")
LATEST = 10


@blueprint.route("/<slug>/new", methods=["GET", "POST"])
def send(slug: str) -> Response:
    """Send a spreadsheet for one item; below it, what was sent last."""
    ctx, form = current_context(), ImportForm(OF_STAFF)
    item = employers.item_of(ctx, slug)
    has_errors = False
    if form.is_submitted():
        is_sound, content = form.validate(), form.content()
        if is_sound and content is not None:
            key, again = uploads.keep_unread(content), form.again.data
            made = referral_imports.begin(ctx, content, key, language(), slug, again=again)
            return see_other(url_for("employer_imports.show", uid=made.uid))
        has_errors = True
    lines = [ImportLine.of(made) for made in referral_imports.newest(ctx, LATEST)]
    names = {"item": item_name(item), "slug": slug}
    page = render_template("employer/imports.html", form=form, lines=lines, has_errors=has_errors, **names)
    return make_response(page, 422 if has_errors else 200)


@blueprint.get("/<slug>/template")
def template(slug: str) -> Response:
    """The spreadsheet to fill in."""
    item = employers.item_of(current_context(), slug)
    return downloads.spreadsheet(template_of(KIND, item, _("职工")), _("单位申报模板"))


@blueprint.get("/<uid>")
def show(uid: str) -> Response:
    """How far it is; asked for again and again by the page itself, or by its reader."""
    made = referral_imports.one(current_context(), uid)
    page = import_page(made, referral_imports.refusals(made, SHOWN), referral_imports.filed_anew(made, SHOWN))
    return page_or_fragment("employer/import.html", "importing/_import.html", sheet=page)


@blueprint.post("/<uid>/report")
def report(uid: str) -> Response:
    """The rows that were not taken, as they were sent, with the reason beside each: mended, it can be sent again."""
    made, refused = referral_imports.fetch(current_context(), uid)
    local = made.made_at.astimezone(BEIJING)
    return downloads.spreadsheet(report_of(made, refused), f"{_('没有收的行')}-{local:%Y%m%d-%H%M}")
