"""A daughter files for her father, who moved to the south; for a fourth person in one year a supervisor must agree."""

from datetime import date

import pytest
from flask import Flask

from portal.domain.claims import AgentClaim, Claims, ContactClaim
from portal.domain.numbering import grouped
from portal.domain.vocabulary import FilingType
from portal.models import Filing, User
from portal.services import filings
from tests.journeys.conftest import PHONE, Enters
from tests.journeys.documents import photograph
from tests.journeys.people import a_citizen, a_supervisor, grouped_number, the_filing
from tests.journeys.visitor import Visitor
from tests.people import PASSWORD, SyntheticPerson, acting, citizen, insured, person

pytestmark = pytest.mark.browser
DAUGHTER, FATHER = person(51, "郑测试"), person(52, "冯测试")
IDENTITY, SETTLED = "身份证件", "安置认定材料"


def when_she_fills_in_who_and_where(she: Visitor) -> None:
    she.opens("/apply/fushun/settled-retiree").presses("现在就办").follows("代别人办")
    she.sees("一个人一年原则上最多替 3 个人办。")
    she.writes(参保人姓名=FATHER.name, 身份证号=FATHER.id_number, 和参保人的关系="女儿", 联系电话=FATHER.phone)
    she.answers("参加哪种医保", "职工医保").answers("已经退休了吗", "是").answers("户口已经迁到外地了吗", "是")
    she.presses("下一步").picks("去哪里看病", "广州市").dates("从哪天开始", date(2026, 9, 20)).presses("下一步")


def when_she_photographs_one_paper_and_promises_the_other(she: Visitor) -> None:
    she.attaches(photograph("身份证（样张）"), "card.jpg", within=IDENTITY).sees("还差 1 样。")
    she.follows("交不出来，签承诺书", within=SETTLED).writes(签名=DAUGHTER.name).presses("签名").sees("材料齐了。")
    she.follows("下一步：核对").ticks("以上内容都是真的").writes(签名=DAUGHTER.name).presses("提交", within="main")


def test_her_receipt_names_both(portal: Flask, enters: Enters) -> None:
    she = a_citizen(portal, enters, DAUGHTER)
    when_she_fills_in_who_and_where(she)
    when_she_photographs_one_paper_and_promises_the_other(she)
    she.is_at("已经收到您的申请").sees(grouped_number(the_filing(portal)))
    she.follows("收件回执").sees(FATHER.name, DAUGHTER.name)
    assert the_filing(portal).claims.agent.name == DAUGHTER.name


def moved_south(who: SyntheticPerson) -> Claims:
    """What she typed for each of them."""
    return Claims(
        person=insured(who, "210400", kind=FilingType.RELOCATED_RETIREE, retired=True),
        treatment_place="440100",
        household_moved=True,
        agent=AgentClaim(DAUGHTER.name, DAUGHTER.id_number, DAUGHTER.phone, "亲戚"),
        contact=ContactClaim(phone=who.phone),
    )


def given_three_filed_this_year(user: User) -> None:
    for serial in (53, 54, 55):
        draft = filings.open_draft(acting(user), "fushun.settled-retiree", moved_south(person(serial)))
        filings.submit(acting(user), draft.number)


def given_a_fourth_written(user: User) -> Filing:
    return filings.open_draft(acting(user), "fushun.settled-retiree", moved_south(FATHER))


def when_she_sends_it_in(she: Visitor, number: str) -> None:
    she.opens(f"/apply/draft/{number}/check")
    she.ticks("以上内容都是真的").writes(签名=DAUGHTER.name).presses("提交", within="main")


def test_the_fourth_person_needs_a_supervisor(portal: Flask, enters: Enters) -> None:
    with portal.app_context():
        user = citizen(DAUGHTER)
        given_three_filed_this_year(user)
        number = given_a_fourth_written(user).number
    she = enters(PHONE).signs_in(DAUGHTER.phone, PASSWORD)
    when_she_sends_it_in(she, number)
    she.sees("您今年已经替 3 个人办过", "由主管决定能不能再办", grouped(number)).finds_no_barrier()
    chief = a_supervisor(portal, enters, "fushun")
    chief.follows("管理").follows("特批").writes(编号=number, 理由="家里只有一个女儿能代办").presses("同意多办一个人")
    chief.sees("已经特批的", "家里只有一个女儿能代办")
    when_she_sends_it_in(she, number)
    she.is_at("已经收到您的申请")
