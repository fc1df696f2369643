"""An institution's own filings: made, where they stand, a page at a time or one by its number, and their documents."""

import hmac
from functools import partial
from io import BytesIO

from flask import Response, current_app, request, url_for
from werkzeug.datastructures import FileStorage

from portal.config import Settings
from portal.domain.actor import Context
from portal.domain.claims import Claims
from portal.domain.errors import Invalid
from portal.domain.policy import Permission
from portal.models import Filing
from portal.models.sealed import vault
from portal.services import api_requests, documents, intake, own_records
from portal.services.intake import Arrived
from portal.web import uploads
from portal.web.api.answers import claims_in
from portal.web.api.bodies import body_reader
from portal.web.api.entering import way_in
from portal.web.api.records import record_of, whole_record_of
from portal.web.api.repeating import repeatable
from portal.web.guards import current_context, guarded_blueprint, requires
from portal.web.interface import as_json
from portal.web.questions import for_somebody

blueprint = guarded_blueprint("api_filing", __name__, Permission.API_FOLLOW, url_prefix="/api/v1/filings")
PAGE = 50
SEALED = {"yes": True, "no": False, "": None}


@blueprint.get("")
def every() -> Response:
    """The newest first; the answer names the address of the next page."""
    ctx = current_context()
    rows = own_records.page(ctx, _after(ctx, request.args.get("cursor", "")), PAGE + 1)
    following = None
    if len(rows) > PAGE:
        following = url_for("api_filing.every", cursor=_cursor(ctx, rows[PAGE - 1].id))
    return as_json({"filings": [record_of(filing) for filing in rows[:PAGE]], "next": following})


@blueprint.post("")
@requires(Permission.API_FILE)
def enter() -> Response:
    """File for somebody who came to the institution: what a clerk asks, by the clerk's own command."""
    request_now, reader = repeatable(), body_reader()
    item, channel = way_in(reader, current_context().actor.county or "")
    ctx = current_context(channel)
    stated = claims_in(reader, item, channel, for_somebody.PAGE)
    act = partial(_entered, ctx, item.id, stated)
    return as_json(record_of(api_requests.once(ctx, request_now, act)), 201)


def _entered(ctx: Context, item_id: str, stated: Claims) -> Filing:
    return intake.enter(ctx, item_id, stated, None).filing


@blueprint.get("/<filing_number:number>")
def one(number: str) -> Response:
    """Where it stands, and what is awaited."""
    return as_json(whole_record_of(own_records.case_of(current_context(), number)))


@blueprint.post("/<filing_number:number>/documents/<kind>")
@requires(Permission.API_DOCUMENT)
def add(number: str, kind: str) -> Response:
    """One document as the body; the same once more is the same document, so no name of the request is needed."""
    ctx = current_context()
    sealed = request.args.get("sealed", "")
    if sealed not in SEALED:
        raise Invalid("sealed_yes_or_no")
    case = documents.may_add(ctx, number)
    settings: Settings = current_app.config["PORTAL_SETTINGS"]
    request.max_content_length = settings.max_upload_bytes
    [stored] = uploads.keep([FileStorage(BytesIO(request.get_data()), "document")])
    own_records.bring(current_context(case.filing.channel), case, Arrived(kind, stored, SEALED[sealed]))
    return as_json({"kind": kind, "pages": stored.pages, "sha256": stored.sha256}, 201)


def _cursor(ctx: Context, row_id: int) -> str:
    """Where a page ends, signed: of nobody else's use, and no way to count what others filed."""
    signed = vault.keyring.index("api:cursor", f"{ctx.actor.user_id}:{row_id}")
    return f"{row_id:x}.{signed}"


def _after(ctx: Context, cursor: str) -> int | None:
    if not cursor:
        return None
    row_id, _dot, _signed = cursor.partition(".")
    number = int(row_id, 16) if 0 < len(row_id) <= 15 and set(row_id) <= set("0123456789abcdef") else 0
    if not hmac.compare_digest(_cursor(ctx, number).encode(), cursor.encode()):
        raise Invalid("cursor_unknown")
    return number
