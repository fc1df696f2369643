"""Second factors: what counts, once, and what stands in for a lost telephone (threats P1 and P3)."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.actor import Actor, Context
from portal.domain.errors import DomainError, Invalid, NotAllowed, TooMany
from portal.domain.vocabulary import Role
from portal.models import RecoveryCode, User, db
from portal.models.transaction import transaction
from portal.services import second_factors, sessions
from portal.services.throttling import KnownBrowser, stamp_of
from tests.people import NOW, acting, code_at, hospital_staff, session_of, staff

HERE = "192.0.2.1"
WRONG = "000000"


def halfway(user: User, later: timedelta = timedelta()) -> Context:
    """Somebody who has given that account's password."""
    return Context(Actor(user_id=None, role=None, halfway_id=user.id), NOW + later)


def refusal(ctx: Context, code: str) -> str:
    """The code of the refusal; empty where it counted."""
    try:
        second_factors.prove(ctx, code, HERE)
    except DomainError as refused:
        return refused.code
    return ""


def fresh(user: User) -> tuple[str, ...]:
    """The account sets its telephone up, beginning with none; returns the recovery codes."""
    with transaction():
        second_factors.forget(user)
    ctx = halfway(user)
    offered = second_factors.offer(ctx)
    return second_factors.set_up(ctx, offered.sealed, code_at(NOW, offered.base32))


def test_a_code_counts_in_its_half_minute_and_the_ones_beside_it_once(services: Flask) -> None:
    """P3: the last step taken is kept, so that what was looked over a shoulder opens nothing."""
    user = staff("clerk")
    for seconds in (-60, 60):
        assert refusal(halfway(user), code_at(NOW + timedelta(seconds=seconds))) == "wrong_factor_code"
    for seconds in (-30, 0, 30):
        code = code_at(NOW + timedelta(seconds=seconds))
        assert refusal(halfway(user), code) == ""
        assert refusal(halfway(user), code) == "wrong_factor_code"
    assert refusal(halfway(user), code_at(NOW)) == "wrong_factor_code"  # one before the last that was taken
    assert refusal(halfway(user, timedelta(minutes=1)), code_at(NOW + timedelta(minutes=1))) == ""


@pytest.mark.parametrize("spelled", ["{0}{1}{2} {3}{4}{5}", " {0} {1} {2} {3} {4} {5}\u200b", "{0}{1}{2}-{3}{4}{5}"])
def test_a_code_is_read_however_it_is_typed(services: Flask, spelled: str) -> None:
    wide = code_at(NOW).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    for name, code in (("plain", code_at(NOW)), ("wide", wide)):
        assert refusal(halfway(staff(name)), spelled.format(*code)) == ""


def test_tries_are_counted_before_they_are_looked_at_and_the_owners_browser_is_not_locked(services: Flask) -> None:
    """P1: who knows the password guesses five times a quarter of an hour."""
    user = staff("clerk")
    assert [refusal(halfway(user), WRONG) for _ in range(5)] == ["wrong_factor_code"] * 5
    assert refusal(halfway(user), code_at(NOW)) == "too_many_tries"
    known = KnownBrowser(user.uid, "the owner's", stamp_of(user))
    assert second_factors.prove(halfway(user), code_at(NOW), HERE, known).id == user.id
    with pytest.raises(TooMany):
        second_factors.prove(halfway(user), code_at(NOW + timedelta(seconds=30)), HERE, KnownBrowser("another", "x"))


def test_a_recovery_code_counts_once_and_for_its_own_account(services: Flask) -> None:
    user, other = staff("clerk"), staff("other")
    codes = fresh(user)
    assert len(set(codes)) == second_factors.RECOVERY_CODES == second_factors.codes_left(user)
    assert refusal(halfway(other), codes[0]) == "wrong_factor_code"
    assert refusal(halfway(user), f"{codes[0][:4]} {codes[0][4:8]} {codes[0][8:]}") == ""
    assert refusal(halfway(user), codes[0]) == "wrong_factor_code"
    assert (refusal(halfway(user), codes[1]), second_factors.codes_left(user)) == ("", 8)
    kept = db.session.scalars(select(RecoveryCode.code_index)).all()
    assert not set(codes) & set(kept), "the table holds indexes alone"


def test_the_code_that_set_it_up_signs_nobody_in(services: Flask) -> None:
    user = staff("clerk")
    with transaction():
        second_factors.forget(user)
    offered = second_factors.offer(halfway(user))
    code = code_at(NOW, offered.base32)
    second_factors.set_up(halfway(user), offered.sealed, code)
    assert refusal(halfway(user), code) == "wrong_factor_code"


def test_the_password_alone_puts_no_other_telephone_in_the_place_of_the_first(services: Flask) -> None:
    user = staff("clerk")
    offered = second_factors.offer(halfway(user))
    with pytest.raises(NotAllowed, match="factor_is_set"):
        second_factors.set_up(halfway(user), offered.sealed, code_at(NOW, offered.base32))
    assert refusal(halfway(user), code_at(NOW)) == ""


def test_only_what_was_offered_to_the_account_within_the_hour_is_taken(services: Flask) -> None:
    user, other, hour = staff("clerk"), staff("other"), timedelta(hours=1, seconds=1)
    for each in (user, other):
        with transaction():
            second_factors.forget(each)
    offered = second_factors.offer(halfway(user))
    right = code_at(NOW, offered.base32)
    for ctx, sealed in ((halfway(other), offered.sealed), (halfway(user), "AAAA"), (halfway(user), "税")):
        with pytest.raises(NotAllowed, match="factor_offer_is_over"):
            second_factors.set_up(ctx, sealed, right)
    with pytest.raises(NotAllowed, match="factor_offer_is_over"):
        second_factors.set_up(halfway(user, hour), offered.sealed, code_at(NOW + hour, offered.base32))
    with pytest.raises(Invalid, match="wrong_first_code"):
        second_factors.set_up(halfway(user), offered.sealed, code_at(NOW))
    assert second_factors.offer(halfway(user), again=offered.sealed).base32 == offered.base32
    assert second_factors.offer(halfway(user, hour), again=offered.sealed).base32 != offered.base32
    assert (second_factors.is_set(user), second_factors.is_set(other)) == (False, False)


def test_a_new_telephone_ends_the_old_codes_and_every_session(services: Flask) -> None:
    user = hospital_staff("tcm")
    codes, token = fresh(user), session_of(user)
    offered = second_factors.offer(acting(user))
    assert second_factors.set_up(acting(user), offered.sealed, code_at(NOW, offered.base32)) != codes
    assert sessions.resume(acting(user), token, LIMITS) is None
    assert refusal(halfway(user), codes[0]) == "wrong_factor_code"
    assert second_factors.codes_left(user) == second_factors.RECOVERY_CODES


LIMITS = sessions.SessionLimits(timedelta(minutes=30), timedelta(minutes=15), timedelta(hours=8))


def test_no_session_of_staff_counts_without_the_second_factor(services: Flask) -> None:
    """W5: whatever browser, whatever cookie; the password alone lasts a quarter of an hour."""
    for user in (staff("clerk"), staff("chief", role=Role.SUPERVISOR), hospital_staff("tcm")):
        token = sessions.begin(acting(user), user)
        assert sessions.resume(acting(user), token, LIMITS) is None
        assert sessions.halfway(acting(user), token) == user
        assert sessions.halfway(acting(user, later=timedelta(minutes=16)), token) is None
        assert sessions.halfway(acting(user), session_of(user)) is None


def test_an_account_disabled_after_the_password_goes_no_further(services: Flask) -> None:
    """The account itself is looked at, not only whether its sessions were ended with it."""
    clerk = staff("clerk")
    token = sessions.begin(acting(clerk), clerk)
    with transaction():
        clerk.disabled_at = NOW
    assert sessions.halfway(acting(clerk), token) is None
