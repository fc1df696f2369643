"""To whom a message about a filing goes, and of which acts."""

import pytest

from portal.domain.claims import AgentClaim, CallerClaim, Claims, ContactClaim
from portal.domain.lifecycle import TRANSITIONS
from portal.domain.messages import ANNOUNCED, KINDS, MessageNotTaken, Recipient, Whose, by_account, recipients
from portal.domain.vocabulary import Action, FilingStatus

SEEN_BY_ITS_DOER = {Action.CORRECT, Action.MEND, Action.SUPERSEDE}
"""Its filer sends it, or a clerk mends it on the line; what takes a filing's place is announced itself."""


def claims(contact: str = "", agent: str = "", caller: str = "") -> Claims:
    """A filing with these telephones."""
    return Claims(contact=ContactClaim(phone=contact), agent=AgentClaim(phone=agent), caller=CallerClaim(phone=caller))


def test_its_person_the_agent_and_who_rang_hear_of_it() -> None:
    assert recipients(claims("13800000001", "13800000002", "13800000003")) == (
        Recipient(Whose.CONTACT, "13800000001"),
        Recipient(Whose.AGENT, "13800000002"),
        Recipient(Whose.CALLER, "13800000003"),
    )


def test_one_telephone_is_written_to_once_however_it_is_spelled() -> None:
    assert recipients(claims("13800000001", "+86 138 0000 0001")) == (Recipient(Whose.CONTACT, "13800000001"),)


def test_no_text_goes_to_a_landline_or_to_nobody() -> None:
    assert recipients(claims("0537-7212345", "", "12345")) == ()
    assert recipients(Claims()) == ()


def test_the_mailbox_of_the_account_is_written_to_beside_the_telephones() -> None:
    by_mail = Recipient(Whose.MAILBOX, "wang@example.cn")
    assert recipients(claims("13800000001"), "wang@example.cn") == (Recipient(Whose.CONTACT, "13800000001"), by_mail)
    assert recipients(Claims(), "wang@example.cn") == (by_mail,)


def test_every_act_is_announced_but_those_its_doer_sees() -> None:
    rows = {action for action, row in TRANSITIONS.items() if row.event in ANNOUNCED}
    assert rows == set(Action) - SEEN_BY_ITS_DOER


def test_every_state_that_was_sent_in_has_its_words() -> None:
    assert set(KINDS) == set(FilingStatus) - {FilingStatus.DRAFT}


@pytest.mark.parametrize(
    ("phone", "mailbox", "named"),
    [
        ("13800000001", "wang@example.cn", (Whose.ACCOUNT, Whose.MAILBOX)),
        ("13800000001", "", (Whose.ACCOUNT,)),
        ("0537-7212345", "wang@example.cn", (Whose.MAILBOX,)),  # no text arrives there
        ("", "", ()),
    ],
)
def test_an_account_is_written_to_by_its_own_telephone_and_mailbox(
    phone: str, mailbox: str, named: tuple[Whose, ...]
) -> None:
    addresses = {Whose.ACCOUNT: phone, Whose.MAILBOX: mailbox}
    assert by_account(phone, mailbox) == tuple(Recipient(whose, addresses[whose]) for whose in named)


def test_what_is_not_taken_says_why() -> None:
    refused = MessageNotTaken("timeout")
    assert (refused.code, str(refused)) == ("timeout", "timeout")
