"""Style sheets, scripts and pictures under addresses that change with their content, so browsers keep them for good."""

import base64
import hashlib
import mimetypes
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from flask import Flask, Response, abort, current_app

from portal.domain.policy import Permission
from portal.web.guards import guarded_blueprint
from portal.web.resources import resource_folder

FOREVER = "public, max-age=31536000, immutable"
EXTENSION = "portal_assets"
blueprint = guarded_blueprint("assets", __name__, Permission.PUBLIC)


class Asset(NamedTuple):
    """One file: where it is served, and the digest by which a browser knows it unchanged (SRI)."""

    url: str
    integrity: str
    media_type: str
    body: bytes


def init_app(app: Flask) -> None:
    """Read every asset once and serve it; a file that is not there at start does not exist."""
    assets = _own(resource_folder("static")) | {"htmx.js": _htmx()}
    app.extensions[EXTENSION] = {asset.url: asset for asset in assets.values()}
    app.jinja_env.globals["asset"] = assets.__getitem__
    app.register_blueprint(blueprint)


@blueprint.get("/assets/<address>/<path:name>", endpoint="own")
@blueprint.get("/vendor/<address>/<path:name>", endpoint="vendor")
def serve(address: str, name: str) -> Response:
    """Give one file; an address of another version is not found, so a stale page never mixes two versions."""
    for prefix in ("assets", "vendor"):
        asset: Asset | None = current_app.extensions[EXTENSION].get(f"/{prefix}/{address}/{name}")
        if asset is not None:
            return Response(asset.body, mimetype=asset.media_type, headers={"Cache-Control": FOREVER})
    abort(404)


def _own(folder: Path) -> dict[str, Asset]:
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.*"))}
    # one digest for the whole folder, so that a style sheet may name its pictures by a relative address
    tree = hashlib.sha384(b"".join(name.encode() + b"\0" + body for name, body in files.items())).hexdigest()[:12]
    return {name: _asset(f"/assets/{tree}/{name}", body) for name, body in files.items()}


def _htmx() -> Asset:
    # find_spec does not run the package, which would import Django
    spec = find_spec("js_lib_htmx")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the package django-js-lib-htmx is not installed")
    body = Path(spec.submodule_search_locations[0], "static", "htmx", "htmx.min.js").read_bytes()
    return _asset(f"/vendor/{hashlib.sha384(body).hexdigest()[:12]}/htmx.js", body)


def _asset(url: str, body: bytes) -> Asset:
    digest = base64.b64encode(hashlib.sha384(body).digest()).decode()
    media_type = (
        "text/javascript" if url.endswith(".js") else mimetypes.guess_type(url)[0] or "application/octet-stream"
    )
    return Asset(url, f"sha384-{digest}", media_type, body)
