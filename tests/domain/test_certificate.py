"""A certificate proves what it says, or nothing: tampered with, over, ended, of another key, of another county."""

import json
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.domain.certificate import ENDED, FILING, LONGEST_TEXT, Certificate, EndedList, NoCertificate, SignedText
from portal.domain.certificate_check import CertificateCheck, CertificateState, KeySet, NoKeys
from portal.models.signing import Signer, is_signed
from tests.certificates import CHECK, KEYS, NOW, SAMPLE, SIGNER, TODAY, certificate, ended

S = CertificateState
NOTHING_ENDED: dict[str, date | None] = {}


def state_of(text: str, on: date = TODAY, days: dict[str, date | None] = NOTHING_ENDED) -> CertificateState:
    return CHECK.verdict(text, on, NOW, CHECK.ended(ended(days))).state


def test_what_was_signed_is_what_is_read() -> None:
    assert Certificate.read(SAMPLE.content()) == SAMPLE
    endless = replace(SAMPLE, ends_on=None)
    assert Certificate.read(endless.content()) == endless
    listed = EndedList(NOW, NOW + timedelta(days=1), {"a": date(2026, 10, 1), "b": None})
    assert EndedList.read(listed.content()) == listed


def test_it_is_signed_as_the_published_form_has_it() -> None:
    """Compact and in its own script, for a QR has little room; nothing of it changes while one counts."""
    written = (
        '["0123456789abcdef","260914000011","wenshang","310000","上海市","referral",'
        '"2026-09-20","2027-09-19","测*","1X","2026-09-14"]'
    )
    assert SAMPLE.content().decode() == written
    assert replace(SAMPLE, ends_on=None).content().decode() == written.replace("2027-09-19", "")
    listed = EndedList(NOW, NOW + timedelta(days=1), {"b": None, "a": date(2026, 10, 1)})
    assert listed.content().decode() == (
        '{"listed_at":"2026-10-08T02:00:00+00:00","fresh_until":"2026-10-09T02:00:00+00:00",'
        '"ended":{"a":"2026-10-01","b":""}}'
    )


@pytest.mark.parametrize("before", [b"", b"1", b"12"], ids=repr)
def test_bytes_of_every_length_and_value_travel_without_padding(before: bytes) -> None:
    for last in range(256):
        signed = SignedText("key", before + bytes((last,)), bytes((last,)) + before)
        assert "=" not in signed.text
        assert SignedText.read(signed.text) == signed


@pytest.mark.parametrize(
    "content",
    [
        SAMPLE.content().replace(b'"0123456789abcdef"', b"1"),
        SAMPLE.content().replace(b'"2026-09-20"', b"20260920"),
        SAMPLE.content().replace(b'"referral"', b'"another"'),
        b'{"0123456789abcdef": 1}',
        b"null",
        b"x",
    ],
    ids=repr,
)
def test_content_of_anything_but_the_eleven_texts_is_none(content: bytes) -> None:
    with pytest.raises(NoCertificate):
        Certificate.read(content)


@pytest.mark.parametrize("name", ["listed_at", "fresh_until"])
def test_a_list_without_the_offset_of_its_times_is_none(name: str) -> None:
    listed = json.loads(EndedList(NOW, NOW, {}).content())
    with pytest.raises(NoCertificate):
        EndedList.read(json.dumps({**listed, name: "2026-10-08T02:00:00"}).encode())


@pytest.mark.parametrize(
    ("change", "on", "days", "expected"),
    [
        ({}, TODAY, {}, S.VALID),
        ({}, date(2026, 9, 20), {}, S.VALID),
        ({}, date(2026, 9, 19), {}, S.NOT_BEGUN),
        ({}, date(2027, 9, 19), {}, S.VALID),
        ({}, date(2027, 9, 20), {}, S.EXPIRED),
        ({"ends_on": None}, date(2099, 1, 1), {}, S.VALID),
        ({}, TODAY, {"another": None}, S.VALID),
        ({}, TODAY, {SAMPLE.uid: None}, S.ENDED),
        ({}, TODAY, {SAMPLE.uid: TODAY}, S.VALID),
        ({}, TODAY, {SAMPLE.uid: TODAY - timedelta(days=1)}, S.ENDED),
        ({"county": "liujiang"}, TODAY, {}, S.OTHER_COUNTY),
    ],
)
def test_what_it_proves_for_a_day(
    change: dict[str, date | None], on: date, days: dict[str, date | None], expected: CertificateState
) -> None:
    assert state_of(certificate(replace(SAMPLE, **change)), on, days) is expected  # type: ignore[arg-type]


def test_every_byte_counts_in_whatever_way_it_is_changed() -> None:
    whole = SignedText.read(certificate())
    found = set()
    for name in ("content", "signature"):
        raw = getattr(whole, name)
        for place in range(len(raw)):
            for changed in (raw[place] ^ 1, raw[place] ^ 128):
                tampered = replace(whole, **{name: raw[:place] + bytes((changed,)) + raw[place + 1 :]})
                found.add(state_of(tampered.text))
    assert found == {S.FORGED}


def test_every_character_counts_and_each_may_be_left_out_or_doubled_by_nobody() -> None:
    text = certificate()
    for place, sign in enumerate(text):
        for other in ("A" if sign != "A" else "B", "", sign + sign, "=", "."):
            changed = text[:place] + other + text[place + 1 :]
            assert changed == text or state_of(changed) in (S.FORGED, S.UNKNOWN_KEY, S.NO_CERTIFICATE), changed


@pytest.mark.parametrize(
    "text",
    ["", ".", "..", "a.b.c", "https://portal.example/verify#", "测试", "x" * 5000, "\ud800.a.b", certificate() + ".x"],
    ids=repr,
)
def test_what_is_none_is_called_none_or_strange(text: str) -> None:
    assert state_of(text) in (S.NO_CERTIFICATE, S.UNKNOWN_KEY)


def test_a_text_spelled_otherwise_is_not_the_one_that_was_signed() -> None:
    key, content, signature = certificate().split(".")
    last = signature[-1]
    alike = chr(ord(last) + 1)  # the last character of 64 bytes carries two bits: others decode to the same
    with pytest.raises(NoCertificate):
        SignedText.read(f"{key}.{content}.{signature[:-1]}{alike}")


@pytest.mark.parametrize("wrap", ["https://portal.example/verify#{}", " {}\n", "https://x.example/verify?a=1#{}"])
def test_the_address_in_the_qr_and_what_copying_adds_are_read(wrap: str) -> None:
    text = certificate()
    assert state_of(wrap.format(text)) is S.VALID
    assert state_of(wrap.format(text[:50] + "\n  " + text[50:])) is S.VALID


def test_blanks_are_read_up_to_the_longest_text() -> None:
    longest = certificate().rjust(LONGEST_TEXT)
    assert (state_of(longest), state_of(" " + longest)) == (S.VALID, S.NO_CERTIFICATE)


def test_a_text_names_its_key() -> None:
    with pytest.raises(NoCertificate):
        SignedText.read("." + certificate().partition(".")[2])


def test_another_key_is_unknown_and_under_a_known_name_a_forgery() -> None:
    other = Signer(bytes(32))
    text = certificate(signer=other)
    assert state_of(text) is S.UNKNOWN_KEY
    signed = replace(SignedText.read(text), key_id=next(iter(KEYS.keys)))
    assert state_of(signed.text) is S.FORGED


def test_a_list_is_no_certificate_and_a_certificate_no_list() -> None:
    assert state_of(ended({})) is S.FORGED
    assert state_of(SIGNER.signed(FILING, b"[]")) is S.NO_CERTIFICATE
    for text in (certificate(), ended({}, Signer(bytes(32))), SIGNER.signed(ENDED, b"{}"), ""):
        with pytest.raises(NoCertificate):
            CHECK.ended(text)


def test_the_list_is_said_to_be_old_and_a_missing_one_to_be_missing() -> None:
    listed, day, second = CHECK.ended(ended({})), timedelta(days=1), timedelta(seconds=1)
    found = [CHECK.verdict(certificate(), TODAY, NOW + later, listed) for later in (0 * day, day, day + second)]
    assert [(each.listed_at, each.is_list_fresh) for each in found] == [(NOW, True), (NOW, True), (NOW, False)]
    without = CHECK.verdict(certificate(), TODAY, NOW, None)
    assert (without.state, without.listed_at, without.is_list_fresh) == (S.VALID, None, False)


def test_what_is_genuine_is_shown_with_the_last_day_it_counts() -> None:
    last = TODAY - timedelta(days=1)
    found = CHECK.verdict(certificate(), TODAY, NOW, CHECK.ended(ended({SAMPLE.uid: last})))
    assert (found.state, found.certificate, found.last_day) == (S.ENDED, SAMPLE, last)
    foreign = CHECK.verdict(certificate(replace(SAMPLE, county="liujiang")), TODAY, NOW, None)
    assert (foreign.certificate, foreign.last_day) == (None, None)


def test_published_keys_are_read_as_they_are_written() -> None:
    assert KeySet.read(KEYS.text("https://portal.example")) == KEYS


def test_keys_are_published_as_other_programs_read_them() -> None:
    """RFC 8037, without padding; the counties in their own script, and more than one line, for whoever looks."""
    text = KEYS.text("https://portal.example")
    [(key_id, public)] = KEYS.keys.items()
    bare = urlsafe_b64encode(public).decode().removesuffix("=")
    key = {"kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": key_id, "x": bare}
    assert json.loads(text) == {"issuer": "https://portal.example", "counties": {"wenshang": "汶上县"}, "keys": [key]}
    assert "汶上县" in text
    assert len(text.splitlines()) > len(key)
    assert ' "issuer": "https://portal.example",' in text.splitlines()


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"counties": {}, "keys": []}', '{"counties": [], "keys": [{"kid": "a", "x": "b"}]}', "[" * 9999,
     '{"counties": {}, "keys": [{"kid": "a", "x": "AAAA"}]}'],
)  # fmt: skip
def test_what_are_no_keys_is_refused(text: str) -> None:
    with pytest.raises(NoKeys):
        KeySet.read(text)


@pytest.mark.parametrize("public", [b"", bytes(31), b"\xff" * 32], ids=["nothing", "too short", "no point"])
def test_a_broken_public_key_proves_nothing(public: bytes) -> None:
    keys = KeySet(KEYS.counties, dict.fromkeys(KEYS.keys, public))
    assert CertificateCheck(keys, is_signed).verdict(certificate(), TODAY, NOW, None).state is S.FORGED
