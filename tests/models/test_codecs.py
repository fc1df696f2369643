"""Values kept as typed JSON: each reads what the code before it was typed wrote, and itself."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from portal.domain.notice import NoticeContent
from portal.models.codecs import Typed
from portal.models.parked import UnsentForm
from tests.adapters.test_pdf import CONTENT

NOTICE = Path(__file__).with_name("earlier_notice.json").read_bytes()
EARLIER = [
    (NoticeContent, NOTICE, replace(CONTENT, qr_svg="")),
    (
        UnsentForm,
        '{"path":"/me/add","fields":[["number","6598"],["code","演"]],"had_files":false}'.encode(),
        UnsentForm("/me/add", (("number", "6598"), ("code", "演")), had_files=False),
    ),
]


@pytest.mark.parametrize(("kind", "plain", "value"), EARLIER, ids=lambda each: getattr(each, "__name__", ""))
def test_earlier_json_is_the_same_value(kind: type[Any], plain: bytes, value: object) -> None:
    codec = Typed(kind)
    assert codec.load(plain) == value
    assert codec.load(codec.dump(value)) == value
