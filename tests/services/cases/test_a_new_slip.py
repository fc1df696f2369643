"""What stands on a document that comes anew is said beside it, and judged with that answer."""

from datetime import date, timedelta

import pytest

from portal.domain.actor import Context
from portal.domain.claims import AdmissionClaim, Claims, ContactClaim, ReferralClaim
from portal.domain.vocabulary import FilingStatus, Mark
from portal.models import Filing
from portal.services import amendments, documents, filings, review
from portal.services.cases import Case
from portal.services.documents import StoredFile
from tests.people import acting, citizen, insured, person, staff

WHO, SLIP = person(1), "referral_slip"
pytestmark = pytest.mark.usefixtures("services")


def a_page(name: str) -> StoredFile:
    return StoredFile(f"key-{name}", "image/jpeg", 1000, 1, name * 64)


def with_a_slip_of(day: date) -> tuple[Context, Filing]:
    """Sent in with that slip, and asked for a new one."""
    user = citizen(WHO)
    stated = Claims(
        person=insured(WHO),
        treatment_place="310000",
        admission=AdmissionClaim(inpatient=True),
        referral=ReferralClaim("汶上县中医院", day),
        contact=ContactClaim(WHO.name, WHO.phone, "上海市某路1号"),
    )
    draft = filings.open_draft(acting(user), "wenshang.referral", stated)
    documents.attach(acting(user), draft.number, SLIP, a_page("a"), None)
    filing = filings.submit(acting(user), draft.number)
    asker = acting(staff("asker"), later=timedelta(hours=1))
    review.request_correction(asker, filing.number, filing.version, [SLIP])
    return acting(user, later=timedelta(days=3)), filing


def test_new_slip_waits_for_its_day_and_takes_the_place_of_the_one_that_ran_out() -> None:
    she, filing = with_a_slip_of(date(2025, 9, 10))
    assert (Case(she, filing).owed, Case(she, filing).renewed) == ((SLIP,), frozenset())
    for page in "bc":
        documents.attach(she, filing.number, SLIP, a_page(page), None)
    case = Case(she, filing)
    assert [each.storage_key for each in case.documents] == ["key-b", "key-c"]
    assert (case.owed, case.renewed) == ((SLIP,), {SLIP})
    assert case.foreseen({"referral.issued_on": date(2025, 9, 11)}).owed == (SLIP,)


def test_slip_written_after_the_filing_mends_it_and_one_of_the_future_does_not() -> None:
    she, filing = with_a_slip_of(date(2025, 9, 10))
    documents.attach(she, filing.number, SLIP, a_page("b"), None)
    written, to_come = date(2026, 9, 17), date(2026, 9, 18)
    assert Case(she, filing).foreseen({"referral.issued_on": to_come}).owed == (SLIP,)
    sent = amendments.send_correction(she, Case(she, filing), filing.version, {"referral.issued_on": written})
    assert (sent.status, Case(she, sent).owed) == (FilingStatus.SUBMITTED, ())


def test_slip_that_is_good_still_stays_beside_a_page_that_was_asked_for() -> None:
    she, filing = with_a_slip_of(date(2026, 9, 10))
    documents.attach(she, filing.number, SLIP, a_page("b"), None)
    assert [each.mark for each in Case(she, filing).documents] == [Mark.UNCHECKED] * 2
