"""Everything that is held of oneself, as one file; asked for with the password, for a browser may be left open."""

from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO

from flask import Response, make_response, render_template

from portal.adapters.zip_stream import Entry, zipped
from portal.domain.errors import DomainError
from portal.domain.policy import Permission
from portal.services import own_data, passwords
from portal.services.own_data import OwnFiling
from portal.web import downloads
from portal.web.account.forms import ClosingForm
from portal.web.dates import moment
from portal.web.forms.blame import blame
from portal.web.guards import current_context, guarded_blueprint, now
from portal.web.presenters import own_data as shown

blueprint = guarded_blueprint("own_data", __name__, Permission.CITIZEN_AREA, url_prefix="/account/data")


@blueprint.get("")
def ask() -> Response:
    """What is in it."""
    return make_response(render_template("account/own_data.html", form=ClosingForm(), has_errors=False))


@blueprint.post("")
def download() -> Response:
    """The ZIP, written while it is sent."""
    ctx, form = current_context(), ClosingForm()
    if form.validate():
        try:
            passwords.check_own(ctx, form.old_password.data)
            entries = list(_entries())
            own_data.note_taken(ctx)
            response = Response(zipped(entries), mimetype="application/zip")
            response.headers["Content-Disposition"] = "attachment; filename=portal-data.zip"
            return response
        except DomainError as refused:
            blame(form, refused)
    return make_response(render_template("account/own_data.html", form=form, has_errors=True), 422)


def _entries() -> Iterator[Entry]:
    """All that needs the database is read now; the papers are opened one by one while it is sent."""
    ctx = current_context()
    account, filings = own_data.account_of(ctx), list(own_data.filings_of(ctx))
    index = _index(account, filings)
    yield "index.html", partial(BytesIO, index)
    yield "data.json", partial(BytesIO, shown.as_json(account, filings))
    for own in filings:
        for place, document in enumerate(own.documents):
            if document.storage_key:
                yield shown.document_path(own, place), downloads.reader_of_scan(document)
        for place, notice in enumerate(own.notices):
            yield shown.notice_path(own, place), downloads.reader_of_notice(own.filing, notice)


def _index(account: own_data.OwnAccount, filings: Sequence[OwnFiling]) -> bytes:
    page = render_template(
        "account/own_data_index.html",
        made_at=moment(now()),
        account=shown.account_rows(account),
        done=shown.account_history(account),
        filings=[shown.contents(own) for own in filings],
    )
    return page.encode()
