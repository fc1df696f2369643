"""A page whose main part replaces that of another is drawn without what stands around it; everything else is whole."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.web.respond import local_path

REPLACING = {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "main"}
PAGES = ("/", "/login", "/guides/wenshang/referral", "/start", "/nowhere", "/style-guide/")
WHOLE = (
    {},
    {**REPLACING, "HX-History-Restore-Request": "true"},
    {**REPLACING, "HX-Target": "checklist"},
    {"HX-Boosted": "true", "HX-Target": "main"},
)
CHANGING = re.compile(
    r'(?:(?<=name="csrf_token" value=")|(?<=name="csrf_token" type="hidden" value="))[^"]*|\b[0-9a-f]{8}\b'
)


def text_of(answer: TestResponse) -> str:
    """The page without its token and the number of its request."""
    return CHANGING.sub("", answer.text)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("url", PAGES)
def test_what_replaces_the_main_part_is_that_part_and_the_title(client: FlaskClient, url: str, language: str) -> None:
    client.set_cookie("portal_language", language)
    whole, part = client.get(url), client.get(url, headers=REPLACING)
    assert (part.status_code, part.mimetype) == (whole.status_code, whole.mimetype)
    title = re.search(r" *<title>.*?</title>\n", text_of(whole), re.S)
    main = re.search(r" *<main .*</main>\n", text_of(whole), re.S)
    assert title is not None
    assert main is not None
    assert text_of(part) == f"{title.group()}{main.group()}"


@pytest.mark.parametrize("headers", WHOLE)
@pytest.mark.parametrize("url", PAGES)
def test_every_other_request_is_given_the_whole_page(client: FlaskClient, url: str, headers: dict[str, str]) -> None:
    text = client.get(url, headers=headers).text
    assert text.lstrip().startswith("<!doctype html>")
    assert text.endswith("</html>")


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\x7fme",
        "/ me",
        "javascript:alert(1)",
        "evil.example",
        "http://[",
        "",
    ],
)
def test_an_address_that_may_be_of_another_site_leads_to_none(target: str) -> None:
    """A browser reads a backslash as a slash, and drops a tab."""
    assert local_path(target, "/home") == "/home"


@pytest.mark.parametrize("target", ["/", "/me", "/clerk/?show=late#rows", "/p/a%20b"])
def test_an_address_of_ours_is_gone_to(target: str) -> None:
    assert local_path(target, "/home") == target


@pytest.mark.parametrize("url", PAGES)
def test_no_browser_takes_a_part_for_the_page(client: FlaskClient, url: str) -> None:
    for headers in ({}, REPLACING):
        assert {"HX-Request", "HX-Target"} <= set(client.get(url, headers=headers).vary.as_set(preserve_casing=True))
