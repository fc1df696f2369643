"""Both sets of algorithms do what their standards' examples say, and what one sealed the other knows by its number."""

import hashlib

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hashes import SM3, Hash

from portal.models.suites import AES, BY_NUMBER, DATA_KEY_BYTES, SM4, SUITES, Suite

KEY = bytes(range(DATA_KEY_BYTES))


def test_sm4_gcm_is_that_of_rfc_8998() -> None:
    """Appendix A.1."""
    key = bytes(32) + bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    nonce = bytes.fromhex("00001234567800000000ABCD")
    bound = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    plain = bytes.fromhex("AA" * 8 + "BB" * 8 + "CC" * 8 + "DD" * 8 + "EE" * 8 + "FF" * 8 + "EE" * 8 + "AA" * 8)
    sealed = bytes.fromhex(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
        "83DE3541E4C2B58177E065A9BF7B62EC"
    )
    assert SM4.seal(key, nonce, plain, bound) == sealed
    assert SM4.opener(key)(nonce, sealed, bound) == plain


def test_aes_gcm_is_that_of_nist() -> None:
    """The GCM specification's test case 16 (McGrew and Viega), a key of 256 bits with bound data."""
    key = bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2) + bytes(16)
    plain = bytes.fromhex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    )
    sealed = AES.seal(
        key, bytes.fromhex("cafebabefacedbaddecaf888"), plain, bytes.fromhex("feedfacedeadbeef" * 2 + "abaddad2")
    )
    assert sealed[-16:].hex() == "76fc6ece0f4e1768cddf8853bb2d551b"


def test_sm3_and_its_hmac() -> None:
    """SM3 of "abc" (GB/T 32905, A.1); HMAC and HKDF by their construction (RFC 2104, RFC 5869)."""
    assert _sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert SM4.digest(b"key", b"message") == _hmac_sm3(b"key", b"message")
    extracted = _hmac_sm3(bytes(32), b"secret")
    assert SM4.derive(b"secret", "index", 32) == _hmac_sm3(extracted, b"portal:index\x01")


def _sm3(message: bytes) -> bytes:
    hashed = Hash(SM3())
    hashed.update(message)
    return hashed.finalize()


def _hmac_sm3(key: bytes, message: bytes) -> bytes:
    padded = key.ljust(64, b"\0")
    return _sm3(bytes(b ^ 0x5C for b in padded) + _sm3(bytes(b ^ 0x36 for b in padded) + message))


@pytest.mark.parametrize("suite", SUITES.values(), ids=SUITES)
def test_nothing_changed_opens(suite: Suite) -> None:
    nonce, sealed = bytes(12), suite.seal(KEY, bytes(12), b"plain", b"place")
    assert BY_NUMBER[suite.number] is suite
    assert suite.opener(KEY)(nonce, sealed, b"place") == b"plain"
    for key, changed, place in (
        (KEY[::-1], sealed, b"place"),
        (KEY, sealed, b"elsewhere"),
        (KEY, sealed[1:], b"place"),
        (KEY, b"", b"place"),
        *((KEY, sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :], b"place") for at in range(len(sealed))),
    ):
        with pytest.raises((InvalidTag, ValueError)):
            suite.opener(key)(nonce, changed, place)
    assert len({hashlib.sha256(s.seal(KEY, nonce, b"plain", b"place")).digest() for s in SUITES.values()}) == 2
