"""A picture looks as it did, whatever colours, depth, order or side its file keeps it in; or its kind is named."""

import base64
import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from portal.adapters.document_cleaning import clean_document
from portal.adapters.refusal import Refusal
from portal.adapters.uploads import SENTENCES
from tests.adapters import pictures, profiles

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BLURRED = 32
"""Of 255, in the most different spot: twice coded as JPEG, whose colours are four times coarser than its light."""
SHOWN = """async files => Promise.all(files.map(async file => {
    const image = new Image()
    image.src = file
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.naturalWidth
    canvas.height = image.naturalHeight
    const pen = canvas.getContext('2d')
    pen.fillStyle = 'white'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.drawImage(image, 0, 0)
    return canvas.toDataURL('image/png')
}))"""


def kept(body: bytes) -> Image.Image:
    cleaned, made = clean_document(body, 50)
    assert cleaned.media_type == "image/jpeg"
    image = Image.open(io.BytesIO(made))
    assert not {"icc_profile", "exif", "transparency"} & set(image.info)
    return image


def different(files: list[tuple[str, bytes]], truth: Image.Image) -> dict[str, int]:
    found = {name: pictures.apart(kept(body), truth) for name, body in files}
    return {name: distance for name, distance in found.items() if distance > BLURRED}


def test_every_coding_of_a_page_is_kept_as_that_page() -> None:
    assert different(list(pictures.like_the_page()), pictures.page()) == {}
    assert different(list(pictures.like_the_page_in_grey()), pictures.page().convert("L")) == {}
    assert different(list(pictures.like_the_windowed_page()), pictures.windowed()[1]) == {}


def test_photograph_stands_upright_however_the_camera_was_held() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        for side in range(1, 9):
            body = pictures.coded(pictures.page(), kind, quality=95, exif=pictures.turned(side))
            assert different([(kind, body)], pictures.upright(pictures.page(), side)) == {}, side


def test_telephones_code_colours_and_windows_too() -> None:
    display = profiles.of_a_screen(profiles.DISPLAY_P3, 2.2)
    telephones = profiles.brought_into(pictures.page(), display)
    telephones.info["icc_profile"] = display
    page, (clear, shown) = pictures.page(), pictures.windowed()
    assert different([("display-p3.heic", pictures.heic(telephones))], page) == {}
    assert different([("grey.heic", pictures.heic(page.convert("L")))], page.convert("L")) == {}
    assert different([("clear.heic", pictures.heic(clear))], shown) == {}
    for side in range(1, 9):
        body = pictures.heic(page, exif=pictures.turned(side))
        assert different([("turned.heic", body)], pictures.upright(page, side)) == {}, side


@pytest.mark.browser
def test_browser_shows_what_came_as_what_is_kept(chromium: "Browser") -> None:
    files = [*pictures.like_the_page(), *pictures.like_the_page_in_grey(), *pictures.like_the_windowed_page()]
    files += pictures.as_a_browser_shows_it()
    types = {"jpg": "jpeg"}
    urls = []
    for name, body in files:
        ending = name.rpartition(".")[2]
        urls.append(f"data:image/{types.get(ending, ending)};base64,{base64.b64encode(body).decode()}")
    tab = chromium.new_page()
    shown = [base64.b64decode(url.partition(",")[2]) for url in tab.evaluate(SHOWN, urls)]
    tab.close()
    assert len(shown) == len(files)
    found = {
        name: pictures.apart(kept(body), Image.open(io.BytesIO(seen)))
        for (name, body), seen in zip(files, shown, strict=True)
    }
    assert {name: distance for name, distance in found.items() if distance > BLURRED} == {}


def test_kind_that_is_not_taken_is_called_by_its_name() -> None:
    page = pictures.page()
    files = {
        "GIF": pictures.coded(page.quantize(64), "GIF"),
        "AVIF": pictures.coded(page, "AVIF"),
        "JPEG 2000": pictures.coded(page, "JPEG2000"),
        "PSD": b"8BPS\x00\x01" + bytes(40),
        "JPEG XL": b"\xff\x0a" + bytes(40),
        "BigTIFF": b"II+\x00\x08\x00\x00\x00" + bytes(40),
    }
    for kind, body in files.items():
        with pytest.raises(Refusal) as refused:
            clean_document(body, 50)
        assert (refused.value.code, refused.value.values) == ("other_picture", {"kind": kind})
        sentence = SENTENCES["other_picture"] % {"name": "a", **refused.value.values}
        assert kind in sentence
        assert "另存为 JPG" in sentence


def test_file_of_several_pictures_is_not_kept_as_one() -> None:
    page, other = pictures.page(), pictures.page().rotate(180)
    still = pictures.coded(page, "WEBP", save_all=True, append_images=[other], duration=300)
    for body in (pictures.heic(page, other), pictures.heic(page, other, primary_index=1), still):
        with pytest.raises(Refusal, match="several_pictures"):
            clean_document(body, 50)


def test_profile_that_hides_everything_is_refused() -> None:
    """Its primaries have no light: a viewer shows black, and so would the kept copy."""
    hiding = profiles.of_a_screen(((0, 0, 0), (0, 0, 0), (0, 0, 0)), 2.2)
    with pytest.raises(Refusal, match="unfaithful_picture"):
        clean_document(pictures.coded(pictures.page(), "PNG", icc_profile=hiding), 50)
