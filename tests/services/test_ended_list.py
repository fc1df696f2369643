"""The list of certificates that ended early is made once for all who fetch it, and anew once another ends."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.certificate_check import CertificateCheck
from portal.domain.vocabulary import FilingStatus, Role
from portal.models import Filing
from portal.models.sealed import vault
from portal.models.signing import is_signed
from portal.models.transaction import transaction
from portal.services import amendments, certifying, filings, review
from portal.services.ended_list import IS_KEPT, PublishedList
from tests.approving import approve
from tests.certificates import in_force
from tests.people import acting, citizen, person, staff
from tests.statements import noted

WHO = person(1)


@pytest.fixture
def filer(services: Flask) -> Context:
    """The person themselves."""
    return acting(citizen(WHO))


@pytest.fixture
def filing(filer: Context) -> Filing:
    """Theirs, counting for nine days."""
    filing = in_force(filer, WHO)
    with transaction():
        filing.begins_on = filer.today - timedelta(days=9)
    return filing


def cancel(filer: Context, filing: Filing) -> None:
    amendments.cancel(filer, filing.number, filing.version)


def return_home(filer: Context, filing: Filing) -> None:
    amendments.return_home(filer, filing.number, filing.version)


def revoke(_filer: Context, filing: Filing) -> None:
    review.revoke(acting(staff("boss", role=Role.SUPERVISOR)), filing.number, filing.version, "材料是假的")


def change(filer: Context, filing: Filing) -> None:
    changed = amendments.begin_change(filer, filing.number, lambda key: f"copy-{key}")
    approve(acting(staff("other")), filings.submit(filer, changed.number))


def names(published: PublishedList, ctx: Context) -> int:
    """How many certificates it names, as whoever fetches it reads it."""
    check = CertificateCheck(certifying.key_set(), is_signed)
    return len(check.ended(published.newest(ctx).text.decode()).last_days)


@pytest.mark.parametrize("end", [cancel, return_home, revoke, change])
def test_it_names_at_once_what_ended(filer: Context, filing: Filing, end: Callable[[Context, Filing], None]) -> None:
    published = PublishedList()
    assert names(published, filer) == 0
    end(filer, filing)
    assert names(published, filer) == 1


def test_what_counts_again_is_on_it_no_more(filer: Context, filing: Filing) -> None:
    published = PublishedList()
    change(filer, filing)
    successor = Filing.query.filter(Filing.id != filing.id).one()
    assert names(published, filer) == 1
    revoke(filer, successor)
    assert (names(published, filer), filing.status) == (1, FilingStatus.APPROVED)


def test_it_is_made_once_until_then(filer: Context, filing: Filing) -> None:
    published = PublishedList()
    first = published.newest(filer)
    in_force(acting(citizen(person(2))), person(2), clerk="other")
    with noted() as seen:
        assert published.newest(filer) is first
    assert [statement for statement, _values in seen if "FROM filings" in statement] == []
    assert len(seen) == 1


@pytest.mark.parametrize(("later", "is_kept"), [(timedelta(0), True), (IS_KEPT, False), (-timedelta(seconds=1), False)])
def test_it_is_no_older_than_minutes_whatever_the_clock_does(filer: Context, later: timedelta, is_kept: bool) -> None:
    published = PublishedList()
    first = published.newest(filer)
    assert (published.newest(replace(filer, now=filer.now + later)) is first) is is_kept


def test_one_that_another_key_signed_is_not_handed_out(filer: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    published = PublishedList()
    first = published.newest(filer)
    keys = vault.keyring._masters
    monkeypatch.setattr(vault.keyring, "_masters", keys.trusting_no_former())
    assert published.newest(filer).text.partition(b".")[0] != first.text.partition(b".")[0]


def test_each_text_has_a_tag_of_its_own(filer: Context, filing: Filing) -> None:
    published = PublishedList()
    before = published.newest(filer)
    cancel(filer, filing)
    assert before.tag != published.newest(filer).tag == published.newest(filer).tag


def test_whoever_asks_while_it_is_made_anew_need_not_wait(
    services: Flask, filer: Context, filing: Filing, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = PublishedList()
    before = published.newest(filer)
    cancel(filer, filing)
    found = []

    def ask() -> None:
        with services.app_context():
            found.append(published.newest(filer))

    def made_meanwhile(ctx: Context) -> str:
        other = Thread(target=ask)
        other.start()
        other.join(timeout=60)
        return "made anew"

    monkeypatch.setattr(certifying, "ended_list", made_meanwhile)
    assert published.newest(filer).text == b"made anew\n"
    assert found == [before]
