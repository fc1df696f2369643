"""What goes to the national library: how much waits, which files were written, what was heard of them, and to enter it.

The files themselves hold names and numbers: they are written at the machine's command line, and never downloaded.
"""

from flask import Response, make_response, render_template, url_for

from portal.domain.policy import Permission
from portal.services import national_answers
from portal.web.guards import current_context, guarded_blueprint, requires
from portal.web.labels import label
from portal.web.presenters.national import FileRow, RefusedRow
from portal.web.respond import see_other

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


@blueprint.post("/files/<int(max=2147483647):file>/confirm")
@requires(Permission.NATIONAL)
def confirm(file: int) -> Response:
    """The platform took all of that file that nothing else was entered of."""
    national_answers.confirm(current_context(), file)
    return see_other(url_for("admin_national.uploads"))


@blueprint.post("/files/<int(max=2147483647):file>/lost")
@requires(Permission.NATIONAL)
def lost(file: int) -> Response:
    """It was lost, or never handed over: what nobody answered of it waits for another."""
    national_answers.take_back(current_context(), file)
    return see_other(url_for("admin_national.uploads"))


@blueprint.post("/filings/<filing_number:number>/again")
@requires(Permission.NATIONAL)
def again(number: str) -> Response:
    """What was refused is mended, and waits for the next file."""
    national_answers.send_again(current_context(), number)
    return see_other(url_for("admin_national.uploads"))
