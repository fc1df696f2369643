"""Whether a certificate proves anything: by the published keys and the list of those that ended, and nothing else."""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.domain.certificate import (
    ENDED,
    FILING,
    LONGEST_TEXT,
    Certificate,
    EndedList,
    NoCertificate,
    SignedText,
    message,
)

IsSigned = Callable[[bytes, bytes, bytes], bool]
"""Whether a public key made this signature of this message."""


class CertificateState(StrEnum):
    """What a certificate proves."""

    VALID = "valid"
    NOT_BEGUN = "not_begun"
    EXPIRED = "expired"
    ENDED = "ended"  # before its own end: withdrawn, changed, revoked
    FORGED = "forged"
    UNKNOWN_KEY = "unknown_key"
    OTHER_COUNTY = "other_county"
    NO_CERTIFICATE = "no_certificate"


class NoKeys(ValueError):
    """The file does not hold the published keys."""


@dataclass(frozen=True, slots=True)
class KeySet:
    """The published keys by their ids, and for which counties whoever published them signs."""

    counties: Mapping[str, str]
    keys: Mapping[str, bytes]

    @classmethod
    def read(cls, text: str) -> "KeySet":
        """Of the published JSON (a JSON Web Key Set with the counties beside it); raises `NoKeys`."""
        try:
            published = json.loads(text)
            counties = {str(slug): str(name) for slug, name in published["counties"].items()}
            keys = {str(key["kid"]): urlsafe_b64decode(key["x"] + "=") for key in published["keys"]}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error) as fault:
            raise NoKeys from fault
        if not keys or any(len(key) != 32 for key in keys.values()):
            raise NoKeys
        return cls(counties, keys)

    def text(self, issuer: str) -> str:
        """As it is published: the keys as RFC 8037 writes them, so that other programs read them too."""
        keys = [
            {
                "kty": "OKP",
                "crv": "Ed25519",
                "use": "sig",
                "kid": name,
                "x": urlsafe_b64encode(key).rstrip(b"=").decode(),
            }
            for name, key in self.keys.items()
        ]
        published = {"issuer": issuer, "counties": dict(self.counties), "keys": keys}
        return json.dumps(published, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class CertificateVerdict:
    """What was found; what it says is given only where the signature is right."""

    state: CertificateState
    certificate: Certificate | None = None
    last_day: date | None = None
    listed_at: datetime | None = None
    is_list_fresh: bool = False


@dataclass(frozen=True, slots=True)
class CertificateCheck:
    """Checks with these keys, this list and nothing else."""

    keys: KeySet
    is_signed: IsSigned

    def ended(self, text: str) -> EndedList:
        """The published list; raises `NoCertificate` where no key of these signed it."""
        signed = SignedText.read(text)
        if not self._is_genuine(ENDED, signed):
            raise NoCertificate
        return EndedList.read(signed.content)

    def verdict(self, text: str, on: date, now: datetime, ended: EndedList | None) -> CertificateVerdict:
        """What it proves for that day."""
        try:
            if len(text) > LONGEST_TEXT:
                raise NoCertificate
            signed = SignedText.read(text)
            if signed.key_id not in self.keys.keys:
                return CertificateVerdict(CertificateState.UNKNOWN_KEY)
            if not self._is_genuine(FILING, signed):
                return CertificateVerdict(CertificateState.FORGED)
            certificate = Certificate.read(signed.content)
        except NoCertificate:
            return CertificateVerdict(CertificateState.NO_CERTIFICATE)
        if certificate.county not in self.keys.counties:
            return CertificateVerdict(CertificateState.OTHER_COUNTY)
        return _of_genuine(certificate, on, now, ended)

    def _is_genuine(self, purpose: str, signed: SignedText) -> bool:
        key = self.keys.keys.get(signed.key_id)
        signed_bytes = message(purpose, signed.key_id, signed.content)
        return key is not None and self.is_signed(key, signed.signature, signed_bytes)


def _of_genuine(certificate: Certificate, on: date, now: datetime, ended: EndedList | None) -> CertificateVerdict:
    listed_at = ended.listed_at if ended else None
    is_fresh = ended is not None and now <= ended.fresh_until
    is_listed = ended is not None and certificate.uid in ended.last_days
    last_day = ended.last_days[certificate.uid] if ended and is_listed else None
    state = CertificateState.VALID
    if is_listed and (last_day is None or on > last_day):
        state = CertificateState.ENDED
    elif certificate.ends_on and on > certificate.ends_on:
        state = CertificateState.EXPIRED
    elif on < certificate.begins_on:
        state = CertificateState.NOT_BEGUN
    return CertificateVerdict(state, certificate, last_day, listed_at, is_fresh)
