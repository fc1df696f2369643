"""Institutions that have keys, their systems, and somebody who is covered."""

from collections.abc import Callable
from itertools import count
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from portal.domain.api_keys import SCOPES_OF
from portal.domain.vocabulary import Role
from portal.models import User, db
from portal.services import api_keys, documents, filings
from portal.services.api_keys import Wanted
from portal.services.documents import StoredFile
from tests.approving import approve
from tests.people import SyntheticPerson, acting, citizen, hospital_staff, long_stay, person, staff
from tests.web.living import LivingPortal

COVERED = person(70, "在保")
Ask = Callable[..., TestResponse]
INSTITUTIONS = count(1)


def account(username: str) -> User:
    """The account of that name; within the application's context."""
    return db.session.query(User).filter(User.username == username).one()


def key_for(app: Flask, boss: str = "boss", hospital: str = "", **more: Any) -> str:
    """A key with everything it may have, of a hospital of the list where one is named; else of an institution that
    nobody else is, unless `institution` names it."""
    with app.app_context():
        row = account(hospital).hospital if hospital else None
        role = Role.HOSPITAL if row else Role.CLERK
        wanted = {"institution": f"上海第 {next(INSTITUTIONS)} 医院", "scopes": SCOPES_OF[role], "days": 365} | more
        return api_keys.make(acting(account(boss)), Wanted(**wanted, hospital_uid=row.uid if row else None))[1]


def cover(app: Flask, who: SyntheticPerson = COVERED) -> str:
    """A filing of that person that is approved; its number."""
    with app.app_context():
        filer, clerk = acting(citizen(who)), acting(account("clerk"))
        draft = filings.open_draft(filer, "wenshang.long-term", long_stay(who))
        page = StoredFile(f"key-{who.phone}", "image/jpeg", 1000, 1, who.phone * 5)
        documents.attach(filer, draft.number, "residence_proof", page, None)
        return approve(clerk, filings.submit(filer, draft.number)).number


def with_people(living: LivingPortal) -> Flask:
    """The portal with those who give keys, and those who use them."""
    living.renew()
    with living.app.app_context():
        staff("boss", role=Role.SUPERVISOR)
        staff("fushun-boss", "fushun", Role.SUPERVISOR)
        staff("clerk")
        hospital_staff("tcm")
        hospital_staff("people", "汶上县人民医院")
    return living.app


def system_of(app: Flask) -> Ask:
    """Asks as a system does: with a key, and no cookies."""
    client = app.test_client(use_cookies=False)

    def send(url: str, body: object = None, key: str = "", **more: Any) -> TestResponse:
        sent = ({"Authorization": f"Bearer {key}"} if key else {}) | more.pop("headers", {})
        content = {"data": body} if isinstance(body, bytes) else {"json": body}
        return client.open(url, headers=sent, **{"method": "POST"} | content | more)

    return send
