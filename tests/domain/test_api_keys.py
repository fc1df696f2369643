"""A key of an institution: read in its two parts as it is written, and not otherwise."""

import pytest

from portal.domain.api_keys import parts_of, written

PREFIX, SECRET = "0123456789ab", "Aa0_-" * 8 + "xyz"
KEY = written(PREFIX, SECRET)


def test_a_key_is_read_as_it_was_written() -> None:
    assert parts_of(KEY) == (PREFIX, SECRET)


@pytest.mark.parametrize(
    "text",
    ["", "portal__", KEY[:-1], KEY + "x", KEY + "\n", " " + KEY, KEY.upper(), KEY.replace("portal", "other"),
     written(PREFIX[1:], SECRET), written("0123456789aB", SECRET), written(PREFIX, "字" + SECRET[1:]),
     written("０" + PREFIX[1:], SECRET)],
    ids=repr,
)  # fmt: skip
def test_what_is_written_otherwise_is_no_key(text: str) -> None:
    assert parts_of(text) is None
