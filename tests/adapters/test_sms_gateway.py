"""Messages by a gateway over HTTP, against one that is really served and behaves as badly as one can."""

import socket
from dataclasses import replace

import pytest

from portal.adapters.sms_gateway import SmsGateway
from portal.domain.messages import MessageKind, MessageNotTaken, MessageRefused, OutgoingMessage
from tests.gateways import PATIENCE, SILENCE, TEMPLATES, Gateway, dripping, serving

MESSAGE = OutgoingMessage("k" * 32, "13800000001", MessageKind.APPROVED, "zh", {"number": "3708"}, "办好了")


def test_a_message_goes_as_template_parameters_signature_and_key() -> None:
    gateway = Gateway()
    with serving(gateway) as channel:
        channel.send(MESSAGE)
    assert gateway.bodies == [
        {
            "key": "k" * 32,
            "phone": "13800000001",
            "signature": "异地就医",
            "template": TEMPLATES["approved"],
            "parameters": {"number": "3708"},
            "text": "办好了",
        }
    ]
    assert gateway.authorised == {"Bearer secret-key"}


def test_a_language_has_its_own_template_where_there_is_one() -> None:
    gateway = Gateway()
    with serving(gateway) as channel:
        bilingual = replace(channel, templates={**TEMPLATES, "approved.en": "SMS_EN"})
        for language in ("en", "zh"):
            bilingual.send(replace(MESSAGE, language=language))
    assert [body["template"] for body in gateway.bodies] == ["SMS_EN", TEMPLATES["approved"]]


@pytest.mark.parametrize("mood", ["busy", "408", "425", "429", "500"])
def test_what_is_to_be_sent_again_is_not_taken(mood: str) -> None:
    with serving(Gateway(lambda: mood)) as channel, pytest.raises(MessageNotTaken, match="busy"):
        channel.send(MESSAGE)


@pytest.mark.parametrize("mood", ["302", "400", "401", "404"])
def test_what_is_refused_or_sent_elsewhere_is_refused_for_good(mood: str) -> None:
    with serving(Gateway(lambda: mood)) as channel, pytest.raises(MessageRefused, match="refused") as refused:
        channel.send(MESSAGE)
    assert not isinstance(refused.value, MessageNotTaken)


@pytest.mark.parametrize(("mood", "code"), [("hangs", "silent"), ("dies_having_taken", "unreachable")])
def test_no_answer_is_not_taken(mood: str, code: str) -> None:
    seconds = SILENCE if mood == "hangs" else PATIENCE
    with serving(Gateway(lambda: mood), seconds) as channel, pytest.raises(MessageNotTaken, match=code):
        channel.send(MESSAGE)


def test_an_answer_that_drips_is_given_up_in_time() -> None:
    answer = b"HTTP/1.1 100 Continue\r\n\r\n" * 120 + b"HTTP/1.1 200 OK\r\n\r\n"
    with dripping(answer) as port, pytest.raises(MessageNotTaken, match="silent"):
        SmsGateway(f"http://127.0.0.1:{port}/", "key", "签名", TEMPLATES, SILENCE).send(MESSAGE)


def test_sent_again_under_its_key_it_counts_once() -> None:
    gateway = Gateway()
    with serving(gateway) as channel:
        channel.send(MESSAGE)
        channel.send(MESSAGE)
    assert gateway.delivered == {"k" * 32: 1}


def test_a_gateway_that_is_away_is_not_taken() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        channel = SmsGateway(f"http://127.0.0.1:{free.getsockname()[1]}/", "key", "签名", TEMPLATES)
        with pytest.raises(MessageNotTaken, match="unreachable"):
            channel.send(MESSAGE)


def test_a_kind_without_a_template_is_refused_before_anything_is_sent() -> None:
    gateway = Gateway()
    with serving(gateway) as channel, pytest.raises(MessageRefused, match="no_template"):
        replace(channel, templates={}).send(MESSAGE)
    assert gateway.bodies == []


def test_the_key_stands_in_no_representation() -> None:
    assert "secret" not in repr(SmsGateway("https://x.example/", "secret", "签名", {}))
