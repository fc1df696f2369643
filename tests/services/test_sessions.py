"""Sessions and how they end."""

from datetime import timedelta

from flask import Flask

from portal.services import (
    accounts,
    sessions,
)
from tests.people import acting, citizen, person


def test_signing_out_everywhere_ends_every_session(services: Flask) -> None:
    user = citizen(person(1))
    token = sessions.begin(acting(user), user)
    limits = sessions.SessionLimits(timedelta(minutes=30), timedelta(minutes=15), timedelta(hours=8))
    assert sessions.resume(acting(user), token, limits).user.id == user.id
    accounts.sign_out_everywhere(acting(user))
    assert sessions.resume(acting(user), token, limits) is None
