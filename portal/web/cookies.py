"""What the portal's cookies are called."""

from portal.config import Settings


def cookie_name(plain: str, settings: Settings) -> str:
    """The name of a cookie as browsers keep it.

    Over https it begins with `__Host-`: then a browser takes it only over https, from this very host, for the whole of
    it, so that no neighbour under the same domain can put one of its own in its place (RFC 6265bis, 4.1.3.2).
    """
    return f"__Host-{plain}" if settings.is_https else plain
