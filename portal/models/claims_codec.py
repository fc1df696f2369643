"""Claims as they are sealed: JSON of the dataclasses in `portal.domain.claims`."""

import msgspec

from portal.domain.claims import Claims, PersonClaim, ReferralClaim
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


class _Listed(msgspec.Struct, frozen=True):
    """The parts of the claims that lists show; `facts` is there in rows of earlier."""

    person: PersonClaim = PersonClaim()
    referral: ReferralClaim = ReferralClaim()
    facts: object = None


_listed = msgspec.json.Decoder(_Listed)


def _read_for_lists(plain: bytes) -> _Listed | Claims:
    found = _listed.decode(plain)
    return found if found.facts is None else ClaimsCodec().load(plain)


class PersonReader:
    """Reads of the same JSON only whom it is about."""

    def load(self, plain: bytes) -> PersonClaim:
        """The insured person; raises `msgspec.ValidationError` for anything else."""
        return _read_for_lists(plain).person


class ReferralReader:
    """Reads of it only what a slip says of itself: who issued it, and when."""

    def load(self, plain: bytes) -> ReferralClaim:
        """The referral; raises `msgspec.ValidationError` for anything else."""
        return _read_for_lists(plain).referral
