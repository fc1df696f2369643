"""A key belongs to one institution, opens what it is for, ends, and stands for an account nobody can sign in with."""

import hashlib
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from portal.domain.account_resets import ResetKind
from portal.domain.api_keys import Scope
from portal.domain.errors import Invalid, NotAllowed, NotFound
from portal.domain.policy import Permission, allowed
from portal.domain.portal_events import PortalEventKind
from portal.domain.vocabulary import Role
from portal.models import ApiKey, Institution, PortalEvent, User, db
from portal.models.transaction import transaction
from portal.services import account_resets, accounts, api_keys, hospitals, staff_accounts
from portal.services.api_keys import Wanted
from tests.people import NOW, acting, hospital_staff, staff
from tests.resetting import REASON

WANTED = Wanted("上海某医院", [Scope.IN_FORCE], 30)


def boss(county: str = "wenshang") -> User:
    return staff(f"boss-{county}", county, Role.SUPERVISOR)


def test_the_secret_is_shown_once_and_only_its_digest_is_kept(services: Flask) -> None:
    key, shown = api_keys.make(acting(boss()), WANTED)
    secret = shown.rpartition(f"portal_{key.prefix}_")[2]
    assert len(secret) == 43
    assert key.secret_digest == hashlib.sha256(secret.encode()).hexdigest()
    actor = api_keys.actor_of(acting(key.user), shown)
    assert actor is not None
    assert (actor.user_id, actor.role, actor.county) == (key.user_id, Role.CLERK, "wenshang")
    assert actor.scopes == {Scope.IN_FORCE}


def test_the_key_of_a_hospital_acts_for_that_hospital_alone(services: Flask) -> None:
    doctor = hospital_staff("tcm")
    assert doctor.hospital is not None
    chief = boss()
    key, _shown = api_keys.make(acting(chief), Wanted("中医院", [Scope.IN_FORCE], 30, doctor.hospital.uid))
    assert (key.user.role, key.user.hospital_id, key.user.county) == (Role.HOSPITAL, doctor.hospital_id, None)
    elsewhere = hospitals.add(acting(boss("fushun")), "抚顺某医院", None)
    with pytest.raises(Invalid, match="unknown_hospital"):
        api_keys.make(acting(chief), Wanted("别县的", [Scope.IN_FORCE], 30, elsewhere.uid))


def test_nobody_signs_in_with_its_account_resets_or_disables_it_or_sees_it_among_colleagues(services: Flask) -> None:
    chief = acting(boss())
    key, shown = api_keys.make(chief, WANTED)
    account = key.user
    for password in ("!", shown, ""):
        with pytest.raises(NotAllowed, match="wrong_login"):
            accounts.authenticate(chief, account.username or "", password, "::1")
    assert account not in staff_accounts.of_county(chief)
    with pytest.raises(NotFound):
        account_resets.want(chief, account.uid, ResetKind.PASSWORD, REASON)
    with pytest.raises(NotFound):
        staff_accounts.disable(chief, account.uid)


def test_the_schema_gives_such_an_account_no_password_and_a_person_none_without(services: Flask) -> None:
    key, _shown = api_keys.make(acting(boss()), WANTED)
    person = staff("person")
    for user, values in ((key.user, {"password_hash": "$argon2id$"}), (person, {"password_hash": "!"})):
        with pytest.raises(IntegrityError, match="accounts_of_keys_have_no_password"), transaction():
            db.session.execute(update(User).where(User.id == user.id).values(values))


def test_it_decides_nothing(services: Flask) -> None:
    key, shown = api_keys.make(acting(boss()), WANTED)
    actor = api_keys.actor_of(acting(key.user), shown)
    assert actor is not None
    assert actor.person_index is None
    assert [each for each in (Permission.STAFF_ACCOUNTS, Permission.OVERRIDE) if allowed(actor, each)] == []


def test_keys_of_one_name_in_a_county_are_one_institutions_and_each_has_an_account_of_its_own(services: Flask) -> None:
    chief = acting(boss())
    first, _shown = api_keys.make(chief, WANTED)
    api_keys.revoke(chief, first.uid)
    again, shown = api_keys.make(chief, replace(WANTED, institution=" 上海某医院 "))
    other, _shown = api_keys.make(chief, replace(WANTED, institution="上海某医院分院"))
    elsewhere, _shown = api_keys.make(acting(boss("fushun")), WANTED)
    assert first.user.institution_id == again.user.institution_id is not None
    assert len({each.user.institution_id for each in (again, other, elsewhere)}) == 3
    assert first.user_id != again.user_id
    assert [api_keys.earlier_of(each) for each in (first, again, other, elsewhere)] == [0, 1, 0, 0]
    actor = api_keys.actor_of(chief, shown)
    assert actor is not None
    assert actor.institution_id == again.user.institution_id
    names = db.session.scalars(select(Institution.name).order_by(Institution.id)).all()
    assert names == ["上海某医院", "上海某医院分院", "上海某医院"]


def test_the_schema_lets_no_key_be_nobodys_and_no_person_an_institution(services: Flask) -> None:
    key, _shown = api_keys.make(acting(boss()), WANTED)
    for user, institution in ((key.user, None), (staff("person"), key.user.institution_id)):
        with pytest.raises(IntegrityError, match="keys_of_no_hospital_have_an_institution"), transaction():
            db.session.execute(update(User).where(User.id == user.id).values(institution_id=institution))


@pytest.mark.parametrize("days", [0, 366, -1])
def test_a_year_is_the_longest(services: Flask, days: int) -> None:
    with pytest.raises(Invalid, match="key_days"):
        api_keys.make(acting(boss()), Wanted("某医院", [Scope.IN_FORCE], days))
    key, _shown = api_keys.make(acting(staff("b", role=Role.SUPERVISOR)), WANTED)
    with pytest.raises(IntegrityError, match="a_year_at_most"), transaction():
        db.session.execute(update(ApiKey).where(ApiKey.id == key.id).values(valid_days=days))


@pytest.mark.parametrize(
    ("name", "code"),
    [("", "institution_unnamed"), (" \u3000\u200b", "institution_unnamed"), ("院" * 129, "institution_name_long")],
)
def test_an_institution_has_a_name_no_longer_than_its_column(services: Flask, name: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        api_keys.make(acting(boss()), Wanted(name, [Scope.IN_FORCE], 30))
    key, _shown = api_keys.make(acting(staff("b", role=Role.SUPERVISOR)), Wanted("院" * 128, [Scope.IN_FORCE], 30))
    assert key.user.identity.name == "院" * 128


def test_a_key_is_for_something(services: Flask) -> None:
    with pytest.raises(Invalid, match="scope_needed"):
        api_keys.make(acting(boss()), Wanted("某医院", [], 30))
    with pytest.raises(Invalid, match="scope_of_a_hospital"):
        api_keys.make(acting(staff("b", role=Role.SUPERVISOR)), Wanted("某医院", [Scope.REFERRAL], 30))


def test_only_supervisors_and_only_of_its_county(services: Flask) -> None:
    key, shown = api_keys.make(acting(boss()), WANTED)
    other = acting(boss("fushun"))
    assert api_keys.of_county(other) == []
    with pytest.raises(NotFound):
        api_keys.revoke(other, key.uid)
    with pytest.raises(NotAllowed):
        api_keys.make(acting(staff("clerk")), WANTED)
    assert api_keys.actor_of(other, shown) is not None


def test_what_is_done_with_it_is_an_event_of_its_account(services: Flask) -> None:
    chief = acting(boss())
    key, shown = api_keys.make(chief, WANTED)
    api_keys.revoke(chief, key.uid)
    with pytest.raises(NotAllowed, match="key_is_over"):
        api_keys.revoke(chief, key.uid)
    rows = db.session.scalars(select(PortalEvent).where(PortalEvent.account_id == key.user_id).order_by(PortalEvent.id))
    assert [(each.kind, each.actor_id, each.county) for each in rows] == [
        (PortalEventKind.KEY_MADE, chief.actor.user_id, "wenshang"),
        (PortalEventKind.KEY_REVOKED, chief.actor.user_id, "wenshang"),
    ]
    assert (key.revoked_at, key.user.disabled_at) == (NOW, NOW)
    assert api_keys.actor_of(chief, shown) is None
