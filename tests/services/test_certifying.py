"""Who has a certificate, what it says of its person, and what comes onto the list of what ended; on both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.certificate_check import CertificateCheck, CertificateState
from portal.domain.vocabulary import Role
from portal.models import Filing
from portal.models.signing import is_signed
from portal.models.transaction import transaction
from portal.services import amendments, certifying, filings, review
from tests.approving import approve
from tests.certificates import in_force, sent_in
from tests.people import NOW, acting, citizen, person, staff
from tests.statements import noted

WHO = person(1)


@pytest.fixture
def filer(services: Flask) -> Context:
    """The person themselves."""
    return acting(citizen(WHO))


@pytest.fixture
def filing(filer: Context) -> Filing:
    """In force since its begin."""
    return in_force(filer, WHO)


def state(ctx: Context, text: str | None, days_later: int = 0) -> CertificateState:
    """What it proves that day: by what is published, and as the portal itself looks its filing up."""
    check = CertificateCheck(certifying.key_set(), is_signed)
    that_day = replace(ctx, now=ctx.now + timedelta(days=days_later))
    published = check.verdict(text or "", that_day.today, that_day.now, check.ended(certifying.ended_list(that_day)))
    assert certifying.verdict(that_day, text or "") == published
    return published.state


def test_a_filing_in_force_proves_itself_and_names_its_person_by_half(filer: Context, filing: Filing) -> None:
    text = certifying.certificate_of(filing)
    check = CertificateCheck(certifying.key_set(), is_signed)
    assert filing.begins_on
    verdict = check.verdict(text or "", filing.begins_on, NOW, None)
    shown = verdict.certificate
    assert verdict.state is CertificateState.VALID
    assert shown is not None
    assert (shown.number, shown.place_name, shown.begins_on) == (filing.number, "上海市", filing.begins_on)
    assert (shown.name_masked, shown.id_tail) == ("测**", WHO.id_number[-2:])
    assert certifying.certificate_of(filing) == text


def test_what_is_not_in_force_or_counts_from_no_day_has_none(filer: Context) -> None:
    sent = sent_in(filer, WHO)
    assert certifying.certificate_of(sent) is None
    approved = approve(acting(staff("clerk")), sent)
    with transaction():
        approved.begins_on = None
    assert certifying.certificate_of(approved) is None


def test_what_was_cancelled_counts_to_its_last_day(filer: Context, filing: Filing) -> None:
    with transaction():
        filing.begins_on = filer.today - timedelta(days=9)
    text = certifying.certificate_of(filing)
    assert [state(filer, text, later) for later in (0, 1)] == [CertificateState.VALID, CertificateState.VALID]
    amendments.cancel(filer, filing.number, filing.version)
    assert certifying.certificate_of(filing) is None
    assert [state(filer, text, later) for later in (0, 1)] == [CertificateState.VALID, CertificateState.ENDED]


def test_what_was_revoked_never_counted(filer: Context, filing: Filing) -> None:
    with transaction():
        filing.begins_on = filer.today
    text = certifying.certificate_of(filing)
    review.revoke(acting(staff("boss", role=Role.SUPERVISOR)), filing.number, filing.version, "材料是假的")
    assert state(filer, text) is CertificateState.ENDED


def test_what_another_took_the_place_of_is_listed_and_the_other_counts(filer: Context, filing: Filing) -> None:
    with transaction():
        filing.begins_on = filer.today - timedelta(days=9)
    old = certifying.certificate_of(filing)
    change = amendments.begin_change(filer, filing.number, lambda key: f"copy-{key}")
    successor = approve(acting(staff("other")), filings.submit(filer, change.number))
    assert state(filer, old, 300) is CertificateState.ENDED
    assert state(filer, certifying.certificate_of(successor), 300) is CertificateState.VALID


def test_the_list_names_no_filing(filer: Context, filing: Filing) -> None:
    amendments.cancel(filer, filing.number, filing.version)
    listed = CertificateCheck(certifying.key_set(), is_signed).ended(certifying.ended_list(filer))
    assert len(listed.last_days) == 1
    assert filing.number not in "".join(listed.last_days)


def test_the_portal_itself_looks_up_no_other_filing(filer: Context, filing: Filing) -> None:
    text = certifying.certificate_of(filing) or ""
    in_force(acting(citizen(person(2))), person(2), clerk="other")
    with noted() as seen:
        certifying.verdict(filer, text)
        certifying.verdict(filer, "no certificate")
    assert len([statement for statement, _values in seen if "filings.number = " in statement]) == len(seen) == 1
