"""Two hundred values that no parameter wants, each as it stands in an address: bytes as Latin-1, mostly escaped.

A group is a kind of trouble; the first word of each value's name is its group.
"""

from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes


@dataclass(frozen=True, slots=True)
class Hostile:
    """One value; `pairs` says how it stands beside its name where a name may come more than once."""

    what: str
    raw: str
    pairs: str = "{name}={raw}"

    @property
    def text(self) -> str:
        """As a header or a cookie holds it: bytes read as Latin-1, without what no server lets into a head."""
        return self.unescaped.translate({0: None, 10: None, 13: None})

    @property
    def unescaped(self) -> str:
        """As a server hands a path over: its bytes, read as Latin-1."""
        return unquote_to_bytes(self.raw.encode("latin-1")).decode("latin-1")

    def beside(self, name: str) -> str:
        """As it stands in a query or in a form's body."""
        return self.pairs.format(name=quote(name), raw=self.raw)


_DAYS = (
    "0001-01-01 0001-01-02 9999-12-31 10000-01-01 0000-01-01 1899-12-31 1970-01-01 2026-02-29 2026-13-01 2026-09-31 "
    "-2026-09-14 2026-9-4 20260914 2026-W37-1 2026/09/14 2026-09-14T24:00 0001-01-01T00:00:00+14:00 "
    "9999-12-31T23:59:59-12:00 2026年9月14日 ２０２６-０９-１４ ٢٠٢٦-٠٩-١٤"
)
_NUMBERS = (
    "2100 -1 00 0x10 1e9 1e400 1,000 1.5 NaN Infinity 2147483647 2147483648 -2147483649 9007199254740993 "
    "999999999999999999 9223372036854775807 9223372036854775808 -9223372036854775809 18446744073709551616 ² ٣ 五 ½ ① "
    "１２ 0.1e-400"
)
_CURSORS = (
    "2026-02-31.1",
    "0001-01-01.1",
    "9999-12-31.999999999999999999",
    "2026-09-14.",
    ".1",
    ".",
    "2026-09-14.-1",
    "2026-09-14.1.1",
    "00010101T000000.000000Z-1",
    "99991231T235959.999999Z-999999999999999999",
    "20260914T020000.000000Z-",
    "20260914T020000.0000001Z-1",
    "20260914T020000.000000ZZ-1",
    "1" * 17,
    "1" * 19,
    "100000000008",
    "100000000009",
    "1000-0000-0008",
    "f" * 32,
    "F" * 32,
    "g" * 32,
    "00000000-0000-0000-0000-000000000000",
    "eyJhbGciOiJub25lIn0.e30.",
    "IngiLg.aaaa.bbbb",
    "990000199001010000",
    "99000019900101000X",
    "13800000000",
)
_WORDS = "null [] {} __proto__ self no_such_code draft DROP submitted,approved wenshang.long-term con .env"
_CODE = (
    "' OR '1'='1",
    '" OR ""="',
    "1; DROP TABLE filings; --",
    "1' UNION SELECT password_hash FROM users --",
    "%' AND SLEEP(5) --",
    "1)) OR pg_sleep(5) --",
    "\\'; SELECT 1 --",
    "%",
    "_",
    "%_%",
    "\\",
    "*",
    "{{7*7}}",
    "{{''.__class__.__mro__}}",
    "{% raw %}",
    "{%",
    "${7*7}",
    "<%= 7*7 %>",
    "%(name)s",
    "%n%s%x",
    "{0}{name}",
    "{0.__class__}",
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!--",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "; id",
    "$(id)",
    "| cat /etc/passwd",
    "=1+1",
)
_PLACES = (
    "../../../etc/passwd",
    "..\\..\\windows",
    "..",
    "//",
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "https:///evil.example",
    "\thttps://evil.example",
    "/%09/evil.example",
    "//evil.example@127.0.0.1",
    "file:///etc/passwd",
    "a/b/c",
    "?x=1",
    "a&b=c",
    "a;b",
    "x\r\nX-Evil: 1",
    "x\nX-Evil: 1",
    "x\r\n\r\n<script>alert(1)</script>",
)
_TEXT = (
    "\u202e倒过来\u2066",
    "\u200b\u200c\u200d",
    "\ufeff",
    "\u2028\u2029",
    "\x85",
    "\x01\x07\x1b[31m\x7f",
    "\t\v\f",
    "e" + "\u0301" * 200,
    "\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "\U000200d1𠮷\U0003134a",
    "\ue000\U000f0000",
    "\ufffe\uffff\U0010ffff",
    "İı\u0130ſß",
    "ﬁ㎏㈱",
    "م\u064e\u0651",
    "Ａｄｍｉｎ",
    "аdmin",
    "张三'\"<>&",
)
_LONG = (
    "9" * 400,
    "9" * 5_000,
    "-" + "9" * 4_999,
    "a" * 7_000,
    "(" * 3_000,
    "a" * 500 + "!",
    "1-" * 2_000,
    " " * 3_000 + "x",
    "0" * 4_301,
    "../" * 2_000,
)
_BYTES = (
    ("NUL", "%00"),
    ("NUL within", "a%00b"),
    ("NUL written otherwise", "%C0%80"),
    ("a high surrogate", "%ED%A0%80"),
    ("a low surrogate", "%ED%BF%BF"),
    ("a pair of surrogates", "%ED%A0%BD%ED%B8%80"),
    ("a byte of no text", "%FF"),
    ("a mark of order", "%FE%FF%00a"),
    ("half a character", "%E5%A5"),
    ("a slash written otherwise", "%C0%AF"),
    ("GBK", "%D5%C5%C8%FD"),
    ("five bytes", "%F8%88%80%80%80"),
    ("past Unicode", "%F4%90%80%80"),
    ("an escape cut off", "%"),
    ("an escape cut in two", "%a"),
    ("an escape of no digits", "%zz"),
    ("an escape twice", "%252e%252e%252f"),
    ("NUL escaped twice", "%2500"),
    ("a wide escape", "%u0000"),
    ("a plus", "+"),
    ("not escaped, of no text", "\xff"),
    ("not escaped, GBK", "\xd5\xc5"),
    ("not escaped, UTF-8", "\xe5\xbc\xa0"),
)
_SHAPES = (
    ("twice", "no_such_code", "{name}={raw}&{name}=1"),
    ("twice, empty first", "1", "{name}=&{name}={raw}"),
    ("four hundred times", "1", "&".join(["{name}={raw}"] * 400)),
    ("as a list", "1", "{name}[]={raw}&{name}[]={raw}"),
    ("as a place of a list", "1", "{name}[0]={raw}&{name}[999999999]={raw}"),
    ("as an object", "1", "{name}[a]={raw}&{name}.a={raw}&{name}-0={raw}"),
    ("without a sign", "", "{name}"),
    ("in capitals and with blanks", "1", "%20{name}%20={raw}&{name}%00={raw}"),
)


def _of(group: str, texts: tuple[str, ...] | list[str]) -> list[Hostile]:
    return [Hostile(f"{group} {text[:24]!r} of {len(text)}", quote(text, safe="")) for text in texts]


HOSTILE: tuple[Hostile, ...] = (
    *_of("day", _DAYS.split()),
    *_of("number", _NUMBERS.split()),
    *_of("cursor", _CURSORS),
    *_of("word", ["", " ", "\u3000", "[object Object]", *_WORDS.split()]),
    *_of("code", _CODE),
    *_of("place", _PLACES),
    *_of("text", _TEXT),
    *_of("long", _LONG),
    *(Hostile(f"bytes {what}", raw) for what, raw in _BYTES),
    *(Hostile(f"shape {what}", raw, pairs) for what, raw, pairs in _SHAPES),
)
