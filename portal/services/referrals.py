"""A designated hospital issues a referral; the slip stays the hospital's, and goes back to it when it must change."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.exc import IntegrityError

from portal.domain.actor import Context
from portal.domain.claims import Answers, Claims
from portal.domain.errors import NotFound, Stale
from portal.domain.policy import Permission, require
from portal.domain.vocabulary import DocumentKind, Evidence, FilingType
from portal.models import Filing, Hospital, db
from portal.models.transaction import transaction
from portal.services import (
    claims,
    diagnoses,
    documents,
    filings,
    form_keys,
    mending,
    scoping,
    slip_signatures,
    slip_signing,
)
from portal.services.cases import Case, open_case
from portal.services.documents import StoredFile
from portal.services.rulebook import rulebook

NOTHING_STATED = Claims()
LATEST_SLIPS = 50
MOST_SIGNERS = 20


def own_hospital(ctx: Context) -> Hospital:
    """The hospital of the account; raises `NotAllowed` for anybody else."""
    require(ctx.actor, Permission.HOSPITAL_AREA)
    return db.session.get_one(Hospital, ctx.actor.hospital_id)


def referral_item(hospital: Hospital) -> str:
    """The id of the county's referral item; raises `NotFound` where it has none."""
    county = rulebook.catalogue.county(hospital.county)
    item_id = county.place.items_by_type.get(FilingType.REFERRAL) if county else None
    if item_id is None:
        raise NotFound
    return item_id


def are_signed(ctx: Context) -> bool:
    """Whether slips of the account's hospital are signed before they are issued; mostly no county asks for that."""
    if not any(item.slip_signers for item in rulebook.catalogue.items()):
        return False
    hospital = own_hospital(ctx)
    county = rulebook.catalogue.county(hospital.county)
    item_id = county.place.items_by_type.get(FilingType.REFERRAL) if county else None
    return item_id is not None and bool(rulebook.filed_item(item_id).slip_signers)


def issued_by(hospital: Hospital, stated: Claims, before: Claims = NOTHING_STATED) -> Claims:
    """What the hospital states, in its own name and by its own list of diagnoses; raises `Invalid`."""
    of_it = replace(stated.referral, institution=hospital.name)
    return replace(stated, referral=of_it, slip=diagnoses.listed(hospital.id, stated.slip, before.slip))


def issue(
    ctx: Context, stated: Claims, slip: Sequence[StoredFile], key: str | None, is_sealed: bool | None = None
) -> Filing:
    """Send a referral in, with the scan of its slip. The issuing hospital is the account's, never the form's; `key` is
    as of `filings.open_draft`."""
    hospital = own_hospital(ctx)
    item_id = referral_item(hospital)
    stated = issued_by(hospital, stated)
    try:
        with transaction():
            case = filings.begin(ctx, rulebook.item(item_id, on=ctx.today), stated, key=key)
            if case.filing.submitted_at is not None or _is_being_signed(case):
                return case.filing
            _add_slip(ctx, case, slip, is_sealed)
            return _send_in(ctx, case)
    except IntegrityError as error:
        return form_keys.begun_at_once(ctx, key, error)


def complete(ctx: Context, number: str, stated: Claims, slip: Sequence[StoredFile], is_sealed: bool | None) -> Filing:
    """Send in what waited for its slip, as it is stated now. Sent twice, the first counts."""
    try:
        with transaction():
            hospital, case = own_hospital(ctx), open_case(ctx, number, Permission.FILING_EDIT)
            if case.filing.submitted_at is not None:
                return case.filing
            case.restate(issued_by(hospital, stated, case.filing.claims))
            _add_slip(ctx, case, slip, is_sealed)
            return _send_in(ctx, case)
    except Stale:  # PostgreSQL: it was sent twice at the same instant
        return scoping.filing_by_number(ctx.actor, number)


def _is_being_signed(case: Case) -> bool:
    """Whether whoever signs has it already: the same form was sent twice."""
    return bool(slip_signatures.wanted(case.filing, case.item)) and slip_signatures.is_being_signed(case.filing)


def _send_in(ctx: Context, case: Case) -> Filing:
    """At once, or before those who sign where its county asks."""
    is_signed_first = slip_signatures.wanted(case.filing, case.item)
    return slip_signing.put_up(ctx, case) if is_signed_first else filings.send_in(ctx, case)


def _add_slip(ctx: Context, case: Case, pages: Sequence[StoredFile], is_sealed: bool | None) -> None:
    for page in pages:
        documents.add_to(ctx, case, DocumentKind.REFERRAL_SLIP.value, page, is_sealed, Evidence.UPLOAD)


@dataclass(frozen=True, slots=True)
class Signers:
    """Who signed the hospital's latest slips, the most frequent first."""

    doctors: tuple[str, ...]
    chiefs: tuple[str, ...]


def signers(ctx: Context) -> Signers:
    """Names this hospital types often; another hospital's are never among them."""
    require(ctx.actor, Permission.HOSPITAL_AREA)
    rows = scoping.visible_filings(ctx.actor).order_by(Filing.id.desc()).limit(LATEST_SLIPS)
    slips = [filing.claims.slip for filing in claims.readable(db.session.scalars(rows))]
    return Signers(_most_frequent(slip.doctor for slip in slips), _most_frequent(slip.chief for slip in slips))


def _most_frequent(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(name for name, _times in Counter(filter(None, names)).most_common(MOST_SIGNERS))


def send_back_corrected(
    ctx: Context,
    shown: Case,
    version: int,
    answers: Answers,
    slip: Sequence[StoredFile],
    is_sealed: bool | None,
) -> Filing:
    """The hospital mends what the agency returned, and nothing else, and sends it in again.

    `shown` is the case as its form was read.
    """
    before = slip_signatures.stated(shown.filing, shown.item).slip
    answers = diagnoses.listed_answers(own_hospital(ctx).id, answers, before)
    with transaction():
        case = open_case(ctx, shown.number, Permission.FILING_EDIT).go_on_from(shown)
        filings.require_current(case.filing, version)
        _add_slip(ctx, case, slip, is_sealed)
        if slip_signatures.wanted(case.filing, case.item):
            return slip_signing.put_up(ctx, case, answers)
        return mending.resubmit(ctx, case, version, answers)
