"""The demo's papers pass the gate, are small, and say that they are specimens."""

import io

import pytest
from PIL import Image, ImageSequence

from portal.adapters import previews, sample_documents
from portal.adapters.uploads import check

LINES = ["姓名：赵测试", "诊断：急性阑尾炎（急诊）", "2026年9月30日"]
DOCUMENTS = {
    "photograph.jpg": (sample_documents.photograph("门诊病历", LINES, seed=3), "image/jpeg", 1),
    "residence.pdf": (sample_documents.portable_document("居住证", LINES), "application/pdf", 1),
    "fax.tif": (sample_documents.fax("急诊诊断证明", [LINES, LINES], seed=3), "application/pdf", 2),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_sample_paper_passes_the_gate_and_shows(name: str) -> None:
    content, media_type, pages = DOCUMENTS[name]
    assert len(content) < 100_000
    document = check(io.BytesIO(content), name)
    assert (document.media_type, document.pages) == (media_type, pages)
    with Image.open(io.BytesIO(previews.page_png(document.content, media_type, pages, 400))) as page:
        assert page.width in (400, 401)  # a broken pixel counts as a whole one
        assert 500 < page.height < 600  # upright A4, the fax no longer squat
        assert len(set(page.convert("L").get_flattened_data())) > 1


def test_same_seed_draws_the_same_paper() -> None:
    drawn = [sample_documents.photograph("门诊病历", LINES, seed) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_fax_is_black_and_white_at_fax_dots() -> None:
    with Image.open(io.BytesIO(DOCUMENTS["fax.tif"][0])) as fax:
        assert (fax.mode, fax.info["compression"], len(list(ImageSequence.Iterator(fax)))) == ("1", "group4", 2)
        assert tuple(float(value) for value in fax.info["dpi"]) == (204, 98)
