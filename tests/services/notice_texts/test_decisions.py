"""Papers that turn somebody down: why, once; what fits instead, only where the county has it; whom to complain to."""

from datetime import date

import pytest

from portal.domain.claims import AdmissionClaim
from portal.domain.notice import NoticeContent
from portal.domain.vocabulary import FilingStatus, NoticeKind
from portal.services.notice_texts import COMPOSERS
from tests.people import person
from tests.services.notice_texts.letters import claims_of, letter_of, prepare

PLANNED = AdmissionClaim(date(2026, 9, 12), False, True, True)
INSURED = {"liujiang.emergency": "450206", "wenshang.emergency": "370830"}


@pytest.fixture(scope="module", autouse=True)
def prepared() -> None:
    """The rules and the keys."""
    prepare()


def turned_down(item: str, reason: str = "不符合", status: FilingStatus = FilingStatus.REFUSED) -> NoticeContent:
    """What is written to somebody who went to hospital elsewhere by plan and files an emergency."""
    claims = claims_of(person(1), INSURED[item], admission=PLANNED)
    kind = NoticeKind.REFUSAL if status is FilingStatus.REFUSED else NoticeKind.DECISION
    return COMPOSERS[kind](letter_of(item, claims, reason=reason, status=status))


def lines(content: NoticeContent, heading: str) -> tuple[str, ...]:
    return next((each.items for each in content.lists if each.heading == heading), ())


def test_only_what_the_county_has_is_offered_instead() -> None:
    """Liujiang's guides have the emergency alone; whoever needs a referral is told so, as on the page."""
    assert lines(turned_down("wenshang.emergency"), "您可以改办") == ("转外就医备案",)
    lacking = turned_down("liujiang.emergency")
    assert lines(lacking, "您可以改办") == ()
    assert lines(lacking, "您要办的") == ("您要办的是转诊备案，这里的指南没有这一项，请打电话问经办机构。",)


def test_a_reason_that_says_it_already_is_not_said_again() -> None:
    [why] = lines(turned_down("wenshang.emergency"), "不符合的规定")
    written = turned_down("wenshang.emergency", f"{why}\n您可以改办：转外就医备案")
    assert written.lists == ()


@pytest.mark.parametrize("status", [FilingStatus.REFUSED, FilingStatus.REJECTED, FilingStatus.REVOKED])
def test_whoever_is_turned_down_reads_whom_to_complain_to(status: FilingStatus) -> None:
    closing = ("您不同意的，可以打监督电话反映。",)
    assert turned_down("wenshang.emergency", status=status).closing == closing
    assert turned_down("liujiang.emergency", status=status).closing == ()
