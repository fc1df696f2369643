"""Pages of many referrals at once: a template to fill in, the spreadsheet sent, how far it is, the rows to mend."""

from urllib.parse import quote

from flask import Response, make_response, render_template, url_for

from portal.adapters.text_tables import MEDIA_TYPE
from portal.domain.actor import BEIJING
from portal.domain.policy import Permission
from portal.domain.vocabulary import Channel
from portal.services import referral_imports, referrals
from portal.services.rulebook import rulebook
from portal.web import uploads
from portal.web.guards import current_context, guarded_blueprint
from portal.web.hospital.import_form import ImportForm
from portal.web.hospital.import_report import report_of
from portal.web.hospital.import_template import template_of
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.referral_import import SHOWN, ImportLine, import_page
from portal.web.respond import page_or_fragment, see_other

blueprint = guarded_blueprint("hospital_imports", __name__, Permission.HOSPITAL_AREA, url_prefix="/hospital/imports")
LATEST = 10


@blueprint.route("/", methods=["GET", "POST"])
def every() -> Response:
    """Send a spreadsheet; below it, what was sent last."""
    ctx, form = current_context(Channel.HOSPITAL), ImportForm()
    has_errors = False
    if form.is_submitted():
        is_sound, content = form.validate(), form.content()
        if is_sound and content is not None:
            made = referral_imports.begin(ctx, content, uploads.keep_unread(content), language())
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
    return _spreadsheet(template_of(item), _("转诊模板"))


@blueprint.get("/<uid>")
def show(uid: str) -> Response:
    """How far it is; asked for again and again by the page itself, or by its reader."""
    made = referral_imports.one(current_context(Channel.HOSPITAL), uid)
    page = import_page(made, referral_imports.refusals(made, SHOWN))
    return page_or_fragment("hospital/import.html", "hospital/_import.html", sheet=page)


@blueprint.post("/<uid>/report")
def report(uid: str) -> Response:
    """The rows that were not taken, as they were sent, with the reason beside each: mended, it can be sent again."""
    made, refused = referral_imports.fetch(current_context(Channel.HOSPITAL), uid)
    local = made.made_at.astimezone(BEIJING)
    return _spreadsheet(report_of(made, refused), f"{_('没有收的行')}-{local:%Y%m%d-%H%M}")


def _spreadsheet(content: bytes, name: str) -> Response:
    response = make_response(content)
    response.mimetype = MEDIA_TYPE
    quoted = quote(f"{name}.xlsx")
    response.headers["Content-Disposition"] = f"attachment; filename=table.xlsx; filename*=UTF-8''{quoted}"
    return response
