"""The supervisor's overview, overrides, and the audit trail."""

from collections.abc import Sequence
from datetime import date

from flask import Response, make_response, render_template, request, url_for

from portal.domain.actor import Context
from portal.domain.errors import DomainError, Invalid
from portal.domain.numbering import read_filing_number
from portal.domain.policy import Permission
from portal.domain.portal_events import PortalEventKind
from portal.domain.spelling import words_of
from portal.models import PortalEvent
from portal.services import agent_slots, audit, queues, staff_accounts
from portal.services.audit import TrailFilter, TrailLine
from portal.web.addresses import day_in, narrowed_url, row_number_in
from portal.web.admin.forms import OverrideForm
from portal.web.guards import current_context, guarded_blueprint
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.presenters.sentences import refused
from portal.web.presenters.supervision import TrailRow, act_name, actor_name
from portal.web.respond import see_other
from portal.wording.history import EVENT_KINDS

blueprint = guarded_blueprint("admin", __name__, Permission.SUPERVISOR_AREA, url_prefix="/admin")

_LOOKS = ("id_number", "account_phone", "bind_code", "letter", "filing", "search", "progress", "fax", "in_force")
"""What can be looked for alone."""


@blueprint.get("/")
def overview() -> Response:
    """How much came in by each channel, how much is open, and how much is late."""
    ctx = current_context()
    lines = [(label(line.channel), line.sent, line.open, line.overdue) for line in audit.workload(ctx)]
    return make_response(render_template("admin/home.html", lines=lines, overdue=queues.counts(ctx)["overdue"]))


@blueprint.route("/overrides", methods=["GET", "POST"])
def overrides() -> Response:
    """Let an agent file for one person more than the guide's cap; the overrides so far stand below."""
    ctx, form, faults = current_context(), OverrideForm(), []
    if form.validate_on_submit():
        try:
            agent_slots.allow_beyond_cap(ctx, _number(form.number.data), words_of(form.reason.data))
            return see_other(url_for("admin.overrides"))
        except DomainError as error:
            faults = [refused(error)]
    has_errors = bool(faults or form.errors)
    after_id = row_number_in(request.args.get("after", ""))
    lines = audit.events(ctx, TrailFilter(kind="overridden"), after_id)
    following = _after(lines)
    page = render_template(
        "admin/overrides.html",
        form=form,
        faults=faults,
        rows=[TrailRow.of(line) for line in lines[: audit.PAGE]],
        first_url=url_for("admin.overrides") if after_id is not None else "",
        next_url=narrowed_url("admin.overrides", following) if following else "",
        has_errors=has_errors,
    )
    return make_response(page, 422 if has_errors else 200)


def _number(typed: str) -> str:
    number = read_filing_number(typed)
    if number is None:
        raise Invalid("filing_number_shape", "number")
    return number


@blueprint.get("/trail")
def trail() -> Response:
    """Who did what, or who looked at whose data; narrowed by day, kind and account."""
    ctx = current_context()
    shown = request.args.get("show", "")
    shown = shown if shown in ("looks", "portal") else "events"
    day, kind, actor = (request.args.get(name, "") for name in ("day", "kind", "actor"))
    wanted = TrailFilter(day_in(day), kind[:32], actor[:40])
    after_id = row_number_in(request.args.get("after", ""))
    lines, rows = _lines(ctx, shown, wanted, after_id)
    kept = {"show": shown, "day": _day_text(wanted.day), "kind": wanted.kind, "actor": wanted.actor_uid}
    following = _after(lines)
    return make_response(
        render_template(
            "admin/trail.html",
            kept=kept,
            rows=rows[: audit.PAGE],
            people=_answers(_people(ctx), wanted.actor_uid),
            kinds=_answers(_kinds(shown), wanted.kind),
            sources=_answers(
                [("looks", _("看了谁的证件和材料")), ("portal", _("账号和系统"))], shown, ("events", _("办了什么"))
            ),
            first_url=narrowed_url("admin.trail", kept) if after_id is not None else "",
            next_url=narrowed_url("admin.trail", kept | following) if following else "",
        )
    )


def _after(lines: Sequence[TrailLine | PortalEvent]) -> dict[str, str]:
    """Where the next page begins; a line more than is shown tells that there is one."""
    return {"after": str(lines[audit.PAGE - 1].id)} if len(lines) > audit.PAGE else {}


def _lines(
    ctx: Context, shown: str, wanted: TrailFilter, after_id: int | None
) -> tuple[Sequence[TrailLine | PortalEvent], list[TrailRow]]:
    if shown == "portal":
        events = audit.portal_events(ctx, wanted, after_id)
        return events, [TrailRow.of_portal(event) for event in events]
    lines = (audit.looks if shown == "looks" else audit.events)(ctx, wanted, after_id)
    return lines, [TrailRow.of(line) for line in lines]


def _answers(
    known: Sequence[tuple[str, str]], chosen: str, first: tuple[str, str] | None = None
) -> list[tuple[str, str, bool]]:
    return [(value, word, value == chosen) for value, word in (first or ("", _("全部")), *known)]


def _people(ctx: Context) -> Sequence[tuple[str, str]]:
    return [(user.uid, actor_name(user)) for user in staff_accounts.of_county(ctx)]


def _kinds(shown: str) -> Sequence[tuple[str, str]]:
    if shown == "portal":
        return [(kind.value, label(kind)) for kind in PortalEventKind]
    return [(kind, act_name(kind)) for kind in (_LOOKS if shown == "looks" else EVENT_KINDS)]


def _day_text(day: date | None) -> str:
    return day.isoformat() if day else ""
