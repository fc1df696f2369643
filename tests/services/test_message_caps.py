"""So many messages a day go to one telephone and in all, and strangers use up none of its owner's; on both engines."""

from dataclasses import replace

from flask import Flask
from sqlalchemy import select

from portal.domain.actor import Context
from portal.domain.api_keys import Scope
from portal.domain.messages import DailyCap, MessageKind, MessageState, Whose
from portal.domain.tasks import Task
from portal.domain.vocabulary import Channel, Role
from portal.models import Filing, Message, db
from portal.models.transaction import transaction
from portal.services import amendments, api_keys, filings, intake, message_caps, outbox
from portal.services.api_keys import Wanted
from portal.services.claim_sources import ClaimSource
from portal.services.messages import Messenger
from tests.access.seeds import Sent
from tests.gateways import Gateway, serving
from tests.people import NOW, acting, citizen, just_confirmed, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import submitted
from tests.services.test_messages import SITE, all_messages, at, of_a_reader, states, work_off


def claims_with_anothers_telephone(serial: int) -> tuple[Context, Filing]:
    """An account of somebody else names the first person's telephone as its own contact."""
    account, claims = citizen(person(serial)), replace(long_stay(person(serial)), contact=long_stay(person(1)).contact)
    ctx = acting(account)
    return ctx, filings.submit(ctx, filings.open_draft(ctx, "wenshang.long-term", claims).number)


def test_a_telephone_gets_so_many_a_day_and_the_rest_when_the_day_is_over(services: Flask) -> None:
    for serial in (2, 4):
        claims_with_anothers_telephone(serial)
    submitted(3, with_proof=False)
    gateway = Gateway()
    with serving(gateway) as channel:
        messenger = Messenger(channel, SITE, cap=DailyCap(to_one=1))
        while (claimed := outbox.claim(at(minutes=3))) is not None:
            if claimed.kind is Task.ANNOUNCE:
                messenger.announce(at(minutes=3), claimed)
            elif claimed.kind is Task.SEND_MESSAGE:
                messenger.send(at(minutes=3), claimed)
        assert sorted(body["phone"] for body in gateway.bodies) == [person(1).phone, person(3).phone]
        assert [each.fault for each in all_messages() if each.state is MessageState.WAITING] == ["held_for_one"]
        ended = work_off(channel, at(minutes=4).now, cap=DailyCap(to_one=1))
    assert ended == at(days=1, minutes=3).now
    assert {each.state for each in all_messages()} == {MessageState.SENT}
    assert len(gateway.bodies) == 3


def held(message: Message, cap: DailyCap) -> str:
    """Why one more like it is held back; nothing where it is not."""
    found = message_caps.held_until(at(minutes=5), cap, message, message.content.address)
    return found[0] if found else ""


def one_of(filing: Filing) -> Message:
    """The message that was made of it."""
    return db.session.scalars(select(Message).where(Message.filing_id == filing.id)).one()


def test_filings_with_somebodys_telephone_use_up_none_of_the_owners_messages(services: Flask) -> None:
    """One claimant's are a few, all claimants' no more than anybody's, proven or not; what is of the owner's own
    account waits for none of them."""
    others = [claims_with_anothers_telephone(serial)[1] for serial in (2, 4, 5, 6)]
    _owner, own = submitted(1, with_proof=False)
    work_off(None)
    cap, (first, second, third, fourth) = DailyCap(to_one=6), (one_of(each) for each in others)
    with transaction():
        others[0].proven_at = NOW  # it says who filed, and not whose the telephone is
    assert [held(first, cap) for _turn in range(4)] == ["", "", "", "held_for_one"]
    assert [held(each, cap) for each in (second, third, second, fourth)] == ["", "", "", "held_for_one"]
    assert [held(one_of(own), cap) for _turn in range(3)] == [""] * 3
    with transaction():
        own.proven_at = NOW
    assert [held(one_of(own), cap) for _turn in range(4)] == [*[""] * 3, "held_for_one"]


def test_what_the_agency_does_waits_for_nothing_that_filers_do(services: Flask) -> None:
    """Whoever has no account shares the counters of strangers, and hears all the same of a decision, and of what the
    desk takes down or withdraws for them."""
    others = [claims_with_anothers_telephone(serial)[1] for serial in (2, 4)]
    desk = acting(staff("desk"), Channel.WINDOW)
    entered = intake.enter(desk, "wenshang.long-term", long_stay(person(1)), "key").filing
    work_off(None)
    cap = DailyCap(to_one=4)
    assert [held(one_of(each), cap) for each in others * 3] == [*[""] * 4, "held_for_one", "held_for_one"]
    assert held(one_of(entered), cap) == ""
    amendments.withdraw(desk, entered.number, entered.version)
    work_off(None, at(minutes=9).now)
    withdrawn = all_messages()[-1]
    assert (withdrawn.kind, held(withdrawn, cap)) == (MessageKind.WITHDRAWN, "")
    decided = one_of(others[0])
    for kind in (MessageKind.CORRECTION_REQUESTED, MessageKind.APPROVED):
        with transaction():
            decided.kind = kind
        assert held(decided, cap) == ""


def test_what_one_account_does_has_an_end_of_its_own_whatever_telephones_it_names(services: Flask) -> None:
    """Else one that files and withdraws all day uses up what everybody is sent."""
    busy, cap = acting(citizen(person(2))), DailyCap(in_all=200)
    mine = [filed_and_withdrawn(busy, phone) for phone in ("13900000001", "13900000002", "13900000003")]
    _owner, own = submitted(1, with_proof=False)
    work_off(None)
    assert cap.by_person == 2
    assert [held(one_of(each), cap) for each in mine] == ["", "", "held_by_one"]
    assert held(one_of(own), cap) == ""
    with transaction():
        one_of(mine[2]).kind = MessageKind.APPROVED
    assert held(one_of(mine[2]), cap) == ""


def filed_and_withdrawn(ctx: Context, phone: str) -> Filing:
    """A filing of that account's own, which names that telephone."""
    claims = replace(long_stay(person(2)), contact=replace(long_stay(person(2)).contact, phone=phone))
    filing = filings.submit(ctx, filings.open_draft(ctx, "wenshang.long-term", claims).number)
    return amendments.withdraw(ctx, filing.number, filing.version)


def test_an_institution_files_for_many_and_has_an_end_too() -> None:
    assert (DailyCap().by_person, DailyCap().by_institution) == (200, 2_000)
    many = ("hospital", "employer", "institution", "system")
    assert [ClaimSource(f"{kind}:1").is_for_many for kind in (*many, "user")] == [*[True] * 4, False]


def test_what_the_system_of_an_institution_files_is_none_of_the_agencys(services: Flask) -> None:
    """Its account is a clerk's, and files as fast as it can."""
    chief = just_confirmed(staff("chief", role=Role.SUPERVISOR))
    _key, shown = api_keys.make(chief, Wanted("某镇便民服务中心", [Scope.FILE], 30))
    system = api_keys.actor_of(chief, shown)
    assert system is not None
    ctx = Context(system, NOW, Channel.WINDOW)
    made = [
        intake.enter(ctx, "wenshang.long-term", long_stay(person(serial)), f"key-{serial}").filing
        for serial in (2, 3, 4)
    ]
    _owner, own = submitted(1, with_proof=False)
    work_off(None)
    cap = DailyCap(in_all=20)
    assert [held(one_of(each), cap) for each in made] == ["", "", "held_by_one"]
    with transaction():
        one_of(own).kind = MessageKind.APPROVED
    assert held(one_of(own), DailyCap(in_all=1)) == ""


def test_filers_together_use_up_nothing_of_what_the_agency_sends(services: Flask) -> None:
    for serial in (1, 2):
        submitted(serial, with_proof=False)
    work_off(None)
    cap = DailyCap(in_all=1)
    one, other = all_messages()
    assert [held(each, cap) for each in (one, other)] == ["", "held_for_all"]
    with transaction():
        other.kind = MessageKind.APPROVED
    assert held(other, cap) == ""


def test_a_mailbox_that_its_owner_proved_is_theirs_before_the_account_is_verified(services: Flask) -> None:
    of_a_reader()
    work_off(None, mail=Sent([]))
    [by_mail] = [each for each in all_messages() if each.whose is Whose.MAILBOX]
    assert [held(by_mail, DailyCap(to_one=4)) for _turn in range(4)] == [*[""] * 3, "held_for_one"]


def test_what_is_held_back_because_of_all_is_none_of_its_own_telephone(services: Flask) -> None:
    _user, filing = submitted(1, with_proof=False)
    work_off(None)
    message = one_of(filing)
    assert held(message, DailyCap(in_all=0)) == "held_for_all"
    assert held(message, DailyCap(to_one=1)) == ""


def test_what_all_get_within_a_day_has_an_end_too_and_a_try_again_is_not_one_more(services: Flask) -> None:
    for serial in (1, 2):
        submitted(serial, with_proof=False)
    moods = iter(["busy", "busy", *["takes"] * 9])
    gateway = Gateway(lambda: next(moods))
    with serving(gateway) as channel:
        ended = work_off(channel, cap=DailyCap(in_all=1))
    assert ended >= at(days=1, minutes=3).now
    assert [state for _kind, state in states()] == [MessageState.SENT] * 2
    assert len(gateway.bodies) == 4
