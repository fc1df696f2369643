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


class _Person(msgspec.Struct, frozen=True):
    """The part of the claims that says who it is; `facts` is there in rows of earlier."""

    person: PersonClaim = PersonClaim()
    facts: object = None


class _Referral(msgspec.Struct, frozen=True):
    """The part of a slip that says who issued it and when; `facts` as there."""

    referral: ReferralClaim = ReferralClaim()
    facts: object = None


class PersonReader:
    """Reads of the same JSON only whom it is about."""

    _decoder = msgspec.json.Decoder(_Person)

    def load(self, plain: bytes) -> PersonClaim:
        """The insured person; raises `msgspec.ValidationError` for anything else."""
        found = self._decoder.decode(plain)
        return found.person if found.facts is None else ClaimsCodec().load(plain).person


class ReferralReader:
    """Reads of it only who issued a slip, and when."""

    _decoder = msgspec.json.Decoder(_Referral)

    def load(self, plain: bytes) -> ReferralClaim:
        """The referral; raises `msgspec.ValidationError` for anything else."""
        found = self._decoder.decode(plain)
        return found.referral if found.facts is None else ClaimsCodec().load(plain).referral
