"""Whether a form comes from a page of ours, as far as its browser says.

The token of the form decides; this is a second lock, which a stolen token does not open. A browser that says nothing
(w3m, telephones of before 2023) is no fault. Nor is `Origin: null`: our pages send no referrer, and then browsers hide
their origin too (Fetch, "append a request Origin header"); a sandboxed frame of another site says the same, but its
browser adds `Sec-Fetch-Site: cross-site`.
"""

from urllib.parse import urlsplit

from flask import current_app, request

from portal.config import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
OUR_SITES = frozenset({"same-origin", "none"})
"""`none`: the person did it in the browser itself, as by loading the page again."""


def is_foreign() -> bool:
    """Whether the browser names another site as the sender; a neighbour under the same domain is another site."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    return (site is not None and site not in OUR_SITES) or (origin not in (None, "null") and not _is_ours(origin))


def is_likely_ours() -> bool:
    """Whether the browser says that a page of ours sent it, or is one that never says anything."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    return site == "same-origin" if site is not None else origin is None or _is_ours(origin)


def _is_ours(origin: str | None) -> bool:
    """The address people use, or the host asked for, which is one of ours; both in the scheme people use.

    Not the scheme as this process sees it: behind a proxy that is not named every request looks like plain http.
    """
    settings: Settings = current_app.config["PORTAL_SETTINGS"]
    public = urlsplit(settings.base_url.lower())
    return origin in {f"{public.scheme}://{_bare(public.scheme, host)}" for host in (public.netloc, request.host)}


def _bare(scheme: str, host: str) -> str:
    """An origin leaves out the port that its scheme means anyway."""
    return host.removesuffix(":443" if scheme == "https" else ":80")
