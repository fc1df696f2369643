"""A filing is found by every number it holds and by its name, however each is spelled; on both engines."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import text

from portal.domain.claims import AgentClaim, CallerClaim, Claims, laid_over
from portal.domain.vocabulary import Channel
from portal.models import Filing, User, db
from portal.models.transaction import transaction
from portal.services import accounts, binding, claims, documents, filings, intake, progress, queues, search_keys
from portal.services.cases import Case
from tests.people import PASSWORD, SyntheticPerson, acting, citizen, insured, long_stay, person, staff
from tests.statements import noted

CALLER, AGENT = "0537-7212345转801", replace(person(7), phone="13700000007")


def typed() -> Claims:
    who = person(1, "买买提·艾力")
    return long_stay(
        who,
        person=insured(who, kind=long_stay(who).person.kind),
        caller=CallerClaim("女儿", CALLER, "家属"),
        agent=AgentClaim(AGENT.name, AGENT.id_number, AGENT.phone),
    )


@pytest.fixture
def clerk(services: Flask) -> User:
    return staff("clerk")


@pytest.fixture
def filing(clerk: User) -> Filing:
    entered = intake.enter(acting(clerk, Channel.WINDOW), "wenshang.long-term", typed(), "key").filing
    with transaction():  # a caller is asked for on the telephone only
        entered.claims = typed()
        claims.index(entered)
    return entered


def wide(text: str) -> str:
    """As a keyboard of full width types it."""
    return "".join(chr(ord(sign) + 0xFEE0) for sign in text)


SPELLINGS = (
    "买买提•艾力一",
    "买买提 · 艾力一",
    "+86 13800000001",
    wide("13800000001"),
    "\u202d13800000001\u202c",
    "05377212345",
    "+86 537 7212345",
    "0537-7212345",
    "13700000007",
    f"{person(1).id_number[:6]}-{person(1).id_number[6:14]}-{person(1).id_number[14:]}",
    f"\u202d{person(1).id_number}\u202c",
    AGENT.id_number.lower(),
)


@pytest.mark.parametrize("words", SPELLINGS)
def test_found_by_any_spelling_of_what_it_holds(clerk: User, filing: Filing, words: str) -> None:
    assert [each.number for each in queues.search(acting(clerk), words)] == [filing.number]


def test_found_and_signed_with_whichever_dot_a_keyboard_has(clerk: User, filing: Filing) -> None:
    """It looks the same, and is another sign on nearly every keyboard."""
    ctx = acting(clerk)
    for dot in "\u00b7\u2022\u2027\u30fb\uff0e\uff65\u2219\u22c5":
        name = f"买买提{dot}艾力一"
        assert [each.number for each in queues.search(ctx, name)] == [filing.number], dot
        signer = citizen(replace(person(20 + ord(dot) % 900), name="买买提·艾力一"))
        draft = filings.open_draft(acting(signer), "wenshang.long-term", long_stay(who(signer)))
        case = Case(acting(signer), draft)
        signed = documents.commit_in_writing(acting(signer), case, "residence_proof", "本人承诺", name)
        assert signed.commitment.signed_name == name, dot


def who(user: User) -> SyntheticPerson:
    """The person of that account."""
    return SyntheticPerson(user.identity.name, user.identity.id_number, user.identity.phone)


def test_found_by_its_number_however_it_is_copied(clerk: User, filing: Filing) -> None:
    for words in (
        wide(filing.number),
        f"编号：{filing.number}",
        f"\u2066{filing.number}\u2069",
        f"受〔2026〕{filing.number}-1",
    ):
        assert [each.number for each in queues.search(acting(clerk), words)] == [filing.number], words


def test_others_are_not_found(clerk: User, filing: Filing) -> None:
    for words in ("买买提艾力一", "13800000002", "0537-7212346", person(2).id_number, "801"):
        assert list(queues.search(acting(clerk), words)) == [], words


def test_the_last_four_are_read_out_of_the_whole_number(filing: Filing) -> None:
    stranger = acting(citizen(person(9)))
    for typed_four in (person(1).id_number, f" {person(1).id_number[-4:]}\u202c", wide(person(1).id_number[-4:])):
        assert progress.by_number(stranger, filing.number, typed_four, "192.0.2.1").filing.id == filing.id


@pytest.mark.parametrize(
    "login", ["+86 138 0000 0009", wide("13800000009"), "0086-138-0000-0009", "\u202d13800000009\u202c"]
)
def test_signed_in_with_any_spelling_of_the_telephone(services: Flask, login: str) -> None:
    owner = citizen(person(9))
    assert accounts.authenticate(acting(owner), login, PASSWORD, "192.0.2.1").id == owner.id


def test_a_binding_code_is_read_as_it_is_heard(clerk: User) -> None:
    entered = intake.enter(acting(clerk, Channel.WINDOW), "wenshang.long-term", typed(), "key")
    as_heard = f" {entered.binding_code[:3]}-{entered.binding_code[3:]} "
    assert (
        binding.bind(acting(citizen(person(1))), entered.filing.number, as_heard, "192.0.2.1").id == entered.filing.id
    )


def test_keys_of_an_earlier_release_are_made_anew(clerk: User, filing: Filing) -> None:
    owner, desk, found = citizen(person(9)).id, acting(clerk), filing.id
    db.session.execute(text("UPDATE filings SET name_index = 'x', phone_index = 'x', caller_phone_index = NULL"))
    db.session.execute(text("UPDATE users SET phone_index = 'x' WHERE phone_index IS NOT NULL"))
    db.session.commit()
    assert not queues.search(desk, "05377212345")
    assert [done for done, _total in search_keys.renew()][-1] == Filing.query.count() + User.query.count()
    assert [each.id for each in queues.search(desk, "05377212345")] == [found]
    assert accounts.authenticate(desk, "13800000009", PASSWORD, "192.0.2.1").id == owner


def test_a_mobile_an_earlier_release_took_for_a_landline_is_kept_as_itself(clerk: User, filing: Filing) -> None:
    """`+86 13800000001` was kept as `013800000001`: nobody could be rung on it, nobody signed in with it."""
    owner, member, desk = citizen(person(9)), acting(clerk).actor.user_id, acting(clerk)
    found, signing = filing.id, owner.id
    with transaction():
        filing.claims = laid_over(filing.claims, {"contact.phone": "013800000001", "agent.phone": "看不清"})
        for account in (owner, db.session.get_one(User, member)):
            account.identity = replace(account.identity, phone="013800000009")
        owner.phone_index, filing.phone_index = "x", "x"
    list(search_keys.renew())
    kept = db.session.get_one(Filing, found).claims
    assert [kept.contact.phone, kept.caller.phone, kept.agent.phone] == ["13800000001", "0537-7212345-801", "看不清"]
    assert [db.session.get_one(User, each).identity.phone for each in (signing, member)] == ["13800000009"] * 2
    assert [each.id for each in queues.search(desk, "13800000001")] == [found]
    assert accounts.authenticate(desk, "+86 13800000009", PASSWORD, "192.0.2.1").id == signing


HOLDERS = {"13800000001": ("phone", "caller_phone", "agent_phone"), person(1).id_number: ("person", "agent")}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # PostgreSQL goes by what it counted of its rows
@pytest.mark.parametrize("words", HOLDERS)
def test_a_search_reads_nothing_but_what_holds_the_number(clerk: User, filing: Filing, words: str) -> None:
    """Each column is asked of its own index: a search must not grow with what the county has filed."""
    with noted() as statements:
        queues.search(acting(clerk), words)
    statement, values = next(each for each in statements if "FROM filings" in each[0])
    explained = db.session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values)
    plan = [str(row[-1]) for row in explained]
    for holder in HOLDERS[words]:
        assert any(re.search(rf"\bix_filings_{holder}\b", line) for line in plan), plan
    assert not any("ix_filings_disclosure" in line or "SCAN filings" in line for line in plan), plan
