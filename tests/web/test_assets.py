"""Files under addresses that change with their content."""

import base64
import hashlib
import re
import sys

from flask.testing import FlaskClient

from tests.page import Page


def test_every_file_of_a_page_is_immutable_and_matches_its_digest(client: FlaskClient) -> None:
    page = Page.open(client, "/")
    loaded = [e for e in page.tree.iter() if e.get("integrity")]
    assert {e.get("href", e.get("src", "")).rpartition("/")[2] for e in loaded} >= {"page.css", "htmx.js", "portal.js"}
    for element in loaded:
        answer = client.get(element.get("src") or element.get("href", ""))
        digest = base64.b64encode(hashlib.sha384(answer.data).digest()).decode()
        assert element.get("integrity") == f"sha384-{digest}"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.mimetype == ("text/javascript" if element.tag == "script" else "text/css")


def test_htmx_comes_from_its_package_without_django(client: FlaskClient) -> None:
    address = re.search(r'src="(/vendor/[0-9a-f]{12}/htmx.js)"', Page.open(client, "/").markup)
    assert address is not None
    assert b'version:"2.0.3"' in client.get(address[1]).data
    assert "django" not in sys.modules
    assert "js_lib_htmx" not in sys.modules


def test_pictures_named_by_a_style_sheet_are_there(client: FlaskClient) -> None:
    markup = Page.open(client, "/").markup
    for sheet in re.findall(r'href="([^"]+\.css)"', markup):
        for picture in re.findall(r'url\("\.\./([^"]+)"\)', client.get(sheet).text):
            answer = client.get(f"{sheet.split('/css/')[0]}/{picture}")
            assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")


def test_other_versions_and_other_files_are_not_found(client: FlaskClient) -> None:
    address = re.search(r'href="(/assets/[0-9a-f]{12})/', Page.open(client, "/").markup)
    assert address is not None
    for wrong in (
        "/assets/000000000000/css/page.css",
        f"{address[1]}/../../portal/app.py",
        f"{address[1]}/css/none.css",
    ):
        assert client.get(wrong).status_code == 404
