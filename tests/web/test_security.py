"""What every answer carries, and what is refused before any view sees it."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from tests.page import Page
from tests.people import citizen, person
from tests.web.living import LivingPortal, signed_in
from tests.web.style_guide import build_app

FORM = "application/x-www-form-urlencoded"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)


@pytest.mark.parametrize("address", ["/", "/style-guide/", "/none", "/healthz", "/style-guide/fail/crash"])
def test_every_answer_is_hardened(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_only_what_is_the_same_for_everyone_may_be_kept(client: FlaskClient) -> None:
    assert client.get("/style-guide/").headers["Cache-Control"] == "no-store"
    assert client.get("/none").headers["Cache-Control"] == "no-store"
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in client.get("/").headers


def test_nothing_of_somebody_who_is_signed_in_may_be_kept(living: LivingPortal) -> None:
    """Their name stands on every page, also where all else is the same for everyone."""
    living.renew()
    with living.app.app_context():
        citizen(person(1))
    browser = signed_in(living.app, person(1).phone)
    for address in ("/", "/disclosure"):
        assert browser.get(address).headers["Cache-Control"] == "no-store"


def test_cookies_over_https_belong_to_this_host_alone(tmp_path: Path) -> None:
    client = build_app(tmp_path, base_url="https://portal.example").test_client()
    page = Page(client.get("/style-guide/part", base_url="https://portal.example"), client)
    token = page.form(button="保存").values["csrf_token"]
    looks = {"csrf_token": token, "language": "en", "size": "large"}
    answer = client.post("/preferences", data=looks, base_url="https://portal.example")
    cookies = [*page.response.headers.getlist("Set-Cookie"), *answer.headers.getlist("Set-Cookie")]
    assert [cookie.partition("=")[0] for cookie in cookies] == [
        "__Host-portal_session",
        "__Host-portal_language",
        "__Host-portal_size",
    ]
    for cookie in cookies:
        attributes = cookie.split("; ")[1:]
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(attributes)
        assert not [each for each in attributes if each.startswith("Domain")]
    assert 'lang="en"' in client.get("/", base_url="https://portal.example").text


def test_session_cookie_is_out_of_reach_of_scripts_and_other_sites(tmp_path: Path) -> None:
    plain = build_app(tmp_path).test_client().get("/style-guide/").headers
    assert "HttpOnly" in plain["Set-Cookie"]
    assert "SameSite=Lax" in plain["Set-Cookie"]
    assert "Secure" not in plain["Set-Cookie"]
    assert "Strict-Transport-Security" not in plain
    secure_app = build_app(tmp_path, base_url="https://portal.example")
    secure = secure_app.test_client().get("/style-guide/", base_url="https://portal.example").headers
    assert "Secure" in secure["Set-Cookie"]
    assert secure["Strict-Transport-Security"].startswith("max-age=")


def test_form_can_be_sent_over_https_although_no_referrer_is_told(tmp_path: Path) -> None:
    client = build_app(tmp_path, base_url="https://portal.example").test_client()
    page = Page(client.get("/style-guide/part", base_url="https://portal.example"), client)
    token = page.form(button="保存").values["csrf_token"]
    answer = client.post(
        "/style-guide/part", data={"csrf_token": token, "text": "您好"}, base_url="https://portal.example"
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("text", ["a\0b", "\0", "王\ud800五", "\udfff"])
def test_what_is_no_text_is_refused_wherever_it_comes(client: FlaskClient, text: str) -> None:
    token = Page.open(client, "/style-guide/part").form(button="保存").values["csrf_token"]
    raw = text.encode("utf-8", "surrogatepass")
    quoted = "".join(f"%{byte:02x}" for byte in raw)
    answers = [
        client.post("/style-guide/part", data=f"csrf_token={token}&text={quoted}", content_type=FORM),
        client.post("/style-guide/part", data=f"csrf_token={token}&{quoted}=1", content_type=FORM),
        client.get(f"/style-guide/part?text={quoted}"),
        client.get(f"/style-guide/{quoted}"),
    ]
    # half a surrogate pair never gets through werkzeug: it arrives as U+FFFD or in its %-form, which is plain text
    statuses = [answer.status_code for answer in answers]
    assert statuses == ([400] * 4 if "\0" in text else [200, 422, 200, 404])
    for answer in answers:
        Page(answer)


@pytest.mark.parametrize("query", ["text=\xff", "text=\xd5\xc5", "\xed\xa0\x80=1"])
def test_unescaped_bytes_of_no_text_are_refused_in_an_address(client: FlaskClient, query: str) -> None:
    assert client.get("/style-guide/part", environ_overrides={"QUERY_STRING": query}).status_code == 400
    assert client.get("/none", environ_overrides={"QUERY_STRING": query}).status_code == 400


def test_file_name_with_a_nul_is_refused(client: FlaskClient) -> None:
    form = Page.open(client, "/style-guide/").form(button="提交")
    data = {"csrf_token": form.values["csrf_token"], "documents": (BytesIO(b"x"), "a\0.jpg")}
    assert client.post("/style-guide/", data=data).status_code == 400


def test_what_names_no_type_is_read_as_no_form(app: Flask) -> None:
    """The net looks at no form where none is named; nor may anything behind it find one."""
    typed = b"login=%00&password=x"
    for content_type, fields in ((None, []), (FORM, ["login", "password"])):
        with app.test_request_context(method="POST", data=typed, content_type=content_type):
            assert (sorted(request.form), list(request.files)) == (fields, [])


def test_what_an_answer_says_itself_is_said_once(client: FlaskClient) -> None:
    """A second header of a name would be added by a browser to the first, or be the one it goes by."""
    for address in ("/", "/style-guide/", "/none"):
        names = [name.lower() for name, _value in client.get(address).headers if name.lower() != "set-cookie"]
        assert len(set(names)) == len(names)


def test_request_for_a_foreign_host_is_refused_with_a_page(client: FlaskClient) -> None:
    assert Page(client.get("/", headers={"Host": "evil.example"}), status=400).title == "这次提交没有看懂"
    assert Page(client.get("/", headers={"Host": "127.0.0.1:8000"}), status=200).title == "去外地看病前，先备个案"


def test_huge_request_is_refused_with_a_page(tmp_path: Path) -> None:
    client = build_app(tmp_path, max_request_bytes=10_000).test_client()
    page = Page(client.post("/style-guide/", data={"documents": (BytesIO(b"x" * 20_000), "a.jpg")}), status=413)
    assert page.title == "文件太大，没有收下"


def test_form_of_thousands_of_fields_is_refused(app: Flask) -> None:
    data = {f"f{number}": "x" for number in range(600)}
    answer = app.test_client().post("/style-guide/", data=data, content_type="multipart/form-data")
    assert Page(answer, status=413).title == "文件太大，没有收下"
