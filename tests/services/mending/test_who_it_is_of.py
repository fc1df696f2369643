"""Another name or number: what was looked at is looked at again, and a pledge stands only while its signer is named."""

from datetime import date

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.claims import Answers, ReferralClaim
from portal.domain.mending import Informant
from portal.domain.vocabulary import Channel, Mark, NoticeKind
from portal.models import Filing, Notice
from portal.services import amendments, documents, filings, marks, mending, notices, review
from portal.services.cases import Case
from tests.approving import needs
from tests.people import acting, citizen, insured, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import page

WHO, OTHER = person(1), person(2)
ON_WHOSE_WORD = Informant("王", "本人", Channel.PHONE, "2026-09-14 10:00")
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def sent(*, promised: bool) -> tuple[Context, Filing]:
    """A long stay whose only document a clerk found sound."""
    filer, clerk = acting(citizen(WHO)), acting(staff("clerk"))
    draft = filings.open_draft(filer, "wenshang.long-term", long_stay(WHO))
    if promised:
        documents.commit_in_writing(filer, Case(filer, draft), "residence_proof", "本人承诺", WHO.name)
    else:
        documents.attach(filer, draft.number, "residence_proof", page("p"), None)
    filing = filings.submit(filer, draft.number)
    uid = Case(clerk, filing).documents[0].uid
    return clerk, marks.mark(clerk, filing.number, uid, Mark.SOUND)


def mended(clerk: Context, filing: Filing, answers: Answers) -> Case:
    return Case(clerk, mending.mend(clerk, Case(clerk, filing), filing.version, answers, ON_WHOSE_WORD))


def pledges_of(filing: Filing) -> list[Notice]:
    return [notice for notice in notices.of_filing(filing) if notice.kind is NoticeKind.COMMITMENT]


@pytest.mark.parametrize(
    ("answers", "mark"),
    [
        ({"person.id_number": OTHER.id_number}, Mark.UNCHECKED),
        ({"person.name": "赵完全"}, Mark.UNCHECKED),
        ({"treatment_place": "440100"}, Mark.UNCHECKED),
        ({"stay_months": 8}, Mark.SOUND),
        ({"contact.phone": OTHER.phone}, Mark.SOUND),
    ],
)
def test_what_was_found_sound_is_looked_at_again(services: Flask, answers: Answers, mark: Mark) -> None:
    clerk, filing = sent(promised=False)
    [document] = mended(clerk, filing, answers).documents
    assert document.mark is mark
    assert (document.marked_by_id is None) is (mark is Mark.UNCHECKED)
    kinds = {each.kind for each in needs(clerk, filing).unchecked}
    assert ("residence_proof" in kinds) is (mark is Mark.UNCHECKED)


def test_a_slip_found_sound_is_no_proof_of_another_day(services: Flask) -> None:
    filer, clerk = acting(citizen(WHO)), acting(staff("clerk"))
    slip = ReferralClaim("汶上县中医院", date(2025, 9, 1))
    typed = long_stay(WHO, person=insured(WHO), referral=slip, stay_months=None)
    draft = filings.open_draft(filer, "wenshang.referral", typed)
    documents.attach(filer, draft.number, "referral_slip", page("s"), None)
    filing = filings.submit(filer, draft.number)
    filing = marks.mark(clerk, filing.number, Case(clerk, filing).documents[0].uid, Mark.SOUND)
    case = mended(clerk, filing, {"referral.issued_on": date(2026, 9, 1)})
    assert [each.mark for each in case.documents] == [Mark.UNCHECKED]
    assert "referral_slip" in {each.kind for each in needs(clerk, filing).unchecked}


def test_another_agent_is_compared_anew(services: Flask) -> None:
    clerk, filing = sent(promised=False)
    mended(clerk, filing, {"agent.name": "李代办", "agent.id_number": person(9).id_number})
    review.verify_person(clerk, filing.number)
    mended(clerk, filing, {"agent.phone": person(8).phone})
    assert filing.person_verified_at is not None
    mended(clerk, filing, {"agent.name": "王代办", "agent.id_number": person(8).id_number})
    assert filing.person_verified_at is None


def test_a_pledge_of_another_name_is_owed_anew(services: Flask) -> None:
    clerk, filing = sent(promised=True)
    case = mended(clerk, filing, {"person.name": "赵完全", "person.id_number": OTHER.id_number})
    assert case.documents == ()
    assert case.owed == ("residence_proof",)
    assert len(pledges_of(filing)) == 1


@pytest.mark.parametrize("answers", [{"person.id_number": OTHER.id_number}, {"treatment_place": "440100"}])
def test_a_pledge_stands_with_another_number_or_place_and_its_paper_says_it(services: Flask, answers: Answers) -> None:
    clerk, filing = sent(promised=True)
    case = mended(clerk, filing, answers)
    [pledge] = case.documents
    assert pledge.mark is Mark.UNCHECKED
    first, second = pledges_of(filing)
    assert first.content != second.content


def test_an_agent_who_is_named_later_leaves_what_the_person_signed(services: Flask) -> None:
    clerk, filing = sent(promised=True)
    case = mended(clerk, filing, {"agent.name": "李代办", "agent.id_number": person(9).id_number})
    assert len(case.documents) == 1
    assert len(pledges_of(filing)) == 1


def test_what_is_pledged_after_a_notice_has_its_paper(services: Flask) -> None:
    clerk = acting(staff("clerk"))
    filer = acting(citizen(WHO))
    draft = filings.open_draft(filer, "wenshang.long-term", long_stay(WHO))
    filing = filings.submit(filer, draft.number)
    returned = review.request_correction(clerk, filing.number, filing.version, [])
    documents.commit_in_writing(filer, Case(filer, returned), "residence_proof", "本人承诺", WHO.name)
    amendments.send_correction(filer, Case(filer, filing), filing.version)
    assert len(pledges_of(filing)) == 1
