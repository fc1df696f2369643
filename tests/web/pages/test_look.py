"""Contrast and sizes of the style's tokens, held by numbers."""

import re
from itertools import product

import pytest

from portal.web.resources import resource_folder

TOKENS = dict(
    re.findall(
        r"--([a-z-]+): (#[0-9a-f]{6});",
        resource_folder("static")
        .joinpath("css/tokens.css")
        .read_text()
        .split("@media")[0]
        .replace("--line: #97a3b1;", ""),
    )
)
GROUNDS = ("page", "card")


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *product(("ink", "muted", "brand", "ok", "warn", "bad"), GROUNDS),
        *product(("ink", "muted"), ("brand-soft", "ok-soft", "warn-soft", "bad-soft")),
        *((tone, f"{tone}-soft") for tone in ("brand", "ok", "warn", "bad")),
    ],
)
def test_text_stands_out_seven_to_one(text: str, ground: str) -> None:
    assert contrast(TOKENS[text], TOKENS[ground]) >= 7


@pytest.mark.parametrize("ground", GROUNDS)
def test_borders_of_controls_stand_out_three_to_one(ground: str) -> None:
    assert contrast(TOKENS["edge"], TOKENS[ground]) >= 3


def test_white_on_buttons_stands_out_seven_to_one() -> None:
    assert contrast("#ffffff", TOKENS["brand"]) >= 7
    assert contrast("#ffffff", TOKENS["brand-dark"]) >= 7
