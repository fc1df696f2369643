"""A change takes the place of what it changes once it is approved, and gives it back where it counted on no day."""

from datetime import date

from portal.domain.actor import BEIJING, Context
from portal.domain.event_detail import EventDetail
from portal.domain.term import decided_term, term_of
from portal.domain.validity import Term, last_day_before
from portal.domain.vocabulary import Action, FilingStatus
from portal.models import Filing, db
from portal.models.filing import FilingChanges
from portal.services import filings
from portal.services.cases import Case


def replaced(change: Filing) -> Filing | None:
    """The filing whose place it takes or took: one of the same person, or none."""
    if change.amends_id is None:
        return None
    before = db.session.get(Filing, change.amends_id, populate_existing=True)
    return before if before is not None and before.person_index == change.person_index else None


def make_room(ctx: Context, change: Filing) -> None:
    """What it changes stays in force until it is approved and begins; its last day is then known."""
    before = replaced(change)
    if before is None or before.status is not FilingStatus.APPROVED:
        return
    last = last_day_before(Term(before.begins_on, before.ends_on), change.begins_on, ctx.today)
    _perform(ctx, before, Action.SUPERSEDE, last, change)


def give_back(ctx: Context, change: Filing) -> None:
    """A change that counts on no day never was: what it took the place of is in force again, for the days it had."""
    before = replaced(change)
    if before is not None and before.status is FilingStatus.SUPERSEDED:
        _perform(ctx, before, Action.REINSTATE, own_end(ctx, before), change)


def _perform(ctx: Context, before: Filing, action: Action, ends_on: date | None, change: Filing) -> None:
    changes: FilingChanges = {"ends_on": ends_on}
    filings.perform(ctx, Case(ctx, before), action, before.version, changes, EventDetail(by=change.number))


def own_end(ctx: Context, filing: Filing) -> date | None:
    """Its last day if nothing had taken its place: as its approval fixed it."""
    case = Case(ctx, filing)
    if filing.begins_on is None:  # approved before every approval fixed a day
        return term_of(case.facts, case.item).ends_on
    assert filing.decided_at is not None, "whatever counted was decided"
    decided_on = filing.decided_at.astimezone(BEIJING).date()
    return decided_term(case.facts, case.item, filing.begins_on, decided_on).ends_on
