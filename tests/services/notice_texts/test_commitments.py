"""A pledge says how it was signed: by its account, or with a pen on this very sheet."""

import pytest

from portal.domain.claims import AgentClaim, Claims
from portal.domain.vocabulary import Evidence, NoticeKind
from portal.models.documents import SignedStatement
from portal.services.notice_texts import COMPOSERS
from portal.services.notice_texts.commitments import commitment_statement
from tests.people import SyntheticPerson, id_number, insured
from tests.services.notice_texts.letters import letter_of, prepare

FILER, CLERK = 7, 8


@pytest.fixture(autouse=True)
def _rules() -> None:
    prepare()


@pytest.mark.parametrize(
    ("agent", "first"),
    [
        (AgentClaim(), "本人韦测试（证件号码 ****************11）申请办理「长期异地就医备案」，"),
        (
            AgentClaim("女儿", id_number(60)),
            "本人女儿（证件号码 ****************05）替韦测试申请办理「长期异地就医备案」，",
        ),
    ],
)
def test_an_agent_pledges_as_an_agent(agent: AgentClaim, first: str) -> None:
    """Histories call an agent an agent; so does what one signs."""
    item = letter_of("wenshang.long-term").item
    claims = Claims(person=insured(SyntheticPerson("韦测试", id_number(871), "")), agent=agent)
    assert commitment_statement(item, "residence_proof", claims)[0].startswith(first)


@pytest.mark.parametrize(("added_by", "closing"), [(FILER, ("承诺人已在网上签名：韦测试",)), (CLERK, ())])
def test_only_what_was_signed_online_is_said_to_be(added_by: int, closing: tuple[str, ...]) -> None:
    letter = letter_of("wenshang.long-term", evidence=[Evidence.COMMITMENT], applicant_id=FILER)
    [pledge] = letter.documents
    pledge.commitment, pledge.added_by_id = SignedStatement("本人承诺。", "韦测试"), added_by
    paper = COMPOSERS[NoticeKind.COMMITMENT](letter)
    assert (paper.closing, paper.signature_lines) == (closing, ("承诺人签名", "日期"))
