"""A month's figures with their charts, and the ledger and the report to take away."""

from urllib.parse import quote

from flask import Response, make_response, render_template, request

from portal.adapters.text_tables import CSV_MEDIA_TYPE, MEDIA_TYPE, WRITERS, TextTable
from portal.domain.errors import NotFound
from portal.domain.month import Month
from portal.domain.policy import Permission
from portal.services import ledger
from portal.web.guards import current_context, guarded_blueprint, requires
from portal.web.language import gettext as _
from portal.web.presenters.ledger import as_tables, charts, ledger_table

blueprint = guarded_blueprint("admin_ledger", __name__, Permission.SUPERVISOR_AREA, url_prefix="/admin/figures")


@blueprint.get("/")
def figures() -> Response:
    """How much came in by which channel, how long it took, what was asked for."""
    ctx = current_context()
    current = Month.of(ctx.today)
    month = Month.read(request.args.get("month", "")) or current
    shown = charts(ledger.figures(ctx, month))
    return make_response(render_template("admin/figures.html", month=month, current=current, charts=shown))


@blueprint.post("/ledger")
@requires(Permission.LEDGER)
def take_ledger() -> Response:
    """Every filing of the month, without names."""
    ctx, month = current_context(), _month()
    table = ledger_table(ledger.lines(ctx, month))
    ledger.take(ctx, month, "ledger")
    return _file([table], f"{_('台账')}-{month.text}")


@blueprint.post("/report")
@requires(Permission.LEDGER)
def take_report() -> Response:
    """The figures of the month."""
    ctx, month = current_context(), _month()
    tables = as_tables(ledger.figures(ctx, month))
    ledger.take(ctx, month, "report")
    return _file(tables, f"{_('月报')}-{month.text}")


def _month() -> Month:
    month = Month.read(request.form.get("month", ""))
    if month is None:
        raise NotFound
    return month


def _file(tables: list[TextTable], name: str) -> Response:
    ending = "csv" if request.form.get("kind") == "csv" else "xlsx"
    response = make_response(WRITERS[ending](tables))
    response.mimetype = CSV_MEDIA_TYPE if ending == "csv" else MEDIA_TYPE
    named = f"attachment; filename=table.{ending}; filename*=UTF-8''{quote(f'{name}.{ending}')}"
    response.headers["Content-Disposition"] = named
    return response
