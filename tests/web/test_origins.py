"""A form that another site sent is refused where the browser says so; a browser that says nothing is no fault."""

from pathlib import Path

import pytest
from flask import Flask

from tests.web.style_guide import build_app

OURS, FOREIGN = 200, 403
HEADS = (
    # Sec-Fetch-Site, Origin, answer
    (None, None, OURS),  # w3m, old telephones
    (None, "null", OURS),  # a page of ours in a browser of before 2023: no referrer is told, so no origin either
    ("same-origin", "null", OURS),  # the same in a browser of today
    ("same-origin", None, OURS),
    ("none", None, OURS),  # the person loaded the page again
    ("none", "null", OURS),
    ("cross-site", "null", FOREIGN),  # a frame in a sandbox
    ("cross-site", None, FOREIGN),
    ("same-site", None, FOREIGN),  # a neighbour under the same domain
    ("same-site", "null", FOREIGN),
    ("", None, FOREIGN),
    ("same-origin, cross-site", None, FOREIGN),
    ("same-origin", "https://evil.example", FOREIGN),
    (None, "https://evil.example", FOREIGN),
    (None, "", FOREIGN),
    (None, "null null", FOREIGN),
    (None, "file://", FOREIGN),
    (None, "\xff", FOREIGN),
)
PUBLIC = "https://portal.example"
ORIGINS = {
    # the address people use, and what it is taken for
    PUBLIC: OURS,
    "https://office.example": OURS,  # a further host, asked for under this name
    "http://portal.example": FOREIGN,  # who sits on the line can write pages there
    "https://portal.example:8443": FOREIGN,
    "https://portal.example.evil.example": FOREIGN,
    "https://evil.example/portal.example": FOREIGN,
    "https://portal.example@evil.example": FOREIGN,
    "https://www.portal.example": FOREIGN,
}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """As people reach it in earnest: by https, through a proxy."""
    app = build_app(tmp_path_factory.mktemp("public"), base_url=f"{PUBLIC}:443", trusted_hosts=("office.example",))
    app.config["WTF_CSRF_ENABLED"] = False  # what is tried here stands before the token
    return app


def sent(app: Flask, base_url: str, **headers: str | None) -> int:
    """The status of a form sent with these words in its head."""
    given = {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
    return (
        app.test_client().post("/style-guide/part", data={"text": "您好"}, base_url=base_url, headers=given).status_code
    )


@pytest.mark.parametrize(("site", "origin", "answer"), HEADS)
def test_what_a_browser_says_of_the_sender(public: Flask, site: str | None, origin: str | None, answer: int) -> None:
    assert sent(public, PUBLIC, Sec_Fetch_Site=site, Origin=origin) == answer


@pytest.mark.parametrize("scheme", ["https", "http"])  # http: as the portal sees it behind a proxy it was not told of
def test_an_origin_is_ours_under_the_address_people_use(public: Flask, scheme: str) -> None:
    seen = {origin: sent(public, f"{scheme}://portal.example", Origin=origin) for origin in ORIGINS}
    assert seen == ORIGINS | {"https://office.example": FOREIGN}
    assert sent(public, f"{scheme}://office.example", Origin="https://office.example") == OURS
    assert sent(public, "http://127.0.0.1:8000", Origin=PUBLIC) == OURS  # a proxy that hands no host on


def test_on_one_machine_the_port_counts(tmp_path: Path) -> None:
    app = build_app(tmp_path)
    app.config["WTF_CSRF_ENABLED"] = False
    assert sent(app, "http://127.0.0.1:8001", Origin="http://127.0.0.1:8001") == OURS
    assert sent(app, "http://localhost:8001", Origin="http://localhost:8001") == OURS
    assert sent(app, "http://localhost:8001", Origin="http://localhost:3000") == FOREIGN


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_link_from_anywhere_opens_a_page(public: Flask, method: str) -> None:
    sender = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    answer = public.test_client().open("/", method=method, base_url=PUBLIC, headers=sender)
    assert answer.status_code == 200
