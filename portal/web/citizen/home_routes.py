"""A citizen's own filings: the list, and one that was made at a window or by telephone added to it."""

from flask import Response, make_response, render_template, request, url_for

from portal.domain.errors import DomainError, NotFound
from portal.domain.numbering import read_filing_number
from portal.domain.policy import Permission
from portal.services import binding, own_filings
from portal.web.citizen.forms import BindForm
from portal.web.forms.blame import blame
from portal.web.guards import client_address, current_context, guarded_blueprint
from portal.web.language import gettext as _
from portal.web.presenters.own_filing import cards, is_over
from portal.web.respond import see_other

blueprint = guarded_blueprint("me", __name__, Permission.CITIZEN_AREA, url_prefix="/me")


@blueprint.get("")
def filings_of_mine() -> Response:
    """Those to do something about or in force first; closed ones folded."""
    ctx = current_context()
    rows = own_filings.page(ctx, read_filing_number(request.args.get("before", "")))
    shown, more = rows[: own_filings.PAGE], rows[own_filings.PAGE :]
    drawn = [(is_over(row.filing, ctx.today), card) for row, card in zip(shown, cards(shown, ctx.today), strict=True)]
    return make_response(
        render_template(
            "citizen/me.html",
            current=[card for has_ended, card in drawn if not has_ended],
            over=[card for has_ended, card in drawn if has_ended],
            first_url=url_for("me.filings_of_mine") if "before" in request.args else "",
            next_url=url_for("me.filings_of_mine", before=shown[-1].filing.number) if more else "",
        )
    )


@blueprint.route("/add", methods=["GET", "POST"])
def add_by_number() -> Response:
    """Bind a filing by its number and one-time code; nothing of it is shown before both fit."""
    form = BindForm()
    if form.validate_on_submit():
        try:
            number = read_filing_number(form.number.data)
            if number is None:
                raise NotFound
            binding.bind(current_context(), number, form.code.data, client_address())
            return see_other(url_for("own_filing.detail", number=number))
        except NotFound:
            form.form_errors.append(
                _("编号或一次性代码不对，也可能已经用过。请对照回执再看一遍，或打电话请工作人员重给一个。")
            )
        except DomainError as refused:
            blame(form, refused)
    page = render_template("citizen/add.html", form=form, has_errors=bool(form.errors))
    return make_response(page, 422 if form.errors else 200)
