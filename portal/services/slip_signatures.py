"""What of its signatures a hospital's slip has, as whoever changes it or sends it in has to know.

A slip that was changed is another one: its signatures are lost, and whoever signs first is next again.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.actor import Context
from portal.domain.claims import Claims
from portal.domain.errors import NotAllowed
from portal.domain.item import Item
from portal.domain.slip_signing import SlipSigner
from portal.domain.vocabulary import EventKind, Role
from portal.models import Filing, SlipSignature, SlipSigning, db
from portal.services import history


def wanted(filing: Filing, item: Item) -> tuple[SlipSigner, ...]:
    """Who signs it, in this order; nobody where no hospital issues it, or its county does not ask."""
    return item.slip_signers if filing.hospital_id is not None else ()


def signing_of(filing: Filing) -> SlipSigning | None:
    """Whether it was put up to be signed, and whose turn it is."""
    return db.session.scalar(select(SlipSigning).where(SlipSigning.filing_id == filing.id))


def signatures_of(filing: Filing) -> Sequence[SlipSignature]:
    """Those that stand, in the order they were given."""
    rows = select(SlipSignature).where(SlipSignature.filing_id == filing.id)
    return db.session.scalars(rows.options(joinedload(SlipSignature.signed_by)).order_by(SlipSignature.id)).all()


def is_being_signed(filing: Filing) -> bool:
    """Whether somebody's turn it is."""
    signing = signing_of(filing)
    return signing is not None and signing.next_signer is not None


def stated(filing: Filing, item: Item) -> Claims:
    """What it says once it is signed: of one that the agency returned, what its hospital has made of it meanwhile."""
    if not wanted(filing, item):
        return filing.claims
    signing = signing_of(filing)
    is_of_now = signing is not None and signing.filing_version == filing.version
    return (signing.proposed if signing is not None and is_of_now else None) or filing.claims


def require_all(ctx: Context, filing: Filing, item: Item) -> None:
    """Raise `NotAllowed` where a hospital sends in what not everybody its county names has signed as it is."""
    signers = wanted(filing, item)
    if not signers or ctx.actor.role is not Role.HOSPITAL:
        return
    signing = signing_of(filing)
    is_through = signing is not None and signing.next_signer is None and signing.filing_version == filing.version
    if not is_through or tuple(each.signer for each in signatures_of(filing)) != signers:
        raise NotAllowed("slip_not_signed")


def lose(ctx: Context, filing: Filing, item: Item) -> None:
    """What stands on a slip that is being signed was changed, in the caller's transaction."""
    signers = wanted(filing, item)
    if not signers or (signing := taken(filing)) is None or signing.next_signer is None:
        return
    signing.edition += 1
    signing.next_signer = signers[0]
    drop(ctx, filing)


def taken(filing: Filing) -> SlipSigning | None:
    """As `signing_of`, in a transaction that changes it: until that ends nobody else signs the slip."""
    db.session.execute(select(Filing.id).where(Filing.id == filing.id).with_for_update(key_share=True))
    row = select(SlipSigning).where(SlipSigning.filing_id == filing.id).execution_options(populate_existing=True)
    return db.session.scalar(row)


def drop(ctx: Context, filing: Filing) -> None:
    """Take away what was signed; its lines stay in the history, and this one beside them."""
    signed = signatures_of(filing)
    for signature in signed:
        db.session.delete(signature)
    db.session.flush()
    if signed:
        history.line(ctx, filing, EventKind.SIGNATURES_LOST)
