"""Every member of the vocabulary that people meet has a word, and every status a shape."""

from enum import StrEnum

import pytest
from flask import Flask

from portal.domain import vocabulary
from portal.web.labels import TONES_AND_SHAPES, expired_tag, label, not_begun_tag, status_tag
from portal.wording.names import name_of

NEVER_SHOWN = {"Action", "TokenPurpose"}  # acts are buttons, each with its own sentence
NAMED_ELSEWHERE = {"EventKind"}  # wording.history.event_name; test_every_kind_is_known walks it
KINDS = [
    kind
    for name, kind in vars(vocabulary).items()
    if isinstance(kind, type)
    and issubclass(kind, StrEnum)
    and kind is not StrEnum
    and name not in NEVER_SHOWN | NAMED_ELSEWHERE
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_member_has_a_word_of_its_own_in_both_languages(app: Flask, kind: type[StrEnum]) -> None:
    for language in ("zh", "en"):
        with app.test_request_context(headers={"Cookie": f"portal_language={language}"}):
            words = [label(member) for member in kind]
        assert all(words)
        assert len(set(words)) == len(words)
        assert any("\u4e00" <= sign <= "\u9fff" for sign in words[0]) == (language == "zh" or "(" in words[0])


def test_members_written_alike_are_each_called_by_their_own_name(app: Flask) -> None:
    """`Role.HOSPITAL` and `Channel.HOSPITAL` are one word to Python, and 医院经办人 and 医院 to people."""
    members = [member for kind in KINDS for member in kind]
    assert len(set(members)) < len(members)
    for language in ("zh", "en"):
        with app.test_request_context(headers={"Cookie": f"portal_language={language}"}):
            for each in (members, members[::-1]):
                assert [label(member).lower() for member in each] == [
                    name_of(member, language).lower() for member in each
                ]


def test_every_status_has_a_shape_and_no_word_stands_for_two(app: Flask) -> None:
    assert set(TONES_AND_SHAPES) == set(vocabulary.FilingStatus)
    with app.test_request_context():
        tags = [*(status_tag(status) for status in TONES_AND_SHAPES), expired_tag(), not_begun_tag()]
    assert len({tag.word for tag in tags}) == len(tags)
    assert {tag.tone for tag in tags} == {"ok", "warn", "bad", "busy", "quiet"}
    # without colour a good end, a bad one and one that waits for the person still differ
    by_tone = {tone: {tag.shape for tag in tags if tag.tone == tone} for tone in ("ok", "warn", "bad")}
    assert sum(len(shapes) for shapes in by_tone.values()) == len(set().union(*by_tone.values()))
