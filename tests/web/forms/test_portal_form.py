"""What came as a file is no text, and a form is not brought down by it."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient

from tests.page import Page

TYPED = ("name", "id_number", "phone", "place", "situation", "schemes", "begins_on-year", "reason", "address", "secret")


@pytest.mark.parametrize("name", TYPED)
def test_a_file_under_the_name_of_a_text_is_as_if_it_had_not_come(client: FlaskClient, name: str) -> None:
    token = Page.open(client, "/style-guide/").form(button="提交").values["csrf_token"]
    answer = client.post("/style-guide/", data={"csrf_token": token, name: (BytesIO(b"x"), "x.jpg")})
    assert "请填写姓名" in Page(answer, status=422).errors
