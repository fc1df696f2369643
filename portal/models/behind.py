"""Who is behind a filing: every account that had a hand in it from outside the desk, and the person each is of.

The triggers say the same in the words of their migration, for a migration never changes.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Integer,
    Select,
    String,
    column,
    func,
    or_,
    select,
    table,
    text,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, MappedSQLExpression, column_property

from portal.domain.vocabulary import STAFF
from portal.models.accounts import User
from portal.models.base import none_of

WHO_IS_BEHIND = "who is behind the accounts"  # columns read together, or with the filing by `undefer_group`
_EVENTS = table(
    "filing_events", column("filing_id", Integer), column("actor_id", Integer), column("actor_role", String)
)
_KEYS = table("api_keys", column("user_id", Integer), column("made_by_id", Integer))


def accounts_behind(filings: FromClause) -> CompoundSelect[Any]:
    """Whoever began it, for themselves or an institution, or bound it to themselves, or has a line in its history that
    is no act of the agency: sent it in, at first or again, put its slip before those who sign, or signed it; and
    who made the key by which a system did so, for they have seen what opens it.

    What a clerk keyed comes from the agency itself, which has its second check where an item asks for one.
    """
    filing = filings.c
    acted = select(_EVENTS.c.actor_id).where(_EVENTS.c.filing_id == filing.id).correlate_except(_EVENTS)
    return union_all(
        select(filing.bound_user_id).correlate_except(None),
        select(filing.entered_by_id).where(filing.keyed_by_id.is_(None)).correlate_except(None),
        acted.where(text(none_of("filing_events.actor_role", STAFF))),
        select(_KEYS.c.made_by_id)
        .where(or_(_KEYS.c.user_id == filing.entered_by_id, _KEYS.c.user_id.in_(acted)))
        .correlate_except(_KEYS),
    )


def of_each(
    value: ColumnElement[str] | InstrumentedAttribute[Any], accounts: CompoundSelect[Any]
) -> MappedSQLExpression[str | None]:
    """That value of every one of these accounts, with blanks between, as often as an account stands among them.

    Accounts are found by their numbers: where there are few, a list of all of them would be walked instead, and who is
    behind the filing asked anew for each.
    """
    behind = accounts.subquery()
    found = select(func.aggregate_strings(value, " ")).select_from(behind).join(User, User.id == behind.c[0])
    return _read_later(found.correlate_except(User, behind))


def person_behind(account: Any) -> MappedSQLExpression[str | None]:
    """The search key of whoever owns the account that stands in that column."""
    owner = User.__table__.alias()
    return _read_later(select(owner.c.person_index).where(owner.c.id == account))


def _read_later(found: Select[Any]) -> MappedSQLExpression[str | None]:
    return column_property(found.scalar_subquery(), deferred=True, group=WHO_IS_BEHIND)
