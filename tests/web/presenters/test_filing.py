"""Whose filing a list shows, without saying whose: not even how long the name is."""

import pytest

from portal.web.presenters.filing import masked_name


@pytest.mark.parametrize(
    ("name", "shown"), [("王", "王**"), ("韦小", "韦**"), ("欧阳小明", "欧**"), ("阿卜杜拉·艾则孜", "阿**")]
)
def test_a_name_is_its_first_character_and_two_stars(name: str, shown: str) -> None:
    assert masked_name(name) == shown
