"""A pledge says how it was signed: by its account, or with a pen on this very sheet."""

import pytest

from portal.domain.vocabulary import Evidence, NoticeKind
from portal.models.documents import SignedStatement
from portal.services.notice_texts import COMPOSERS
from tests.services.notice_texts.letters import letter_of, prepare

FILER, CLERK = 7, 8


@pytest.fixture(autouse=True)
def _rules() -> None:
    prepare()


@pytest.mark.parametrize(("added_by", "closing"), [(FILER, ("承诺人已在网上签名：韦测试",)), (CLERK, ())])
def test_only_what_was_signed_online_is_said_to_be(added_by: int, closing: tuple[str, ...]) -> None:
    letter = letter_of("wenshang.long-term", evidence=[Evidence.COMMITMENT], applicant_id=FILER)
    [pledge] = letter.documents
    pledge.commitment, pledge.added_by_id = SignedStatement("本人承诺。", "韦测试"), added_by
    paper = COMPOSERS[NoticeKind.COMMITMENT](letter)
    assert (paper.closing, paper.signature_lines) == (closing, ("承诺人签名", "日期"))
