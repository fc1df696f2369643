"""Nobody decides about their household: told by ID number, kept as search keys alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from portal.adapters.erasure_list import ErasureList
from portal.domain.actor import SYSTEM, Context
from portal.domain.claims import AgentClaim
from portal.domain.errors import Invalid, NotAllowed
from portal.domain.policy import Permission
from portal.domain.vocabulary import FilingStatus
from portal.models import Filing, HouseholdMember, PortalEvent, db
from portal.models.household import MOST_MEMBERS
from portal.models.sealed import person_index
from portal.services import approval, casework, erasing, filings, history, household, review, scoping
from portal.services.approval import Approval
from tests.people import NOW, acting, citizen, id_number, just_confirmed, long_stay, own_number, person, staff

MOTHER = person(11)


def filed(serial: int = 11, agent: int | None = None) -> Filing:
    """A filing of that person, or by that agent."""
    author, who = citizen(replace(person(agent or serial), phone=f"1370000{serial:04d}")), person(serial)
    typed = long_stay(who, agent=AgentClaim(person(agent).name, person(agent).id_number)) if agent else long_stay(who)
    draft = filings.open_draft(acting(author), "wenshang.long-term", typed)
    return filings.submit(acting(author), draft.number)


def events() -> list[tuple[str, str, str]]:
    """What was told and taken away, oldest first."""
    rows = db.session.query(PortalEvent).filter(PortalEvent.kind.in_(("household_added", "household_removed")))
    return [(row.kind.value, row.detail.before, row.detail.after) for row in rows.order_by(PortalEvent.id)]


def test_what_concerns_one_of_the_household_goes_to_a_colleague(services: Flask) -> None:
    clerk, colleague = staff("clerk"), staff("colleague")
    household.add(just_confirmed(clerk), f" {MOTHER.id_number[:6]}-{MOTHER.id_number[6:].lower()} ")
    for filing in (filed(), filed(12, agent=11)):
        shown = casework.open_case(acting(clerk), filing.number)
        assert (shown.may_review, shown.may_decide) == (False, False)
        for act in (
            lambda filing=filing: review.accept(acting(clerk), filing.number, filing.version),
            lambda filing=filing: review.refuse(acting(clerk), filing.number, filing.version, "理由"),
            lambda filing=filing: approval.approve(acting(clerk), filing.number, filing.version, Approval()),
        ):
            with pytest.raises(NotAllowed, match="not_yours_to_do"):
                act()
        assert review.accept(acting(colleague), filing.number, filing.version, "随后补").status is FilingStatus.ACCEPTED


def test_the_schema_refuses_too_whoever_writes(services: Flask) -> None:
    """A decision from a window that was opened before: polite, and nothing is decided."""
    clerk, mothers, others = staff("clerk"), filed(), filed(12)
    before = acting(clerk)
    household.add(just_confirmed(clerk), MOTHER.id_number)
    with pytest.raises(NotAllowed, match="not_yours_to_do"):
        review.refuse(before, mothers.number, mothers.version, "理由")
    assert db.session.get_one(Filing, mothers.id, populate_existing=True).status is FilingStatus.SUBMITTED
    assert review.refuse(before, others.number, others.version, "理由").status is FilingStatus.REFUSED


def test_what_was_decided_before_stays_and_taking_away_is_an_event(services: Flask) -> None:
    clerk, filing = staff("clerk"), filed()
    decided = review.refuse(acting(clerk), filing.number, filing.version, "理由")
    household.add(just_confirmed(clerk), MOTHER.id_number)
    with pytest.raises(NotAllowed):
        scoping.filing_for(acting(clerk).actor, decided.number, Permission.FILING_REVIEW)
    household.remove(just_confirmed(clerk), MOTHER.id_number)
    assert scoping.filing_for(acting(clerk).actor, decided.number, Permission.FILING_REVIEW).id == decided.id
    assert db.session.get_one(Filing, decided.id, populate_existing=True).decided_by_id == clerk.id
    assert events() == [("household_added", "0", "1"), ("household_removed", "1", "0")]


@pytest.mark.parametrize(("serial", "agent"), [(11, None), (12, 11)])
def test_nobody_is_taken_away_while_something_of_theirs_waits(services: Flask, serial: int, agent: int | None) -> None:
    """Taken away, decided about and told of again, within a minute; that something waits is a look at it."""
    clerk, colleague = staff("clerk"), staff("colleague")
    household.add(just_confirmed(clerk), MOTHER.id_number)
    filing = filed(serial, agent)
    with pytest.raises(Invalid, match="member_has_filing"):
        household.remove(just_confirmed(clerk), MOTHER.id_number)
    assert [(look.actor_id, look.what) for look in history.looks_at(filing)] == [(clerk.id, "search")]
    assert acting(clerk).actor.household == {person_index(MOTHER.id_number)}
    review.refuse(acting(colleague), filing.number, filing.version, "理由")
    household.remove(just_confirmed(clerk), MOTHER.id_number)
    assert acting(clerk).actor.household == frozenset()


def test_only_the_search_key_is_kept_and_only_so_many(services: Flask) -> None:
    clerk = staff("clerk")
    for serial in range(MOST_MEMBERS):
        household.add(just_confirmed(clerk), id_number(20 + serial))
    with pytest.raises(Invalid, match="too_many_members"):
        household.add(just_confirmed(clerk), id_number(40))
    household.remove(just_confirmed(clerk), id_number(23))
    household.add(just_confirmed(clerk), id_number(40))
    rows = household.members_of(clerk.id)
    assert sorted(row.place for row in rows) == list(range(1, MOST_MEMBERS + 1))
    assert acting(clerk).actor.household == {person_index(id_number(n)) for n in (20, 21, 22, 24, 25, 26, 27, 40)}


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("12345", "id_number_shape"),
        (MOTHER.id_number[:-1] + "?", "id_number_shape"),
        (own_number("clerk"), "member_is_oneself"),
        (MOTHER.id_number, "member_is_known"),
    ],
)
def test_bad_numbers_are_refused_and_change_nothing(services: Flask, number: str, code: str) -> None:
    clerk = staff("clerk")
    household.add(just_confirmed(clerk), MOTHER.id_number)
    with pytest.raises(Invalid, match=code):
        household.add(just_confirmed(clerk), number)
    with pytest.raises(Invalid, match="member_is_not_known"):
        household.remove(just_confirmed(clerk), id_number(99))
    assert acting(clerk).actor.household == {person_index(MOTHER.id_number)}


def test_the_second_factor_is_asked_again_and_citizens_tell_nobody(services: Flask) -> None:
    for user in (staff("clerk"), citizen(person(1))):
        for act in (household.add, household.remove):
            with pytest.raises(NotAllowed):
                act(acting(user), MOTHER.id_number)
    assert db.session.query(HouseholdMember).count() == 0


def test_the_household_goes_with_its_account(services: Flask, tmp_path: Path) -> None:
    clerk, colleague = staff("clerk"), staff("colleague")
    for each in (clerk, colleague):
        household.add(just_confirmed(each), MOTHER.id_number)
    erasing.erase(Context(SYSTEM, NOW), ErasureList(tmp_path).add, accounts=[clerk])
    assert [row.user_id for row in db.session.query(HouseholdMember)] == [colleague.id]
