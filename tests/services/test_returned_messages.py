"""A mail that came back stands as such on its filing and on the desk's list, whenever the report comes in."""

from datetime import timedelta

from flask import Flask

from portal.domain.messages import MessageState, Whose
from portal.models import Message
from portal.services import returned_messages, review, unheard
from tests.gateways import Gateway, serving
from tests.mail_servers import Post, serving_mail
from tests.people import NOW, acting, staff
from tests.services.test_messages import all_messages, of_a_reader, work_off


def sent() -> tuple[Message, Message]:
    """A text message and a mail, both taken."""
    of_a_reader()
    with serving(Gateway()) as channel, serving_mail(Post()) as mail:
        work_off(channel, mail=mail)
    by_text, by_mail = all_messages()
    return by_text, by_mail


def test_what_came_back_is_the_desks_to_say_and_is_noted_once(services: Flask) -> None:
    _by_text, mail = sent()
    assert [returned_messages.note(mail.uid, "mail_no_such_box") for _twice in range(2)] == [True, False]
    by_text, by_mail = all_messages()
    assert (by_text.state, by_mail.state) == (MessageState.SENT, MessageState.BOUNCED)
    assert (by_mail.fault, by_mail.sent_at) == ("mail_no_such_box", None)
    clerk = acting(staff("clerk"))
    [on_list] = unheard.for_the_desk(clerk)
    assert on_list.message.uid == mail.uid
    assert unheard.failed_since(NOW - timedelta(days=1), (Whose.MAILBOX,)) == 1
    review.log_phone_call(clerk, on_list.message.filing.number, "打电话告诉了本人")
    assert unheard.for_the_desk(clerk) == []


def test_a_text_message_and_a_key_of_nobodys_come_back_from_nowhere(services: Flask) -> None:
    by_text, _mail = sent()
    assert [returned_messages.note(key, "mail_returned") for key in (by_text.uid, "f" * 32)] == [False, False]
    assert [each.state for each in all_messages()] == [MessageState.SENT] * 2
