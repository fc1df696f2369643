"""The two addresses by which machines ask: does the process live, and can it do its work."""

import os
import shutil
from collections.abc import Callable

from flask import Response, current_app
from sqlalchemy.exc import SQLAlchemyError

from portal.config import Settings
from portal.domain.policy import Permission
from portal.models import db, schema
from portal.web.guards import guarded_blueprint

blueprint = guarded_blueprint("health", __name__, Permission.PUBLIC)
LEAST_FREE_BYTES = 100 * 1024 * 1024


@blueprint.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
def ready() -> Response:
    """Whether a filing could be taken in now; where not, which of the things it needs is missing."""
    settings: Settings = current_app.config["PORTAL_SETTINGS"]
    missing = [name for name, is_there in NEEDED.items() if not is_there(settings)]
    if missing:
        current_app.logger.error("not ready: %s", ", ".join(missing))
        return Response(f"not ready: {', '.join(missing)}\n", 503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")


def _database_stands(_settings: Settings) -> bool:
    """It answers, at the schema this program knows."""
    try:
        schema.require_current(db.engine)
    except (SQLAlchemyError, schema.UnknownSchema):
        return False
    return True


def _files_can_be_kept(settings: Settings) -> bool:
    return os.access(settings.data_dir, os.W_OK | os.X_OK)


def _space_is_left(settings: Settings) -> bool:
    return shutil.disk_usage(settings.data_dir).free >= LEAST_FREE_BYTES


NEEDED: dict[str, Callable[[Settings], bool]] = {
    "database": _database_stands,
    "papers": _files_can_be_kept,
    "space": _space_is_left,
}
