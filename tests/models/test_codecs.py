"""Values kept as typed JSON: each reads what the code before it was typed wrote, and itself."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from portal.domain.notice import NoticeContent
from portal.domain.vocabulary import Role
from portal.models.accounts import Identity
from portal.models.codecs import Typed
from portal.models.documents import SignedStatement
from portal.models.parked import UnsentForm
from portal.models.tokens import Secret
from tests.adapters.test_pdf import CONTENT

NOTICE = Path(__file__).with_name("earlier_notice.json").read_bytes()
EARLIER = [
    (Identity, '{"name":"经办一"}'.encode(), Identity("经办一")),
    (Identity, '{"name":"演","id_number":"1","phone":"2"}'.encode(), Identity("演", "1", "2")),
    (Secret, b'{"token":"t"}', Secret("t")),
    (Secret, b'{"token":"t","user":"u"}', Secret("t", user="u")),
    (
        Secret,
        b'{"token":"t","role":"hospital","username":"tcm","county":"wenshang","hospital_id":3}',
        Secret("t", Role.HOSPITAL, "tcm", "wenshang", hospital_id=3),
    ),
    (SignedStatement, '{"statement":"本人\\n承诺","signed_name":"演"}'.encode(), SignedStatement("本人\n承诺", "演")),
    (str, '"看不清"'.encode(), "看不清"),
    (NoticeContent, NOTICE, replace(CONTENT, qr_svg="")),
    (
        UnsentForm,
        '{"path":"/me/add","fields":[["number","6598"],["code","演"]],"had_files":false}'.encode(),
        UnsentForm("/me/add", (("number", "6598"), ("code", "演")), had_files=False),
    ),
]


@pytest.mark.parametrize(("kind", "plain", "value"), EARLIER)
def test_earlier_json_is_the_same_value(kind: type[Any], plain: bytes, value: object) -> None:
    codec = Typed(kind)
    assert codec.load(plain) == value
    assert codec.load(codec.dump(value)) == value
