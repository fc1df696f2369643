"""A citizen's own filings: the list, and one that was made at a window or by telephone added to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Response, make_response, render_template, request, url_for
from flask_babel import gettext as _

from portal.domain.errors import DomainError, NotFound, TooMany
from portal.domain.lifecycle import CLOSED
from portal.domain.numbering import grouped, read_filing_number
from portal.domain.policy import Permission
from portal.domain.vocabulary import FilingStatus
from portal.models import Filing
from portal.services import amendments, own_filings
from portal.services.rulebook import rulebook
from portal.web.citizen.forms import BindForm
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint
from portal.web.labels import StatusTag
from portal.web.presenters.filing_state import item_name, state_of
from portal.web.respond import see_other

blueprint = guarded_blueprint("me", __name__, Permission.CITIZEN_AREA, url_prefix="/me")


@dataclass(frozen=True, slots=True)
class Card:
    """One filing at a glance, with the one next act."""

    title: str
    who: str
    where: str
    number: str
    tag: StatusTag
    sentence: str
    url: str
    act: str
    act_url: str


@blueprint.get("")
def filings_of_mine() -> Response:
    """Those to do something about or in force first; closed ones folded."""
    ctx = current_context()
    rows = own_filings.page(ctx, read_filing_number(request.args.get("before", "")))
    shown, more = rows[: own_filings.PAGE], rows[own_filings.PAGE :]
    return make_response(
        render_template(
            "citizen/me.html",
            current=_cards([row for row in shown if not _is_over(row, ctx.today)], ctx.today),
            over=_cards([row for row in shown if _is_over(row, ctx.today)], ctx.today),
            is_first="before" not in request.args,
            next_url=url_for("me.filings_of_mine", before=shown[-1].number) if more else "",
        )
    )


def _is_over(filing: Filing, today: date) -> bool:
    is_expired = filing.status is FilingStatus.APPROVED and filing.ends_on is not None and filing.ends_on < today
    return filing.status in CLOSED or is_expired


def _cards(rows: Sequence[Filing], today: date) -> tuple[Card, ...]:
    return tuple(_card(row, today) for row in rows)


def _card(filing: Filing, today: date) -> Card:
    stands, url = state_of(filing, today), url_for("own_filing.detail", number=filing.number)
    act, act_url = _next_act(filing, url)
    return Card(
        title=item_name(filing),
        who=filing.claims.person.name or _("还没有填给谁办"),
        where=rulebook.place_name(filing.treatment_place),
        number=grouped(filing.number),
        tag=stands.tag,
        sentence=stands.sentences[-2] if len(stands.sentences) > 2 else stands.sentences[0],
        url="" if filing.status is FilingStatus.DRAFT else url,
        act=act,
        act_url=act_url,
    )


def _next_act(filing: Filing, url: str) -> tuple[str, str]:
    if filing.status is FilingStatus.DRAFT:
        return _("接着填"), url_for("apply_who.resume", number=filing.number)
    if filing.status is FilingStatus.CORRECTION_REQUESTED:
        return _("补材料"), url_for("own_filing.supply", number=filing.number)
    return _("看详情"), url


@blueprint.route("/add", methods=["GET", "POST"])
def add_by_number() -> Response:
    """Bind a filing by its number and one-time code; nothing of it is shown before both fit."""
    form, status = BindForm(), 422
    if form.validate_on_submit():
        try:
            number = read_filing_number(form.number.data)
            if number is None:
                raise NotFound
            amendments.bind(current_context(), number, form.code.data)
            return see_other(url_for("own_filing.detail", number=number))
        except NotFound:
            form.form_errors.append(
                _("编号或一次性代码不对，也可能已经用过。请对照受理单再看一遍，或打电话请工作人员重给一个。")
            )
        except DomainError as refused:
            blame(form, refused)
            status = 429 if isinstance(refused, TooMany) else 422
    page = render_template("citizen/add.html", form=form, has_errors=bool(form.errors))
    return make_response(page, status if form.errors else 200)
