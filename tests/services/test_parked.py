"""A form waits a day for its own account; one that a browser carries says nothing and counts only as it was sealed."""

from datetime import timedelta

import pytest

from portal.domain.actor import STRANGER, SYSTEM, Context
from portal.domain.errors import NotFound
from portal.models import ParkedForm, User, db
from portal.models.parked import UnsentForm
from portal.models.transaction import transaction
from portal.services import filings, parked, sessions
from tests.people import NOW, acting, citizen, long_stay, person

FORM = UnsentForm("/me/add", (("number", "6598"), ("number", "6599")), True)
A_DAY, A_LITTLE = timedelta(days=1), timedelta(seconds=1)
ANYBODY = Context(STRANGER, NOW)
pytestmark = pytest.mark.usefixtures("services")


def later(by: timedelta) -> Context:
    """Anybody, after that time."""
    return Context(STRANGER, NOW + by)


def signed_in(owner: User) -> str:
    """The token of a session of that account."""
    return sessions.begin(acting(owner), owner)


def kept_for(owner: User, by: timedelta = timedelta()) -> list[UnsentForm]:
    """What that account finds then."""
    form = parked.waiting(acting(owner, later=by))
    return [form.content] if form else []


def park(token: str, ctx: Context = ANYBODY, path: str = FORM.path) -> bool:
    """Park the form of that session."""
    return parked.park(ctx, token, path, FORM.fields, FORM.had_files)


def test_it_waits_for_its_own_account_for_a_day() -> None:
    owner, other = citizen(person(1)), citizen(person(2))
    assert park(signed_in(owner))
    assert (kept_for(owner), kept_for(other)) == ([FORM], [])
    assert (kept_for(owner, A_DAY - A_LITTLE), kept_for(owner, A_DAY)) == ([FORM], [])


@pytest.mark.parametrize(
    ("token_of", "by", "is_kept"),
    [("owner", A_DAY, True), ("owner", A_DAY + A_LITTLE, False), ("nobody", timedelta(), False)],
)
def test_nothing_is_parked_for_nobody_nor_long_after(token_of: str, by: timedelta, is_kept: bool) -> None:
    token = signed_in(citizen(person(1)))
    assert park(token if token_of == "owner" else "nobody's", later(by)) is is_kept
    assert db.session.query(ParkedForm).count() == int(is_kept)


def test_nothing_is_parked_for_an_account_that_was_disabled() -> None:
    owner = citizen(person(1))
    token = signed_in(owner)
    with transaction():
        owner.disabled_at = NOW
    assert not park(token)


def test_of_one_session_the_last_form_counts_and_of_several_the_newest() -> None:
    owner = citizen(person(1))
    first, second = signed_in(owner), signed_in(owner)
    assert park(first, path="/one")
    assert park(first, path="/two")
    assert db.session.query(ParkedForm).count() == 1
    assert park(second, path="/three")
    assert [form.path for form in kept_for(owner)] == ["/three"]


def test_only_its_owner_takes_it_and_only_once() -> None:
    owner, other = citizen(person(1)), citizen(person(2))
    park(signed_in(owner))
    form = parked.waiting(acting(owner))
    assert form is not None
    uid = form.uid
    with pytest.raises(NotFound):
        parked.take(acting(other), uid)
    assert parked.take(acting(owner), uid) == FORM.path
    with pytest.raises(NotFound):
        parked.take(acting(owner), uid)


def test_after_a_day_it_is_dropped_and_not_before() -> None:
    park(signed_in(citizen(person(1))))
    parked.forget_old(Context(SYSTEM, NOW + A_DAY - A_LITTLE))
    assert db.session.query(ParkedForm).count() == 1
    parked.forget_old(Context(SYSTEM, NOW + A_DAY))
    assert db.session.query(ParkedForm).count() == 0


@pytest.mark.parametrize(("by", "found"), [(A_DAY, [FORM]), (A_DAY + A_LITTLE, [])])
def test_what_a_browser_carried_is_kept_for_whoever_signs_in_within_a_day(
    by: timedelta, found: list[UnsentForm]
) -> None:
    owner = citizen(person(1))
    text = parked.carried(ANYBODY, FORM)
    assert "6598" not in text
    assert "/me" not in text
    with transaction():
        token = sessions.begin(acting(owner, later=by), owner)
    parked.park_carried(later(by), token, text)
    assert kept_for(owner, by) == found


@pytest.mark.parametrize("how", ["turned", "cut", "empty", "no base64", "of another kind"])
def test_what_was_changed_on_its_way_is_let_go(how: str) -> None:
    owner = citizen(person(1))
    text = parked.carried(ANYBODY, FORM)
    changed = {
        "turned": text[:-6] + ("AAAA" if text[-6:-2] != "AAAA" else "BBBB") + text[-2:],
        "cut": text[:-8],
        "empty": "",
        "no base64": f"中文{text}",
        "of another kind": "AAAA" * 20,
    }[how]
    parked.park_carried(ANYBODY, signed_in(owner), changed)
    assert kept_for(owner) == []


@pytest.mark.parametrize("page", ["/apply/draft/{}/who", "/me/filings/{}/supply"])
def test_a_form_of_somebody_else_s_filing_is_not_kept_for_whoever_signs_in(page: str) -> None:
    owner, other = citizen(person(1)), citizen(person(2))
    draft = filings.open_draft(acting(owner), "wenshang.long-term", long_stay(person(1)))
    form = UnsentForm(page.format(draft.number), FORM.fields, False)
    for each in (other, owner):
        parked.park_carried(ANYBODY, signed_in(each), parked.carried(ANYBODY, form))
    assert (kept_for(other), kept_for(owner)) == ([], [form])
