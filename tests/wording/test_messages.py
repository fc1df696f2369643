"""Messages in words: short, in every language, with a number and a link, and nothing of anybody's health."""

import re

import pytest

from portal.domain.messages import MessageKind, MessageState, Whose
from portal.wording.messages import FAULTS, mail_subject, mail_text, message_text, recipient_text, state_text

VALUES = {"number": "3708 3026 0900", "link": "https://portal.example/p", "code": "123456", "day": "2026"}
ABOUT_AN_ACCOUNT = (
    MessageKind.REGISTRATION_CODE,
    MessageKind.IS_REGISTERED,
    MessageKind.PHONE_CODE,
    MessageKind.LETTER_CODE,
    MessageKind.PHONE_REPLACED,
    MessageKind.MAILBOX_CODE,
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("kind", MessageKind)
def test_a_message_is_short_and_says_what_it_must(kind: MessageKind) -> None:
    text = message_text(kind, VALUES)
    assert text.startswith("异地就医备案")
    assert len(text) <= 90
    assert not CHINESE.search(message_text(kind, VALUES, "en"))
    if kind not in ABOUT_AN_ACCOUNT:
        assert VALUES["number"] in text
        assert text.endswith(VALUES["link"])


@pytest.mark.parametrize("state", MessageState)
def test_every_state_is_said_in_both_languages(state: MessageState) -> None:
    assert CHINESE.search(state_text(state, None))
    assert not CHINESE.search(state_text(state, None, "en"))


def test_what_the_gateway_found_fault_with_is_said_behind_the_state() -> None:
    assert state_text(MessageState.WAITING, "silent") == "等着发出（短信平台没有回音）"
    assert state_text(MessageState.WAITING, "Boom") == "等着发出"
    assert [each for each in FAULTS if CHINESE.search(state_text(MessageState.WAITING, each, "en"))] == []


def test_whose_telephone_it_is() -> None:
    assert recipient_text(Whose.CALLER, "138…88") == "来电人留的电话 138…88"


def test_a_mail_says_the_message_first_and_how_to_end_it_last() -> None:
    assert mail_text("办好了：https://x").splitlines()[0] == "办好了：https://x"
    assert not CHINESE.search(mail_text("done", "en") + mail_subject(MessageKind.SUBMITTED, "en"))
    assert state_text(MessageState.SENT, None, whose=Whose.MAILBOX) == "已交给邮件服务器"
