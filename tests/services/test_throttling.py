"""Guessing is slowed down, and nobody is shut out by somebody else's guesses; on both engines."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portal.domain.actor import STRANGER, Context
from portal.domain.errors import Invalid, NotAllowed, NotFound, TooMany
from portal.domain.vocabulary import Channel
from portal.models import Throttle, User, db
from portal.models.transaction import transaction
from portal.services import (
    accounts,
    binding,
    intake,
    passwords,
    recovery,
    sessions,
    throttling,
    tokens,
)
from portal.services.throttling import (
    IN_ALL,
    PER_ADDRESS,
    PER_ADDRESS_IN_A_STORM,
    PER_SUBJECT,
    WINDOW,
    Guess,
    KnownBrowser,
)
from tests.people import NOW, PASSWORD, acting, citizen, long_stay, person, staff

CTX = Context(STRANGER, NOW)
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"
OFFICE = "203.0.113.9"


def in_vain(subject: str, address: str = HERE, browser: str = "", ctx: Context = CTX) -> bool:
    """Whether one more wrong try is let through."""
    try:
        throttling.count(ctx, Guess("login", subject, address, browser))
    except TooMany:
        return False
    return True


def test_a_subject_is_tried_five_times_in_a_quarter_of_an_hour_from_wherever(services: Flask) -> None:
    tries = [in_vain("a", f"192.0.2.{n}") for n in range(7)]
    assert tries == [True] * PER_SUBJECT + [False] * 2
    assert in_vain("b")
    assert in_vain("a", ctx=Context(STRANGER, NOW + throttling.WINDOW))


def test_what_is_refused_is_not_counted_and_does_not_lengthen_the_wait(services: Flask) -> None:
    for _ in range(9):
        in_vain("a")
    assert sorted(row.failures for row in db.session.query(Throttle)) == [1, 1, PER_SUBJECT]
    with pytest.raises(TooMany) as refused:
        throttling.count(Context(STRANGER, NOW + timedelta(minutes=14)), Guess("login", "a", HERE))
    assert refused.value.values["minutes"] == 1


def test_a_right_one_counts_nowhere(services: Flask) -> None:
    in_vain("a")
    throttling.forgive(throttling.count(CTX, Guess("login", "a", HERE)))
    throttling.forgive(throttling.count(CTX, Guess("login", "b", ELSEWHERE)))
    counts = {row.bucket: row.failures for row in db.session.query(Throttle)}
    assert sorted(counts.values()) == [1, 1]  # elsewhere nothing; here and in all the one that was wrong


def test_fifty_slips_at_an_office_of_ten_lock_nobody_else_there(services: Flask) -> None:
    slips = [in_vain(f"clerk {n % 10}", OFFICE) for n in range(50)]
    assert all(slips)
    assert in_vain("clerk 11", OFFICE)


def test_trying_many_accounts_from_one_address_ends(services: Flask) -> None:
    tries = [in_vain(f"account {n}", HERE) for n in range(PER_ADDRESS + 2)]
    assert tries == [True] * PER_ADDRESS + [False] * 2
    assert in_vain("another", ELSEWHERE)


def test_where_everybody_guesses_an_address_may_try_fewer(services: Flask) -> None:
    in_vain("a", HERE)
    everybody = next(row for row in db.session.query(Throttle) if row.bucket == throttling._bucket("login:all", ""))
    everybody.failures = IN_ALL
    db.session.commit()
    tries = [in_vain(f"account {n}", ELSEWHERE) for n in range(PER_ADDRESS_IN_A_STORM + 1)]
    assert tries == [True] * PER_ADDRESS_IN_A_STORM + [False]


def test_a_known_browser_is_locked_by_its_own_slips_alone(services: Flask) -> None:
    while in_vain("a"):
        pass
    for n in range(PER_ADDRESS + 1):
        in_vain(f"account {n}")
    own = [in_vain("a", HERE, browser="of its owner") for _ in range(PER_SUBJECT + 1)]
    assert own == [True] * PER_SUBJECT + [False]


def test_all_the_browsers_of_an_owner_have_a_brake_together(services: Flask) -> None:
    """Who once knew the password may have signed in from many: they are not so many counters."""
    tries = [in_vain("a", HERE, browser=f"browser {n}") for n in range(throttling.PER_OWNER + 2)]
    assert tries == [True] * throttling.PER_OWNER + [False] * 2
    assert in_vain("a", HERE)


def test_a_home_of_the_new_kind_of_addresses_is_one_address(services: Flask) -> None:
    tries = [in_vain(f"account {n}", f"2001:db8:1:2::{n:x}") for n in range(PER_ADDRESS + 2)]
    assert tries == [True] * PER_ADDRESS + [False] * 2
    assert in_vain("another", "2001:db8:1:3::1")
    assert not in_vain("another still", "2001:db8:1:2:ffff::")
    assert throttling.line("::ffff:192.0.2.1") == "192.0.2.1"


@pytest.fixture
def owner(services: Flask) -> User:
    """Somebody with an account."""
    return citizen(person(1))


def sign_in(login: str, password: str, browser: KnownBrowser = throttling.UNKNOWN, address: str = HERE) -> Any:
    """One try to sign in: the account, or the code it is refused by."""
    try:
        return accounts.authenticate(CTX, login, password, address, browser)
    except (NotAllowed, TooMany) as refused:
        return refused.code


def test_every_spelling_of_a_telephone_is_one_account(owner: User) -> None:
    phone = person(1).phone
    spellings = (
        phone,
        f"+86{phone}",
        f"0086 {phone}",
        f"{phone[:3]} {phone[3:7]} {phone[7:]}",
        f"{phone[:3]}-{phone[3:]}",
    )
    assert [sign_in(each, "not the password") for each in spellings] == ["wrong_login"] * 5
    assert sign_in(phone, PASSWORD) == "too_many_tries"


def test_a_try_counts_before_it_is_looked_at(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []

    def verify(_stored: str, _password: str) -> bool:
        looked_at.append(1)
        if len(looked_at) < 20:  # as if the next came in before this one is answered
            sign_in(person(1).phone, "not the password")
        return False

    monkeypatch.setattr(passwords, "verify", verify)
    sign_in(person(1).phone, "not the password")
    assert len(looked_at) == PER_SUBJECT


def test_strangers_do_not_keep_an_owner_out_of_a_known_browser(owner: User) -> None:
    phone, uid = person(1).phone, owner.uid
    while sign_in(phone, "not the password", address=ELSEWHERE) != "too_many_tries":
        pass
    stamp = throttling.stamp_of(owner)
    assert sign_in(phone, PASSWORD, KnownBrowser(uid, "b", stamp)).uid == uid
    assert sign_in(phone, PASSWORD) == "too_many_tries"
    assert sign_in(phone, PASSWORD, KnownBrowser("of another", "b", stamp)) == "too_many_tries"
    assert sign_in(phone, PASSWORD, KnownBrowser(uid, "b", "of an old password")) == "too_many_tries"


def test_who_knew_the_old_password_is_known_no_longer(owner: User) -> None:
    before = KnownBrowser(owner.uid, "b", throttling.stamp_of(owner))
    assert before.of(owner) == "b"
    passwords.change(acting(owner), PASSWORD, "another long password")
    assert before.of(owner) == ""
    assert KnownBrowser().of(None) == ""


def test_strangers_do_not_keep_an_owner_from_the_way_back_in(owner: User) -> None:
    """A code that the office just read out works in a browser of the owner whatever strangers tried meanwhile."""
    phone = person(1).phone
    with transaction():
        code = tokens.make_code(CTX, owner)
    for stranger in range(3):
        for _ in range(PER_SUBJECT):
            with pytest.raises(NotAllowed):
                recovery.recover(CTX, phone, "00000000", "another long password", f"198.51.100.{stranger}")
        with pytest.raises(TooMany):
            recovery.recover(CTX, phone, code, "another long password", f"198.51.100.{stranger}")
    assert recovery.recover(CTX, phone, code, "another long password", HERE).uid == owner.uid


def test_codes_are_guessed_at_from_however_many_addresses_so_often_and_a_known_browser_is_apart(
    owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "MOST_CODES", 7)
    phone = person(1).phone
    with transaction():
        code = tokens.make_code(CTX, owner)
    for stranger in range(7):
        with pytest.raises(NotAllowed):
            recovery.recover(CTX, phone, "00000000", "another long password", f"198.51.100.{stranger}")
    with pytest.raises(TooMany):
        recovery.recover(CTX, phone, code, "another long password", HERE)
    known = KnownBrowser(owner.uid, "b", throttling.stamp_of(owner))
    assert recovery.recover(CTX, phone, code, "another long password", HERE, known).uid == owner.uid


def test_tries_that_an_address_is_refused_do_not_use_up_those_of_all(
    owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "MOST_CODES", PER_SUBJECT + 1)
    phone = person(1).phone
    with transaction():
        code = tokens.make_code(CTX, owner)
    for n in range(PER_SUBJECT * 3):
        with pytest.raises(NotAllowed if n < PER_SUBJECT else TooMany):
            recovery.recover(CTX, phone, "00000000", "another long password", ELSEWHERE)
    assert recovery.recover(CTX, phone, code, "another long password", HERE).uid == owner.uid


def test_neither_strangers_nor_an_office_full_of_slips_keep_an_owner_from_where_they_sign_in(owner: User) -> None:
    """In a new browser there, with the right password; elsewhere, and with another password, the brakes hold."""
    phone, uid = person(1).phone, owner.uid
    sessions.begin(CTX, owner, address=OFFICE)
    for n in range(PER_ADDRESS):
        assert in_vain(f"name {n}", OFFICE)
    while sign_in(phone, "not the password", address=ELSEWHERE) != "too_many_tries":
        pass
    assert sign_in("nobody", PASSWORD, address=OFFICE) == "too_many_tries"
    assert sign_in(phone, PASSWORD, address=OFFICE).uid == uid
    tries = [sign_in(phone, "not the password", address=OFFICE) for _ in range(PER_SUBJECT + 1)]
    assert tries == ["wrong_login"] * PER_SUBJECT + ["too_many_tries"]


def test_a_place_is_known_for_its_time_and_by_the_password_of_then(owner: User) -> None:
    sessions.begin(CTX, owner, address=OFFICE)
    assert throttling.place_of(CTX, owner, OFFICE)
    assert not throttling.place_of(CTX, owner, HERE)
    assert not throttling.place_of(CTX, None, OFFICE)
    assert not throttling.place_of(Context(STRANGER, NOW + throttling.PLACE_KNOWN_FOR), owner, OFFICE)
    passwords.change(acting(owner), PASSWORD, "another long password")
    assert not throttling.place_of(CTX, owner, OFFICE)


def test_guessing_the_old_password_is_slowed_down(owner: User) -> None:
    ctx = acting(owner)
    for _ in range(PER_SUBJECT):
        with pytest.raises(Invalid, match="wrong_password"):
            passwords.change(ctx, "not the password", "another long password")
    with pytest.raises(TooMany):
        passwords.change(ctx, PASSWORD, "another long password")


def test_a_binding_code_dies_of_so_many_tries_and_the_next_one_is_good(owner: User) -> None:
    """However slowly, and from however many addresses; nobody who guessed keeps its person out of a new one."""
    clerk = acting(staff("window"), Channel.WINDOW)
    entered = intake.enter(clerk, "wenshang.long-term", long_stay(person(7)), "key")
    number, code = entered.filing.number, entered.binding_code or ""
    wrong = "000000" if code != "000000" else "111111"
    for one in range(tokens.MOST_TRIES):
        with pytest.raises(NotFound):
            binding.bind(acting(owner, later=WINDOW * one), number, wrong, f"192.0.2.{one}")
    late = acting(owner, later=WINDOW * tokens.MOST_TRIES)
    with pytest.raises(NotFound):
        binding.bind(late, number, code, HERE)
    assert intake.binding_code(clerk, entered.filing) is None, "the clerk is not shown a code that opens nothing"
    assert binding.bind(late, number, intake.new_binding_code(clerk, number), HERE).number == number


def test_guessing_binding_codes_is_slowed_down_by_number_and_address(owner: User) -> None:
    def bound(number: int) -> str:
        try:
            binding.bind(acting(owner), f"{number:012d}", "000000", HERE)
        except (NotFound, TooMany) as refused:
            return refused.code
        return "bound"

    assert [bound(1) for _ in range(PER_SUBJECT + 1)] == ["not_found"] * PER_SUBJECT + ["too_many_tries"]
    assert [bound(n) for n in range(2, PER_ADDRESS + 2)][-2:] == ["not_found", "too_many_tries"]


def test_who_was_let_in_by_the_office_is_not_locked_any_more(owner: User) -> None:
    while sign_in(person(1).phone, "not the password") != "too_many_tries":
        pass
    throttling.forget("login", owner.uid)
    assert sign_in(person(1).phone, PASSWORD).uid == owner.uid
    staff("clerk")
    assert sign_in("clerk", PASSWORD).username == "clerk"


def test_a_ration_is_one_subjects_for_its_time_and_says_when_there_is_more(services: Flask) -> None:
    wanted = throttling.Ration("something", 2, timedelta(minutes=1))
    for _twice in range(2):
        throttling.ration(Context(STRANGER, NOW), wanted, "one")
    with pytest.raises(TooMany) as refused:
        throttling.ration(Context(STRANGER, NOW + timedelta(seconds=15)), wanted, "one")
    assert refused.value.values == {"seconds": 45}
    throttling.ration(Context(STRANGER, NOW), wanted, "another")
    throttling.ration(Context(STRANGER, NOW + timedelta(minutes=1)), wanted, "one")
