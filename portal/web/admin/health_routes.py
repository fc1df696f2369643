"""How the installation is: the last check-up, for supervisors to see and for the operator to act on."""

from flask import Response, make_response, render_template

from portal.domain.checkup import Checkup, CheckupStatus
from portal.domain.policy import Permission
from portal.services import checkups
from portal.web.dates import moment
from portal.web.guards import current_context, guarded_blueprint
from portal.web.labels import StatusTag, checkup_tag
from portal.web.language import language
from portal.wording.checkups import checkup_sentence, matter_name

blueprint = guarded_blueprint("admin_health", __name__, Permission.SUPERVISOR_AREA, url_prefix="/admin/health")
_WORST_FIRST = (CheckupStatus.BAD, CheckupStatus.WATCH, CheckupStatus.SOUND)


@blueprint.get("")
def newest() -> Response:
    """The worst first; says when it was, and what to do where that is long ago."""
    ctx = current_context()
    found = checkups.newest(ctx)
    lines = _lines(found) if found else []
    is_old = found is not None and ctx.now - found.at > checkups.GROWS_OLD
    return make_response(
        render_template("admin/health.html", lines=lines, at=moment(found.at) if found else "", is_old=is_old)
    )


def _lines(found: Checkup) -> list[tuple[str, StatusTag, str]]:
    ordered = sorted(found.lines, key=lambda line: _WORST_FIRST.index(line.status))
    return [
        (matter_name(line.matter, language()), checkup_tag(line.status), checkup_sentence(line, language()))
        for line in ordered
    ]
