"""Whether a filing that was approved can still be changed or cancelled: not once it is over, nor while it is locked."""

from datetime import date, timedelta

from portal.domain import lifecycle
from portal.domain.actor import BEIJING, Context
from portal.domain.errors import NotAllowed
from portal.domain.term import decided_term, term_of
from portal.domain.validity import add_months
from portal.domain.vocabulary import FilingStatus
from portal.models import Filing
from portal.models.listed import Origin
from portal.services.cases import Case


def locked_until(case: Case, today: date) -> date | None:
    """The last day on which the county's file lets nobody change or cancel it, while that is not over."""
    begins_on, months = case.filing.begins_on, case.item.lock_months
    last = add_months(begins_on, months) - timedelta(days=1) if begins_on and months else None
    return last if last and begins_on and begins_on <= today <= last else None


def require_alterable(ctx: Context, case: Case) -> None:
    """What is over stays as it was, and some counties lock what has begun for some months."""
    filing = case.filing
    if filing.status in lifecycle.IN_FORCE and not lifecycle.counts_on(filing.status, filing.ends_on, ctx.today):
        raise NotAllowed("over_already", day=filing.ends_on)
    if last := locked_until(case, ctx.today):
        raise NotAllowed("locked", day=last)


def stands(filing: Filing | Origin, today: date) -> bool:
    """Whether there is something left of it to change: not revoked, cancelled, over, nor another's place by now."""
    return filing.status is FilingStatus.APPROVED and lifecycle.counts_on(filing.status, filing.ends_on, today)


def still_standing(change: Filing, today: date) -> Filing | None:
    """What it would take the place of, while that counts; none where it is no change."""
    before = change.amends
    is_theirs = before is not None and before.person_index == change.person_index
    return before if before is not None and is_theirs and stands(before, today) else None


def goes_by(ctx: Context, change: Filing) -> Filing | None:
    """The other filing that its person goes by: what the change would take the place of, while that counts; of one that
    is revoked, what it took the place of, if that counts again."""
    before = change.amends
    if change.status is not FilingStatus.REVOKED or before is None or before.status is not FilingStatus.SUPERSEDED:
        return still_standing(change, ctx.today)
    is_theirs = before.person_index == change.person_index
    return before if is_theirs and lifecycle.counts_on(FilingStatus.APPROVED, own_end(ctx, before), ctx.today) else None


def own_end(ctx: Context, filing: Filing) -> date | None:
    """Its last day if nothing had taken its place: as its approval fixed it."""
    case = Case(ctx, filing)
    if filing.begins_on is None:  # approved before every approval fixed a day
        return term_of(case.facts, case.item).ends_on
    return decided_term(case.facts, case.item, filing.begins_on, decided_day(filing)).ends_on


def decided_day(filing: Filing) -> date:
    """On which day in Beijing what counts, or counted, was decided."""
    assert filing.decided_at is not None, "whatever counted was decided"
    return filing.decided_at.astimezone(BEIJING).date()


def may_return(filing: Filing, today: date) -> bool:
    """Whether its person may be back already: it counts, and has begun."""
    has_begun = filing.begins_on is None or filing.begins_on <= today
    return has_begun and lifecycle.counts_on(filing.status, filing.ends_on, today)


def require_what_it_changes(ctx: Context, change: Filing) -> None:
    """A change is sent in while what it changes stands, however long its draft lay."""
    before = change.amends
    if before is None:
        return
    if not stands(before, ctx.today):
        raise NotAllowed("changed_one_is_over")
    require_alterable(ctx, Case(ctx, before))
