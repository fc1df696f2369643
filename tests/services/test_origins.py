"""What a filing that waits was begun from: the one it changes or renews, of the same person, read with its list."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.vocabulary import FilingStatus
from portal.models import Filing
from portal.models.listed import Origin
from portal.models.sealed import person_index
from portal.models.transaction import transaction
from portal.services import amendments, filings, own_filings
from portal.services.origins import origin_of
from portal.services.succession import begun_from
from tests.people import person
from tests.services.test_altering import revoke
from tests.services.test_amendments import in_force

BEGINS = [amendments.begin_change, amendments.begin_renewal]
Begin = Callable[..., Filing]


def begun(filer: Context, before: Filing, begin: Begin, name: str = "copy") -> Filing:
    return begin(filer, before.number, lambda key: f"{name}-{key}")


def listed(filer: Context, filing: Filing) -> Origin | None:
    """What the list of one's own says it was begun from."""
    [origin] = [each.origin for each in own_filings.page(filer) if each.filing.number == filing.number]
    return origin


@pytest.mark.parametrize("begin", BEGINS)
def test_it_says_how_what_it_was_begun_from_stands(services: Flask, begin: Begin) -> None:
    """Not before it is sent in."""
    filer, before = in_force()
    draft = begun(filer, before, begin)
    assert (origin_of(draft), listed(filer, draft), listed(filer, before)) == (None, None, None)
    sent = filings.submit(filer, draft.number)
    revoke(filer, before)
    found = origin_of(sent)
    assert found == listed(filer, sent)
    assert found is not None
    assert (found.number, found.status) == (before.number, FilingStatus.REVOKED)
    assert bool(found.is_changed) is (begin is amendments.begin_change)


@pytest.mark.parametrize("begin", BEGINS)
def test_one_begun_again_is_known_by_what_it_was_begun_from(services: Flask, begin: Begin) -> None:
    filer, before = in_force()
    first = begun(filer, before, begin)
    amendments.withdraw(filer, first.number, first.version)
    sent = filings.submit(filer, begun(filer, before, begin, "again").number)
    assert list(begun_from(before)) == [sent]
    found = origin_of(sent)
    assert found is not None
    assert found.number == before.number


@pytest.mark.parametrize("begin", BEGINS)
def test_it_is_one_of_the_same_person(services: Flask, begin: Begin) -> None:
    filer, before = in_force()
    sent = filings.submit(filer, begun(filer, before, begin).number)
    with transaction():
        before.person_index = person_index(person(9).id_number)
    assert (origin_of(sent), listed(filer, sent)) == (None, None)
