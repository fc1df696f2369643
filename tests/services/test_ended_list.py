"""The list of certificates that ended early is made once for all who fetch it, and anew once another ends."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import event

from portal.domain.actor import Context
from portal.domain.certificate_check import CertificateCheck
from portal.domain.vocabulary import FilingStatus, Role
from portal.models import Filing, FilingEvent
from portal.models.sealed import vault
from portal.models.signing import is_signed
from portal.models.transaction import transaction
from portal.services import amendments, certifying, ended_list, filings, review
from portal.services.ended_list import PublishedList
from tests.approving import approve
from tests.certificates import in_force
from tests.people import NOW, acting, citizen, person, staff
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
        looked = len(seen)
        assert published.newest(filer) is first
    assert len(seen) - looked == 1, "the lines there were are not looked through again"


def test_what_ended_and_was_written_down_first_under_a_later_number_hides_none(filer: Context, filing: Filing) -> None:
    """On PostgreSQL an event has its number before it is committed."""
    who = acting(citizen(person(2)))
    other, published, numbers = in_force(who, person(2), clerk="other"), PublishedList(), [2000, 1000]
    published.newest(filer)

    def numbered(_mapper: object, _connection: object, row: FilingEvent) -> None:
        row.id = numbers.pop(0)

    event.listen(FilingEvent, "before_insert", numbered)
    try:
        cancel(who, other)
        assert names(published, filer) == 1
        cancel(filer, filing)
    finally:
        event.remove(FilingEvent, "before_insert", numbered)
    assert names(published, filer) == 2


def test_it_is_made_anew_where_more_lines_came_than_one_looks_through(
    filer: Context, filing: Filing, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = PublishedList()
    first = published.newest(filer)
    in_force(acting(citizen(person(2))), person(2), clerk="other")
    monkeypatch.setattr(ended_list, "_NEXT", ended_list._NEXT.limit(2))
    monkeypatch.setattr(ended_list, "MOST_LINES", 2)
    assert published.newest(filer) is not first
    assert published.newest(filer).text == first.text


@pytest.mark.parametrize(("minutes", "is_kept"), [(0, True), (9, True), (10, False), (-1, False)])
def test_it_is_dated_to_full_ten_minutes_whatever_the_clock_does(filer: Context, minutes: int, is_kept: bool) -> None:
    published = PublishedList()
    first = published.newest(filer)
    assert first.listed_at == filer.now == NOW
    later = replace(filer, now=filer.now + timedelta(minutes=minutes))
    assert (published.newest(later) is first) is is_kept
    assert published.newest(later).listed_at == (
        NOW if is_kept else NOW + timedelta(minutes=10 if minutes > 0 else -10)
    )


def test_every_process_makes_the_same_of_the_same(filer: Context, filing: Filing) -> None:
    """So that a browser that has it from one need not fetch it again from another."""
    cancel(filer, filing)
    soon = replace(filer, now=filer.now + timedelta(minutes=3))
    assert PublishedList().newest(filer).tag == PublishedList().newest(soon).tag


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
