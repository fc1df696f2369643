"""Certificates of filings in force, the keys that check them, and the list of those that ended before their time."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, select, true

from portal.domain import lifecycle
from portal.domain.actor import BEIJING, Context
from portal.domain.certificate import ENDED, FILING, Certificate, EndedList
from portal.domain.certificate_check import CertificateCheck, CertificateVerdict, KeySet
from portal.domain.identity import masked_name
from portal.domain.vocabulary import FilingStatus
from portal.models import Filing, db
from portal.models.crypto import SealBroken
from portal.models.desk_indexes import ENDED_EARLY
from portal.models.sealed import vault
from portal.models.signing import is_signed, key_id
from portal.services.rulebook import rulebook

LIST_STAYS_FRESH = timedelta(days=1)
"""How long whoever has fetched the list may go on by it; what ended meanwhile is not on it."""


def certificate_of(filing: Filing) -> str | None:
    """The signed text; none for what is not in force, or counts from a day nobody has fixed yet. One that a change
    takes the place of keeps it, with the last day that gives it.

    Made anew each time, and the same each time: nothing of it is kept.
    """
    is_replaced = filing.status is FilingStatus.SUPERSEDED and filing.ends_on is not None
    if (
        not (filing.status in lifecycle.IN_FORCE or is_replaced)
        or filing.begins_on is None
        or filing.decided_at is None
    ):
        return None
    try:
        person, place = filing.claims.person, filing.treatment_place or ""
    except SealBroken:
        return None  # what does not open proves nothing; its own page says so
    certificate = Certificate(
        uid=_uid(filing.number),
        number=filing.number,
        county=filing.county,
        place=place,
        place_name=rulebook.place_name(place) if place else "",
        filing_type=filing.filing_type,
        begins_on=filing.begins_on,
        ends_on=filing.ends_on,
        name_masked=masked_name(person.name or ""),
        id_tail=(person.id_number or "")[-2:],
        issued_on=filing.decided_at.astimezone(BEIJING).date(),
    )
    return vault.keyring.signer.signed(FILING, certificate.content())


def key_set() -> KeySet:
    """The keys whose certificates count, the one that signs first, and the counties they sign for."""
    keyring = vault.keyring
    publics = (keyring.signer.public, *reversed(keyring.former_signers))
    counties = {county.slug: county.name for county in rulebook.catalogue.counties()}
    return KeySet(counties, {key_id(public): public for public in publics})


def verdict(ctx: Context, text: str) -> CertificateVerdict:
    """What a text proves today. The same as by the list, but only its own filing is looked up."""
    check = CertificateCheck(key_set(), is_signed)
    found = check.verdict(text, ctx.today, ctx.now, None)
    if found.certificate is None:
        return found
    return check.verdict(text, ctx.today, ctx.now, _ended(ctx, Filing.number == found.certificate.number))


def ended_list(ctx: Context) -> str:
    """The signed list: every filing that was in force and ended before its own end, without its number."""
    return vault.keyring.signer.signed(ENDED, _ended(ctx, true()).content())


def _ended(ctx: Context, wanted: ColumnElement[bool]) -> EndedList:
    rows = select(Filing.number, Filing.status, Filing.ends_on).where(
        wanted, ENDED_EARLY, Filing.begins_on.is_not(None)
    )
    days = {_uid(row.number): _last_day(row.status, row.ends_on) for row in db.session.execute(rows)}
    return EndedList(ctx.now, ctx.now + LIST_STAYS_FRESH, days)


def _last_day(status: FilingStatus, ends_on: date | None) -> date | None:
    return None if status is FilingStatus.REVOKED else ends_on


def _uid(number: str) -> str:
    """What the list calls it: numbers run on, and whoever has the list must not be able to count them through."""
    return vault.keyring.index("certificate", number)[:16]
