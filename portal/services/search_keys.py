"""Search keys made anew of what is sealed, after a release that reads names or numbers in another way.

A telephone that is read as another number now is kept as that number too, sealed anew under the same data key: a
release took the prefix of the country off a mobile and put an area's nought before it, and it is rung as it is kept.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from sqlalchemy import func, select, update

from portal.domain.claims import Claims, answer_at, with_answer
from portal.domain.spelling import is_telephone, telephone
from portal.models import Filing, User, db
from portal.models.crypto import SealBroken
from portal.models.sealed import phone_index
from portal.models.transaction import transaction
from portal.services import claims

BATCH = 200
TELEPHONES = ("contact.phone", "caller.phone", "agent.phone")
"""Where a filing's claims hold one."""


def renew() -> Iterator[tuple[int, int]]:
    """Rewrite the keys of every filing and account, some at a time; gives how many of how many are done.

    Killed half-way it is run again from the beginning and changes nothing twice. An account whose telephone another
    account holds as well keeps the key it has: which of the two may sign in with it is no question of spelling.
    """
    total = sum(db.session.scalar(select(func.count()).select_from(kind)) or 0 for kind in (Filing, User))
    done = 0
    for kind, write in ((Filing, _index_filing), (User, _index_account)):
        after = 0
        while True:
            with transaction():
                batch = select(kind).where(kind.id > after).order_by(kind.id).limit(BATCH)
                rows = db.session.scalars(batch.with_for_update(of=kind)).all()
                for row in rows:
                    with suppress(SealBroken):  # what is damaged keeps the keys it has
                        write(row)
            if not rows:
                break
            after = rows[-1].id
            done += len(rows)
            db.session.expunge_all()
            yield done, total


def _index_filing(filing: Filing) -> None:
    stated = _with_telephones_as_read_now(filing.claims)
    if stated != filing.claims:
        filing.claims = stated
    claims.index(filing)


def _with_telephones_as_read_now(stated: Claims) -> Claims:
    for path in TELEPHONES:
        kept = answer_at(stated, path)
        if isinstance(kept, str):
            stated = with_answer(stated, path, _as_read_now(kept))
    return stated


def _as_read_now(kept: str) -> str:
    """What is no telephone stays as somebody wrote it."""
    number = telephone(kept)
    return number if is_telephone(number) else kept


def _index_account(user: User) -> None:
    identity = user.identity
    phone = _as_read_now(identity.phone)
    if phone != identity.phone:
        user.identity = replace(identity, phone=phone)
    if user.phone_index is None:
        return  # nobody signs in by that telephone: a member of staff is rung on it
    key = phone_index(phone) if phone else None
    if key is None or key == user.phone_index:
        return
    is_taken = select(User.id).where(User.phone_index == key)
    db.session.execute(update(User).where(User.id == user.id, ~is_taken.exists()).values(phone_index=key))
