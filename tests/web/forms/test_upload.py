"""A field for files has a button for the camera and one for what a telephone keeps, and names every kind taken."""

import pytest
from flask import Flask, render_template_string
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage, MultiDict

from portal.adapters.kinds import Kind
from portal.web.forms.portal_form import PortalForm

ACCEPTED = {
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
    Kind.BMP: "image/bmp",
    Kind.HEIF: "image/heic",
    Kind.TIFF: "image/tiff",
    Kind.PDF: "application/pdf",
}


class Papers(PortalForm):
    """A form of one field."""

    files = MultipleFileField("照片或文件")


@pytest.fixture
def field(app: Flask) -> str:
    with app.test_request_context():
        form = Papers(meta={"csrf": False})
        page = '{% from "components/fields.html" import files %}{{ files(form.files) }}'
        return render_template_string(page, form=form)


def test_every_kind_taken_is_offered(field: str) -> None:
    accepted = field
    assert set(ACCEPTED) == set(Kind)
    assert all(name in accepted for name in ACCEPTED.values())


def test_camera_and_files_are_two_buttons_of_one_field(field: str, app: Flask) -> None:
    assert field.count('name="files"') == 2
    assert 'capture="environment"' in field
    assert "拍照" in field
    assert "选文件" in field
    taken = FileStorage(filename="photo.jpg")
    sent = MultiDict([("files", FileStorage(filename="")), ("files", taken)])
    with app.test_request_context():
        assert Papers(sent, meta={"csrf": False}).files.data == [taken]
