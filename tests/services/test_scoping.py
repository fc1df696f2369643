"""What the policy is told of a filing is what its row and its item say: a condition is worth no more than that."""

import pytest
from flask import Flask

from portal.domain.api_keys import Scope
from portal.domain.conditions import FilingRelation
from portal.domain.vocabulary import FilingStatus, Role
from portal.models import Filing
from portal.models.transaction import transaction
from portal.services import api_keys, scoping
from portal.services.api_keys import Wanted
from portal.services.rulebook import rulebook
from tests.people import NOW, acting, citizen, just_confirmed, person, staff
from tests.services.filings.test_from_draft_to_end import submitted

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def row(**more: object) -> Filing:
    """A filing of which everything differs from everything else."""
    item = next(each for each in rulebook.catalogue.items() if each.place.slug == "fushun")
    return Filing(
        county="fushun",
        item_id=item.id,
        item_version=item.version,
        number="100000000008",
        status=FilingStatus.ACCEPTED,
        submitted_at=NOW,
        applicant_id=1,
        bound_user_id=2,
        hospital_id=3,
        employer_id=6,
        institution_id=7,
        keyed_by_id=4,
        accepted_by_id=5,
        person_index="person",
        agent_index="agent",
        **more,
    )


@on_sqlite
def test_the_policy_is_told_all_of_it(services: Flask) -> None:
    filing = row()
    county = rulebook.catalogue.county("fushun")
    assert county is not None
    branches = {office.id for office in county.offices if office.decides.value is False}
    assert len(branches) == 2
    assert scoping.relation(filing) == FilingRelation(
        county="fushun",
        status=FilingStatus.ACCEPTED,
        is_sent=True,
        applicant_id=1,
        bound_user_id=2,
        hospital_id=3,
        employer_id=6,
        institution_id=7,
        keyed_by_id=4,
        accepted_by_id=5,
        person_index="person",
        agent_index="agent",
        number="100000000008",
        branches=frozenset(branches),
        needs_second_check=False,
    )


@on_sqlite
def test_the_policy_is_told_who_is_behind_the_accounts(services: Flask) -> None:
    filing = submitted()[1]
    owner, clerk = citizen(person(70)), staff("clerk")
    with transaction():
        filing.bound_user_id, filing.keyed_by_id, filing.accepted_by_id = owner.id, clerk.id, clerk.id
    found = scoping.filing_by_number(acting(clerk).actor, filing.number)
    found_out = scoping.relation(found)
    assert found_out.holder_indexes == {found.person_index, owner.person_index}
    assert found_out.first_hand_indexes == {clerk.person_index}
    sender = citizen(person(71))
    with transaction():
        filing.keyed_by_id, filing.entered_by_id = None, sender.id
    sent_for_others = scoping.relation(scoping.filing_by_number(acting(clerk).actor, filing.number))
    assert sent_for_others.holder_indexes == {found.person_index, owner.person_index, sender.person_index}


@on_sqlite
def test_behind_what_a_system_keyed_at_the_agency_is_who_made_its_key(services: Flask) -> None:
    """It acts as the agency does, and is none of it."""
    filing, chief = submitted()[1], staff("chief", role=Role.SUPERVISOR)
    key, _shown = api_keys.make(just_confirmed(chief), Wanted("医保系统", (Scope.FILE,), 30))
    with transaction():
        filing.keyed_by_id = filing.entered_by_id = key.user_id
    seen = scoping.relation(scoping.filing_by_number(acting(chief).actor, filing.number))
    assert chief.person_index in seen.holder_indexes
    assert chief.id in seen.holder_ids
    assert seen.first_hand_indexes == set()


@on_sqlite
def test_what_never_left_the_desk_is_told_so(services: Flask) -> None:
    filing = row()
    filing.submitted_at = None
    assert not scoping.relation(filing).is_sent
