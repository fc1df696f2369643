"""Who may see which filing, asked a hundred thousand times at random: `python -m tests.access.oracle 100000`.

The demo's filings, of every item, channel and state, are spread at random over some hundred made-up accounts. For each
pair the oracle reads the two rows as they lie in the database and says what is right; the policy table, the list, the
fetch by number and, for some, the page itself must say the same. On SQLite, then on PostgreSQL.
"""

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from flask import Flask
from sqlalchemy import Row, select, text
from sqlalchemy.exc import IntegrityError

from portal.app import create_app
from portal.cli.demo import fill
from portal.config import Settings
from portal.domain.actor import Actor
from portal.domain.errors import NotFound
from portal.domain.policy import Permission, allowed
from portal.domain.vocabulary import Role
from portal.models import Filing, Hospital, User, db, schema
from portal.models.accounts import Identity
from portal.models.sealed import phone_index
from portal.models.transaction import transaction
from portal.services import hospitals, scoping, sessions
from portal.services.rulebook import rulebook
from tests.people import NOW
from tests.postgresql import throw_away_server
from tests.web.living import StoppedClock, cookie_of

ACCOUNTS = 400
PAGE_EVERY = 20
WRONG = ("leaked", "kept out")
PAGES = {Role.CITIZEN: "own_filing.detail", Role.HOSPITAL: "hospital.show", Role.CLERK: "clerk_filing.page"}
Verdicts: TypeAlias = Counter[str]


def may_see(account: Row[Any], filing: Row[Any]) -> bool:
    """What is right, from the rows alone. Shares no line with the portal."""
    was_sent = filing.submitted_at is not None
    if account.disabled_at is not None:
        return False
    if account.role == "citizen":
        is_own = account.id in (filing.applicant_id, filing.bound_user_id)
        is_about_them = account.person_index is not None and account.person_index == filing.person_index
        return is_own or (was_sent and is_about_them and account.verified_at is not None)
    if account.role == "hospital":
        return bool(account.hospital_id == filing.hospital_id)
    if account.role == "employer":
        return bool(account.employer_id == filing.employer_id)
    return was_sent and bool(account.county == filing.county)


def rows_of(table: str) -> Sequence[Row[Any]]:
    """All of a table, as they lie there."""
    return db.session.execute(text(f"SELECT * FROM {table} ORDER BY id")).all()


@dataclass(frozen=True, slots=True)
class Pair:
    """An account, a filing, and what is right."""

    role: Role
    cookie: str
    number: str
    right: bool


def compared(app: Flask, accounts: Sequence[int], pairs: int, chance: random.Random) -> tuple[Verdicts, list[Pair]]:
    """What policy, list and fetch say of so many random pairs; and one in twenty of the pairs, to open its page."""
    known, filings = {row.id: row for row in rows_of("users")}, rows_of("filings")
    users = {each: db.session.get_one(User, each) for each in accounts}
    actors = {each: sessions.actor_of(user) for each, user in users.items()}
    cookies = {each: cookie_of(app, user) for each, user in users.items()}
    relations = {row.id: scoping.relation(row) for row in db.session.scalars(select(Filing))}
    listed = {each: set(db.session.scalars(_numbers(actor))) for each, actor in actors.items()}
    found, to_open = Verdicts(), []
    for turn in range(pairs):
        who, filing = chance.choice(accounts), chance.choice(filings)
        right = may_see(known[who], filing)
        answers = {
            "policy": allowed(actors[who], Permission.FILING_READ, relations[filing.id]),
            "list": filing.number in listed[who],
            "number": _is_found(actors[who], filing.number),
        }
        found["seen" if right else "hidden"] += 1
        for net, answer in answers.items():
            _count(found, net, answer, right)
        if turn % PAGE_EVERY == 0 and users[who].role is not Role.EMPLOYER:  # a unit has a list, and no page of each
            to_open.append(Pair(users[who].role, cookies[who], filing.number, right))
    return found, to_open


def _count(found: Verdicts, net: str, answer: bool, right: bool) -> None:
    found[net] += 1
    if answer is not right:
        found[f"{net} {WRONG[0] if answer else WRONG[1]}"] += 1


def open_pages(app: Flask, pairs: Iterable[Pair]) -> Verdicts:
    """The page of each, in its account's browser; a missing one says nothing, a refusal that it is there."""
    client, found = app.test_client(use_cookies=False), Verdicts()
    for pair in pairs:
        endpoint = PAGES.get(pair.role, PAGES[Role.CLERK])
        url = app.url_map.bind("").build(endpoint, {"number": pair.number})
        answer = client.get(url, headers={"Cookie": f"portal_session={pair.cookie}"})
        assert answer.status_code in (200, 303, 403, 404), f"{url} as {pair.role}: {answer.status_code}"
        assert answer.status_code != 303 or pair.number in answer.location, f"{url} leads {pair.role} away"
        _count(found, "page", answer.status_code != 404, pair.right)
    return found


def _numbers(actor: Actor) -> Any:
    return scoping.visible_filings(actor).with_only_columns(Filing.number)


def _is_found(actor: Actor, number: str) -> bool:
    try:
        return scoping.filing_by_number(actor, number).number == number
    except NotFound:
        return False


def spread(chance: random.Random, count: int) -> list[int]:
    """So many accounts of every kind, and the filings given to them at random; returns the accounts' ids."""
    persons = [row.person_index for row in rows_of("filings") if row.person_index]
    counties = [county.slug for county in rulebook.catalogue.counties()]
    of_hospitals, chief = list(db.session.scalars(select(Hospital.id))), db.session.scalars(_chief()).one()
    with transaction():
        made = [_account(chance, serial, persons, counties, of_hospitals) for serial in range(count)]
        _verify_one_a_person(chance, made, chief.id)
        db.session.add_all(made)
        db.session.flush()
        ids, citizens = [user.id for user in made], [user.id for user in made if user.role is Role.CITIZEN]
    for row in rows_of("filings"):
        if row.applicant_id is not None:
            who = chance.choice(citizens)
            _try("applicant_id = :who, claimed_by = 'user:' || :who_said", row.id, who=who, who_said=str(who))
        elif row.channel != "hospital" and chance.random() < 0.5:
            _try("bound_user_id = :who", row.id, who=chance.choice(citizens))
        elif row.channel == "hospital" and chance.random() < 0.5:
            _try("hospital_id = :who", row.id, who=chance.choice(of_hospitals))
    db.session.expire_all()
    return ids


def _chief() -> Any:
    return select(User).where(User.role == Role.SUPERVISOR).order_by(User.id).limit(1)


def _account(
    chance: random.Random,
    serial: int,
    persons: Sequence[str],
    counties: Sequence[str],
    of_hospitals: Sequence[int],
) -> User:
    role = chance.choice((Role.CITIZEN, Role.CITIZEN, Role.CITIZEN, Role.HOSPITAL, Role.CLERK, Role.SUPERVISOR))
    return User(
        role=role,
        username=None if role is Role.CITIZEN else f"oracle-{serial}",
        phone_index=phone_index(f"1370000{serial:04d}") if role is Role.CITIZEN else None,
        person_index=chance.choice([*persons, None]) if role is Role.CITIZEN else None,
        county=chance.choice(counties) if role in (Role.CLERK, Role.SUPERVISOR) else None,
        hospital_id=chance.choice(of_hospitals) if role is Role.HOSPITAL else None,
        identity=Identity(f"测试{serial}"),
        password_hash="none",
        created_at=NOW,
    )


def _verify_one_a_person(chance: random.Random, made: Sequence[User], chief: int) -> None:
    """Of most people one account is proven theirs; the schema lets no second one be."""
    proven = {row.person_index for row in rows_of("users") if row.verified_at is not None} | {None}
    for user in made:
        if user.role is Role.CITIZEN and user.person_index not in proven and chance.random() < 0.7:
            proven.add(user.person_index)
            user.verified_at, user.verified_by_id = NOW, chief


def _try(change: str, filing: int, **values: Any) -> None:
    """Give a filing to somebody, unless the schema knows a reason against it."""
    try:
        with transaction():
            db.session.execute(text(f"UPDATE filings SET {change} WHERE id = :id"), {"id": filing, **values})
    except IntegrityError:
        return


def ask_all(database_url: str, pairs: int, seed: int = 1) -> Verdicts:
    """The whole of it on one database, empty before."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder), database_url=database_url), StoppedClock())
        with app.app_context():
            schema.upgrade(db.engine)
            hospitals.sync(rulebook.catalogue)
            fill(app, "none", NOW)
            found, to_open = compared(app, spread(chance, ACCOUNTS), pairs, chance)
            db.session.remove()
        found += open_pages(app, to_open)
        with app.app_context():
            db.engine.dispose()
    return found


def main() -> int:
    """A hundred thousand, or as many as the command line says, on each engine."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    wrong = 0
    with throw_away_server() as postgresql:
        for name, url in (("sqlite", ""), ("postgresql", postgresql)):
            found = ask_all(url, pairs)
            wrong += sum(count for what, count in found.items() if what.endswith(WRONG))
            print(f"{name}:", ", ".join(f"{what} {count}" for what, count in sorted(found.items())), flush=True)
    print(f"oracle: pairs={pairs} on each of two engines, wrong={wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
