"""Pictures of pages for the clerk's screen."""

import io

import pytest
from PIL import Image

from portal.adapters import previews
from tests.adapters import hostile


@pytest.mark.parametrize(("width", "shown"), [(100, 100), (0, 1), (9000, 2600)])
def test_page_is_as_wide_as_asked_within_bounds(width: int, shown: int) -> None:
    picture = previews.page_png(hostile.pdf(), "application/pdf", 1, width)
    with Image.open(io.BytesIO(picture)) as page:
        assert page.size == (shown, shown)


def test_page_a_kilometre_high_stays_a_small_picture() -> None:
    tall = hostile.pdf().replace(b"200 200", b"200 9e6")
    with Image.open(io.BytesIO(previews.page_png(tall, "application/pdf", 1, 100))) as page:
        assert page.height <= 400


@pytest.mark.parametrize(
    ("content", "media_type", "page"),
    [
        (hostile.pdf(2), "application/pdf", 3),
        (hostile.pdf(2), "application/pdf", 0),
        (hostile.picture("JPEG"), "image/jpeg", 2),
        (b"%PDF-1.7 nothing", "application/pdf", 1),
        (hostile.picture("JPEG")[:200], "image/jpeg", 1),
        (hostile.picture("PNG"), "image/jpeg", 1),
    ],
)
def test_page_that_cannot_be_shown_says_so(content: bytes, media_type: str, page: int) -> None:
    with pytest.raises(previews.CannotShow):
        previews.page_png(content, media_type, page, 100)
