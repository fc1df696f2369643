"""Claims as they are sealed: JSON of the dataclasses in `portal.domain.claims`."""

import msgspec

from portal.domain.claims import Claims
from portal.models import earlier_claims


class ClaimsCodec:
    """Writes claims as they are, and reads them in the shape of today or of earlier rows."""

    def dump(self, claims: Claims) -> bytes:
        """The claims as JSON."""
        return msgspec.json.encode(claims)

    def load(self, plain: bytes) -> Claims:
        """The claims that JSON was; raises `msgspec.ValidationError` for anything else."""
        value = msgspec.json.decode(plain)
        if earlier_claims.is_earlier(value):
            return earlier_claims.from_sections(value)
        return msgspec.convert(value, Claims)
