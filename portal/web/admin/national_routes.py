"""What goes to the national library: how much waits, which files were written, what was heard of them.

The files themselves hold names and numbers: they are written at the machine's command line, and never downloaded.
"""

from flask import Response, make_response, render_template

from portal.domain.policy import Permission
from portal.services import national_answers
from portal.web.guards import current_context, guarded_blueprint
from portal.web.labels import label
from portal.web.presenters.national import FileRow, RefusedRow

blueprint = guarded_blueprint("admin_national", __name__, Permission.SUPERVISOR_AREA, url_prefix="/admin/national")


@blueprint.get("/")
def uploads() -> Response:
    """Counted by how far they are; the newest files; what was refused."""
    ctx = current_context()
    counts = [(label(state), count) for state, count in national_answers.counts(ctx).items()]
    files = [FileRow.of(line) for line in national_answers.latest_files(ctx)]
    refused = [RefusedRow.of(number) for number in national_answers.refused(ctx)]
    page = render_template("admin/national.html", counts=counts, files=files, refused=refused)
    return make_response(page)
