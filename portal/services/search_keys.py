"""Search keys made anew of what is sealed, after a release that reads names or numbers in another way."""

from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import func, select, update

from portal.domain.spelling import telephone
from portal.models import Filing, User, db
from portal.models.crypto import SealBroken
from portal.models.sealed import phone_index
from portal.models.transaction import transaction
from portal.services import claims

BATCH = 200


def renew() -> Iterator[tuple[int, int]]:
    """Rewrite the keys of every filing and account, some at a time; gives how many of how many are done.

    Killed half-way it is run again from the beginning and changes nothing twice. An account whose telephone another
    account holds as well keeps the key it has: which of the two may sign in with it is no question of spelling.
    """
    total = sum(db.session.scalar(select(func.count()).select_from(kind)) or 0 for kind in (Filing, User))
    done = 0
    for kind, write in ((Filing, claims.index), (User, _index_account)):
        after = 0
        while True:
            with transaction():
                rows = db.session.scalars(select(kind).where(kind.id > after).order_by(kind.id).limit(BATCH)).all()
                for row in rows:
                    with suppress(SealBroken):  # what is damaged keeps the keys it has
                        write(row)
            if not rows:
                break
            after = rows[-1].id
            done += len(rows)
            db.session.expunge_all()
            yield done, total


def _index_account(user: User) -> None:
    if user.phone_index is None:
        return  # nobody signs in by that telephone: a member of staff is rung on it
    phone = telephone(user.identity.phone)
    key = phone_index(phone) if phone else None
    if key is None or key == user.phone_index:
        return
    is_taken = select(User.id).where(User.phone_index == key)
    db.session.execute(update(User).where(User.id == user.id, ~is_taken.exists()).values(phone_index=key))
