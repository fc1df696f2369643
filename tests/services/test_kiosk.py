"""At a terminal nobody is known: what they type is theirs while they stand there, and takes nothing from anyone."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.errors import NotAllowed, NotFound, TooMany
from portal.domain.vocabulary import Channel, FilingStatus, NoticeKind, Role
from portal.models import Filing, Notice, Terminal, db
from portal.services import filings, kiosk, scoping, terminals
from portal.services.terminals import IDLE
from portal.services.throttling import Ration
from tests.people import acting, citizen, person, staff
from tests.terminals import ITEM, standing_at, terminal, typed

SIGNED = {"declaration.signed_name": "测试一"}


def begun(secret: str, serial: int = 1) -> Filing:
    return kiosk.begin(standing_at(secret), ITEM, typed(person(serial)))


def sent(secret: str, serial: int = 1) -> Filing:
    number = begun(secret, serial).number
    return kiosk.send_in(standing_at(secret), number, SIGNED)


def test_what_is_sent_in_is_a_filing_as_any_other(services: Flask) -> None:
    _made, secret = terminal()
    filing = sent(secret)
    assert (filing.status, filing.channel, filing.county) == (FilingStatus.SUBMITTED, Channel.KIOSK, "zhenping")
    assert (filing.applicant_id, filing.keyed_by_id, filing.proven_at) == (None, None, None)
    assert db.session.query(Notice).one().kind is NoticeKind.RECEIPT
    assert kiosk.code_of(standing_at(secret), filing), "its person can take it into an account"
    clerk = acting(staff("clerk", "zhenping"))
    assert scoping.filing_by_number(clerk.actor, filing.number).id == filing.id
    assert kiosk.send_in(standing_at(secret), filing.number, SIGNED).id == filing.id, "sent twice, the first counts"


def test_two_strangers_who_type_the_same_number_are_no_rivals(services: Flask) -> None:
    _made, secret = terminal()
    assert sent(secret).number != sent(secret).number, "neither is told that there is another"


@pytest.mark.parametrize("was_sent", [False, True])
def test_whoever_comes_next_sees_nothing_of_who_was_there_before(services: Flask, was_sent: bool) -> None:
    _made, secret = terminal()
    number = (sent if was_sent else begun)(secret).number
    assert scoping.filing_by_number(standing_at(secret).actor, number).number == number
    kiosk.leave(standing_at(secret))
    with pytest.raises(NotFound):
        scoping.filing_by_number(standing_at(secret).actor, number)
    assert db.session.query(Filing).count() == (1 if was_sent else 0), "an unfinished draft is gone"
    assert db.session.query(Terminal).one().at_hand is None


def test_beginning_drops_what_stood_there(services: Flask) -> None:
    _made, secret = terminal()
    first = begun(secret).number
    second = begun(secret, 2).number
    assert [filing.number for filing in db.session.query(Filing)] == [second]
    assert first != second


def test_a_draft_is_nobodys_once_nobody_presses_anything(services: Flask) -> None:
    _made, secret = terminal()
    number = begun(secret).number
    nearly = standing_at(secret, IDLE - timedelta(seconds=1))
    terminals.touch(nearly)
    assert standing_at(secret, IDLE + timedelta(seconds=1)).actor.at_hand == number, "whoever presses is there"
    late = standing_at(secret, IDLE + IDLE)
    assert late.actor.at_hand is None
    with pytest.raises(NotFound):
        filings.save_draft(late, number, {"contact.address": "别处"})
    assert terminals.clear_left(nearly) == 0
    assert terminals.clear_left(late) == 1
    assert db.session.query(Filing).count() == 0


def test_only_what_the_county_offers_there_begins_there(services: Flask) -> None:
    _made, secret = terminal("wenshang")
    with pytest.raises(NotFound):
        kiosk.begin(standing_at(secret), "wenshang.long-term", typed(person(1)))
    with pytest.raises(NotFound):
        kiosk.begin(standing_at(secret), ITEM, typed(person(1)))


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR])
def test_nobody_else_files_by_it(services: Flask, role: Role) -> None:
    with pytest.raises(NotAllowed):
        kiosk.begin(acting(staff("clerk", "zhenping", role), Channel.KIOSK), ITEM, typed(person(1)))
    with pytest.raises(NotAllowed):
        kiosk.begin(acting(citizen(person(2)), Channel.KIOSK), ITEM, typed(person(1)))


def test_a_terminal_is_rationed(services: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kiosk, "BEGUN", Ration("kiosk:begun", 2, timedelta(hours=1)))
    _made, secret = terminal()
    _other, others = terminal(name="other")
    begun(secret)
    begun(secret)
    with pytest.raises(TooMany):
        begun(secret)
    assert begun(others), "another one is not held up by it"
