"""Ed25519 (RFC 8032): the key that signs certificates, and whether a signature is right."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from portal.domain.certificate import SignedText, message


def key_id(public: bytes) -> str:
    """What a key is called: said by the key itself, so that no two portals call theirs the same."""
    return sha256(public).hexdigest()[:12]


@dataclass(frozen=True)
class Signer:
    """A private key."""

    secret: bytes

    @cached_property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.secret)

    @cached_property
    def public(self) -> bytes:
        """The key that checks what this one signs."""
        return self._key.public_key().public_bytes_raw()

    def signed(self, purpose: str, content: bytes) -> str:
        """A signed text with that content."""
        name = key_id(self.public)
        return SignedText(name, content, self._key.sign(message(purpose, name, content))).text


def is_signed(public: bytes, signature: bytes, signed: bytes) -> bool:
    """Whether the owner of that public key signed it."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    except (InvalidSignature, ValueError):
        return False
    return True
