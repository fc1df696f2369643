"""A forgotten password has a way home: a code by call-back, short-lived, kept nowhere, and an event."""

from datetime import timedelta

import pytest

from portal.domain.actor import STRANGER, Context
from portal.domain.errors import Invalid, NotAllowed, NotFound, TooMany
from portal.domain.vocabulary import Channel, EventKind, TokenPurpose
from portal.models import AccessLog, FilingEvent, Token, User, db
from portal.models.transaction import transaction
from portal.services import accounts, filings, intake, passwords, recovery, sessions, throttling
from portal.services.sessions import SessionLimits
from tests.people import NOW, PASSWORD, acting, citizen, long_stay, person, staff

WHO, OTHER = person(1), person(2)
FOUR = WHO.id_number[-4:]
NEW = "another long password"
HERE = "203.0.113.1"
ANYBODY = Context(STRANGER, NOW)
pytestmark = pytest.mark.usefixtures("services")


@pytest.fixture
def number(services: None) -> str:
    """A filing of somebody who then forgot the password, by which the office knows the account."""
    owner = citizen(WHO)
    draft = filings.open_draft(acting(owner), "wenshang.long-term", long_stay(WHO))
    return filings.submit(acting(owner), draft.number).number


@pytest.fixture
def clerk(services: None) -> User:
    """Somebody at the desk."""
    return staff("clerk")


def test_a_code_opens_the_account_once(number: str, clerk: User) -> None:
    code = recovery.give_code(acting(clerk), number, FOUR)
    user = recovery.recover(ANYBODY, WHO.phone, code, NEW, HERE)
    assert accounts.authenticate(ANYBODY, WHO.phone, NEW, HERE).id == user.id
    with pytest.raises(NotAllowed, match="wrong_recovery_code"):
        recovery.recover(ANYBODY, WHO.phone, code, NEW, HERE)


@pytest.mark.parametrize("by", ["a newer code", "an older code", "knowing the old one"])
def test_no_other_code_is_good_once_there_is_a_new_password(number: str, clerk: User, by: str) -> None:
    older, newer = (recovery.give_code(acting(clerk), number, FOUR) for _twice in range(2))
    other = older if by == "a newer code" else newer
    if by == "knowing the old one":
        passwords.change(acting(recovery.account_of(acting(clerk), number)), PASSWORD, NEW)
    else:
        recovery.recover(ANYBODY, WHO.phone, newer if other == older else older, NEW, HERE)
    with pytest.raises(NotAllowed, match="wrong_recovery_code"):
        recovery.recover(ANYBODY, WHO.phone, other, "a third long password", "203.0.113.2")


def test_it_is_an_event_and_the_code_stands_nowhere(number: str, clerk: User) -> None:
    code = recovery.give_code(acting(clerk), number, FOUR)
    event = db.session.query(FilingEvent).filter_by(kind=EventKind.RECOVERY_CODE).one()
    assert event.actor_id == clerk.id
    token = db.session.query(Token).filter_by(purpose=TokenPurpose.RESET).one()
    assert token.secret.token == ""
    assert code not in token.token_index


def test_it_is_over_after_half_an_hour_and_of_one_account(number: str, clerk: User) -> None:
    citizen(OTHER)
    code = recovery.give_code(acting(clerk), number, FOUR)
    late = Context(STRANGER, NOW + timedelta(minutes=30))
    for ctx, phone in ((late, WHO.phone), (ANYBODY, OTHER.phone)):
        with pytest.raises(NotAllowed, match="wrong_recovery_code"):
            recovery.recover(ctx, phone, code, NEW, HERE)


def test_who_does_not_know_the_last_four_gets_none_and_guessing_ends(number: str, clerk: User) -> None:
    for _ in range(throttling.PER_SUBJECT):
        with pytest.raises(Invalid, match="last_four_differ"):
            recovery.give_code(acting(clerk), number, "0000")
    with pytest.raises(TooMany):
        recovery.give_code(acting(clerk), number, FOUR)
    assert db.session.query(Token).filter_by(purpose=TokenPurpose.RESET).count() == 0


@pytest.mark.parametrize("phone", [WHO.phone, OTHER.phone], ids=["known", "unknown"])
def test_guessing_a_code_is_slowed_down_alike(number: str, clerk: User, phone: str) -> None:
    code = recovery.give_code(acting(clerk), number, FOUR)
    for _ in range(throttling.PER_SUBJECT):
        with pytest.raises(NotAllowed, match="wrong_recovery_code"):
            recovery.recover(ANYBODY, phone, "00000000", NEW, HERE)
    with pytest.raises(TooMany):
        recovery.recover(ANYBODY, phone, code, NEW, HERE)


def test_another_county_gives_none(number: str) -> None:
    with pytest.raises(NotFound):
        recovery.give_code(acting(staff("far", "fushun")), number, FOUR)


def test_who_comes_home_has_every_other_session_ended(number: str, clerk: User) -> None:
    owner = recovery.account_of(acting(clerk), number)
    token = sessions.begin(acting(owner), owner)
    limits = SessionLimits(timedelta(minutes=30), timedelta(minutes=15), timedelta(hours=8))
    assert sessions.resume(ANYBODY, token, limits) is not None
    recovery.recover(ANYBODY, WHO.phone, recovery.give_code(acting(clerk), number, FOUR), NEW, HERE)
    assert sessions.resume(ANYBODY, token, limits) is None


def test_a_short_password_spends_no_code(number: str, clerk: User) -> None:
    code = recovery.give_code(acting(clerk), number, FOUR)
    with pytest.raises(Invalid, match="password_too_short"):
        recovery.recover(ANYBODY, WHO.phone, code, "short", HERE)
    assert recovery.recover(ANYBODY, WHO.phone, code, NEW, HERE)


def test_the_telephone_is_read_as_everywhere(number: str, clerk: User) -> None:
    code = recovery.give_code(acting(clerk), number, f" {WHO.id_number}")
    assert recovery.recover(ANYBODY, f"+86 {WHO.phone[:3]}-{WHO.phone[3:]}", code, NEW, HERE)


def test_a_disabled_account_has_no_way_home(number: str, clerk: User) -> None:
    owner = recovery.account_of(acting(clerk), number)
    code = recovery.give_code(acting(clerk), number, FOUR)
    with transaction():
        owner.disabled_at = NOW
    with pytest.raises(NotFound):
        recovery.give_code(acting(clerk), number, FOUR)
    with pytest.raises(NotAllowed, match="wrong_recovery_code"):
        recovery.recover(ANYBODY, WHO.phone, code, NEW, HERE)


def test_what_came_without_a_citizens_account_has_none(clerk: User) -> None:
    ctx = acting(clerk, Channel.WINDOW)
    keyed = intake.enter(ctx, "wenshang.long-term", long_stay(OTHER), "key").filing
    for ask in (recovery.account_of, recovery.look_at_account):
        with pytest.raises(NotFound):
            ask(acting(clerk), keyed.number)


def test_a_look_at_the_telephone_is_written_down(number: str, clerk: User) -> None:
    assert recovery.look_at_account(acting(clerk), number).identity.phone == WHO.phone
    look = db.session.query(AccessLog).one()
    assert (look.what, look.actor_id) == ("account_phone", clerk.id)
    with pytest.raises(NotFound):
        recovery.look_at_account(acting(staff("far", "fushun")), number)
