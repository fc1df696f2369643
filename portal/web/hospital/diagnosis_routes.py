"""The hospital's own list of diagnoses: loaded whole from a spreadsheet, looked up while a slip is written."""

from flask import Response, make_response, render_template, request, url_for

from portal.adapters import tables
from portal.adapters.sandbox import CheckerFull, CheckerUnavailable
from portal.adapters.table_lists import SENTENCES, SHOWN, ListColumn, ListRefused, ListTable, text_of
from portal.adapters.tables import TableRefused
from portal.domain.icd import LONGEST, code_of
from portal.domain.policy import Permission
from portal.domain.spelling import words_of
from portal.domain.vocabulary import Channel
from portal.services import diagnoses, referrals
from portal.services.diagnoses import Coded
from portal.web import uploads
from portal.web.guards import current_context, guarded_blueprint
from portal.web.importing.form import TableForm
from portal.web.language import gettext as _
from portal.web.questions.listed_diagnosis import forget_remembered, look_up
from portal.web.questions.looked_up import MOST_LETTERS
from portal.web.respond import see_other

blueprint = guarded_blueprint(
    "hospital_diagnoses", __name__, Permission.HOSPITAL_AREA, url_prefix="/hospital/diagnoses"
)
COLUMNS = (
    ListColumn("code", ("诊断编码", "编码"), text_of(LONGEST)),
    ListColumn("name", ("诊断名称", "名称", "疾病诊断"), text_of(79)),
)


@blueprint.route("/", methods=["GET", "POST"])
def every() -> Response:
    """How many there are, and the form that puts another list in their place."""
    ctx, form, faults, status = current_context(Channel.HOSPITAL), TableForm(), [], 422
    if form.is_submitted():
        is_sound, content = form.validate(), form.content()
        if is_sound and content is not None:
            try:
                with uploads.seat():
                    listed = _listed(content)
                diagnoses.load(ctx, listed)
                forget_remembered()
                return see_other(url_for("hospital_diagnoses.every"))
            except (CheckerFull, CheckerUnavailable):
                faults, status = [_("现在检查不了表格，原来的清单没有变。请过几分钟再传一次。")], 503
            except TableRefused as refused:
                faults = [_(tables.SENTENCES[refused.code], **refused.values)]
            except ListRefused as refused:
                faults = [_(SENTENCES[fault.code], **fault.values) for fault in refused.faults[:SHOWN]]
    has_errors = bool(faults or form.errors)
    count = diagnoses.count(referrals.own_hospital(ctx).id)
    page = render_template("hospital/diagnoses.html", form=form, faults=faults, count=count, has_errors=has_errors)
    return make_response(page, status if has_errors else 200)


@blueprint.get("/found/<name>")
def look(name: str) -> str:
    """Entries of the list for what is typed in the field of that name."""
    typed = words_of(request.args.get(name, "")[:MOST_LETTERS])
    return render_template("components/found.html", name=name, lookup=look_up(typed))


def _listed(content: bytes) -> list[Coded]:
    """What the list says; raises `TableRefused`, `ListRefused`."""
    table = ListTable(content, COLUMNS)
    for row in table.rows:
        if row.text("code") and code_of(row.text("code")) is None:
            table.refuse(row, "code", "not_a_code", text=row.text("code"))
    table.refuse_repeated("code", lambda row: code_of(row.text("code")) or "")
    table.require_sound()
    return [Coded(code_of(row.text("code")) or "", row.text("name")) for row in table.rows]
