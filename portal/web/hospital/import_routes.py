"""Pages of many referrals at once: a template to fill in, the spreadsheet sent, how far it is, the rows to mend."""

from flask import Response, make_response, render_template, url_for

from portal.domain.actor import BEIJING
from portal.domain.policy import Permission
from portal.domain.vocabulary import Channel
from portal.services import referral_imports, referrals
from portal.services.rulebook import rulebook
from portal.web import downloads, uploads
from portal.web.forms.consent import OF_PATIENTS
from portal.web.guards import current_context, guarded_blueprint
from portal.web.hospital.import_kind import KIND
from portal.web.importing.form import ImportForm
from portal.web.importing.report import report_of
from portal.web.importing.template import template_of
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.referral_import import SHOWN, ImportLine, import_page
from portal.web.respond import page_or_fragment, see_other

blueprint = guarded_blueprint("hospital_imports", __name__, Permission.HOSPITAL_AREA, url_prefix="/hospital/imports")
LATEST = 10


@blueprint.route("/", methods=["GET", "POST"])
def every() -> Response:
    """Send a spreadsheet; below it, what was sent last."""
    ctx, form = current_context(Channel.HOSPITAL), ImportForm(OF_PATIENTS)
    has_errors = False
    if form.is_submitted():
        is_sound, content = form.validate(), form.content()
        if is_sound and content is not None:
            key, again = uploads.keep_unread(content), form.again.data
            made = referral_imports.begin(ctx, content, key, language(), again=again)
            return see_other(url_for("hospital_imports.show", uid=made.uid))
        has_errors = True
    lines = [ImportLine.of(made) for made in referral_imports.newest(ctx, LATEST)]
    page = render_template("hospital/imports.html", form=form, lines=lines, has_errors=has_errors)
    return make_response(page, 422 if has_errors else 200)


@blueprint.get("/template")
def template() -> Response:
    """The spreadsheet to fill in, for the hospital's own item."""
    hospital = referrals.own_hospital(current_context(Channel.HOSPITAL))
    item = rulebook.item(referrals.referral_item(hospital))
    return downloads.spreadsheet(template_of(KIND, item, _("转诊")), _("转诊模板"))


@blueprint.get("/<uid>")
def show(uid: str) -> Response:
    """How far it is; asked for again and again by the page itself, or by its reader."""
    made = referral_imports.one(current_context(Channel.HOSPITAL), uid)
    page = import_page(made, referral_imports.refusals(made, SHOWN), referral_imports.filed_anew(made, SHOWN))
    return page_or_fragment("hospital/import.html", "importing/_import.html", sheet=page)


@blueprint.post("/<uid>/report")
def report(uid: str) -> Response:
    """The rows that were not taken, as they were sent, with the reason beside each: mended, it can be sent again."""
    made, refused = referral_imports.fetch(current_context(Channel.HOSPITAL), uid)
    local = made.made_at.astimezone(BEIJING)
    return downloads.spreadsheet(report_of(made, refused), f"{_('没有收的行')}-{local:%Y%m%d-%H%M}")
