"""The two sets of algorithms a value may be sealed with: what is sealed names its own, so that both open side by side.

AES-256-GCM with HMAC and HKDF over SHA-256 (NIST SP 800-38D, RFC 5869), and SM4-GCM with the same over SM3 (GB/T 32907,
GB/T 32905, RFC 8998), which an installation under Chinese commercial cryptography asks for.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, SM3, HashAlgorithm
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

TAG_BYTES = 16
NONCE_BYTES = 12
AES_KEY_BYTES, SM4_KEY_BYTES = 32, 16
DATA_KEY_BYTES = AES_KEY_BYTES + SM4_KEY_BYTES
"""A data key has a part for each suite, so that no bytes are ever the key of two ciphers."""


Opener = Callable[[bytes, bytes, bytes], bytes]
"""From a nonce, what was sealed and its context to the plain bytes."""


class Suite(Protocol):
    """One set of algorithms; `number` is how a sealed value names it."""

    @property
    def number(self) -> int: ...

    def seal(self, key: bytes, nonce: bytes, plain: bytes, context: bytes) -> bytes:
        """Encrypt, with the tag at the end; `key` is a data key."""

    def opener(self, key: bytes) -> Opener:
        """What decrypts with that key; it raises `InvalidTag` for anything that was not sealed so."""

    def derive(self, secret: bytes, purpose: str, length: int) -> bytes:
        """A key for one purpose only."""

    def digest(self, key: bytes, message: bytes) -> bytes:
        """32 bytes that only the owner of the key can tell."""


@dataclass(frozen=True, slots=True)
class AesSuite:
    """AES-256-GCM, HMAC-SHA256, HKDF-SHA256."""

    number: int = 1

    def seal(self, key: bytes, nonce: bytes, plain: bytes, context: bytes) -> bytes:
        """As `Suite`."""
        return AESGCM(key[:AES_KEY_BYTES]).encrypt(nonce, plain, context)

    def opener(self, key: bytes) -> Opener:
        """As `Suite`."""
        return AESGCM(key[:AES_KEY_BYTES]).decrypt

    def derive(self, secret: bytes, purpose: str, length: int) -> bytes:
        """As `Suite`."""
        return _derive(SHA256(), secret, purpose, length)

    def digest(self, key: bytes, message: bytes) -> bytes:
        """As `Suite`."""
        return hmac.digest(key, message, "sha256")


@dataclass(frozen=True, slots=True)
class Sm4Suite:
    """SM4-GCM, HMAC-SM3, HKDF-SM3."""

    number: int = 2

    def seal(self, key: bytes, nonce: bytes, plain: bytes, context: bytes) -> bytes:
        """As `Suite`."""
        sealing = Cipher(algorithms.SM4(key[-SM4_KEY_BYTES:]), modes.GCM(nonce)).encryptor()
        sealing.authenticate_additional_data(context)
        return sealing.update(plain) + sealing.finalize() + sealing.tag

    def opener(self, key: bytes) -> Opener:
        """As `Suite`."""
        return partial(_sm4_opened, algorithms.SM4(key[-SM4_KEY_BYTES:]))

    def derive(self, secret: bytes, purpose: str, length: int) -> bytes:
        """As `Suite`."""
        return _derive(SM3(), secret, purpose, length)

    def digest(self, key: bytes, message: bytes) -> bytes:
        """As `Suite`."""
        hashed = HMAC(key, SM3())
        hashed.update(message)
        return hashed.finalize()


def _sm4_opened(cipher: algorithms.SM4, nonce: bytes, sealed: bytes, context: bytes) -> bytes:
    if len(sealed) < TAG_BYTES:
        raise InvalidTag
    opening = Cipher(cipher, modes.GCM(nonce, sealed[-TAG_BYTES:])).decryptor()
    opening.authenticate_additional_data(context)
    return opening.update(sealed[:-TAG_BYTES]) + opening.finalize()


def _derive(algorithm: HashAlgorithm, secret: bytes, purpose: str, length: int) -> bytes:
    return HKDF(algorithm, length, salt=None, info=f"portal:{purpose}".encode()).derive(secret)


AES, SM4 = AesSuite(), Sm4Suite()
SUITES: dict[str, Suite] = {"aes": AES, "sm4": SM4}
"""By the word of the setting `PORTAL_CIPHERS`."""
BY_NUMBER: dict[int, Suite] = {suite.number: suite for suite in SUITES.values()}
