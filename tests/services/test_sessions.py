"""Sessions and how they end."""

from datetime import timedelta

from flask import Flask

from portal.models import User
from portal.services import accounts, sessions
from tests.people import NOW, acting, citizen, person, session_of, staff

IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=1)
LIMITS = sessions.SessionLimits(citizen_idle=IDLE, staff_idle=IDLE / 2, longest=LONGEST)


def looks(user: User, token: str, *minutes: int) -> list[bool]:
    """Whether whoever comes back after so many minutes each is still signed in."""
    return [sessions.resume(acting(user, later=timedelta(minutes=n)), token, LIMITS) is not None for n in minutes]


def test_a_session_ends_at_its_longest_however_much_it_is_used(services: Flask) -> None:
    """Each look is well within the idle limit, and lengthens nothing but the rest."""
    user = citizen(person(1))
    token = sessions.begin(acting(user), user)
    assert looks(user, token, 20, 40, 60, 61) == [True, True, True, False]


def test_a_new_token_within_a_session_begins_no_new_one(services: Flask) -> None:
    """Who gives a second factor or a new password goes on under another cookie, and not for longer."""
    user = citizen(person(1))
    later = acting(user, later=timedelta(minutes=50))
    token = sessions.begin(later, user, created_at=NOW)
    assert looks(user, token, 60, 61) == [True, False]


def test_staff_rest_for_their_own_time_and_citizens_for_theirs(services: Flask) -> None:
    owner, clerk = citizen(person(1)), staff("clerk")
    ways = (owner, sessions.begin(acting(owner), owner)), (clerk, session_of(clerk))
    assert [looks(user, token, 15) for user, token in ways] == [[True], [True]]
    assert [looks(user, token, 35) for user, token in ways] == [[True], [False]]
    assert [looks(user, token, 66) for user, token in ways] == [[False], [False]]


def test_the_second_factor_is_given_soon_after_the_password_or_not_at_all(services: Flask) -> None:
    clerk = staff("clerk")
    token = sessions.begin(acting(clerk), clerk)
    for minutes, is_awaited in ((0, True), (15, True), (16, False)):
        found = sessions.halfway(acting(clerk, later=timedelta(minutes=minutes)), token)
        assert (found is not None) is is_awaited
    assert looks(clerk, token, 0) == [False], "with the password alone it is nobody's session"
    assert sessions.halfway(acting(clerk), session_of(clerk)) is None, "whoever gave it is not asked for it"


def test_signing_out_everywhere_ends_every_session(services: Flask) -> None:
    user = citizen(person(1))
    token = sessions.begin(acting(user), user)
    limits = sessions.SessionLimits(timedelta(minutes=30), timedelta(minutes=15), timedelta(hours=8))
    assert sessions.resume(acting(user), token, limits).user.id == user.id
    accounts.sign_out_everywhere(acting(user))
    assert sessions.resume(acting(user), token, limits) is None
