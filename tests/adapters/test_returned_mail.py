"""Reports on delivery as Postfix, Exim, Exchange and a big provider write them; and what looks like one and is none."""

import random

import pytest

from portal.adapters import returned_mail
from portal.adapters.returned_mail import ReturnedMail

KEY = "0123456789abcdef0123456789abcdef"
ORIGINAL = f"""\
From: portal@example.cn
To: wang@example.org
Subject: =?utf-8?b?5pyJ5LqG5Y+Y5YyW?=
Message-ID: <{KEY}@example.cn>
Auto-Submitted: auto-generated
"""
POSTFIX = f"""\
Return-Path: <>
From: MAILER-DAEMON@mail.example.cn (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: portal@example.cn
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="9B1C.1760/mail.example.cn"
Message-Id: <20261010@mail.example.cn>

This is a MIME-encapsulated message.

--9B1C.1760/mail.example.cn
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--9B1C.1760/mail.example.cn
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.cn
X-Postfix-Queue-ID: 9B1C
Arrival-Date: Sat, 10 Oct 2026 10:00:00 +0800 (CST)

Final-Recipient: rfc822; wang@example.org
Original-Recipient: rfc822;wang@example.org
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 5.1.1 <wang@example.org>: Recipient address
    rejected: User unknown in virtual mailbox table

--9B1C.1760/mail.example.cn
Content-Description: Undelivered Message
Content-Type: message/rfc822
Content-Transfer-Encoding: 8bit

{ORIGINAL}
the text of it

--9B1C.1760/mail.example.cn--
"""
EXIM = f"""\
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary=1760-eximdsn-99
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender

--1760-eximdsn-99
Content-type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.

--1760-eximdsn-99
Content-type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Action: failed
Final-Recipient: rfc822;wang@example.org
Status: 5.0.0
Remote-MTA: dns; mx2.example.org
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full

--1760-eximdsn-99
Content-type: text/rfc822-headers

{ORIGINAL}

--1760-eximdsn-99--
"""
EXCHANGE = POSTFIX.replace("Action: failed\nStatus: 5.1.1", "Action: failed\nStatus: 5.2.2").replace(
    "multipart/report; report-type=delivery-status",
    "multipart/report; differences=Content-Type; report-type=delivery-status",
)
PROVIDER = EXIM.replace("Status: 5.0.0", "Status: 4.2.2")
DELAYED = POSTFIX.replace("Action: failed\nStatus: 5.1.1", "Action: delayed\nStatus: 4.4.1")
DELIVERED = POSTFIX.replace("Action: failed\nStatus: 5.1.1", "Action: delivered\nStatus: 2.0.0")
FOREIGN = POSTFIX.replace(KEY, "an-id-of-somebody-elses")
READ = POSTFIX.replace("message/delivery-status", "message/disposition-notification")
NESTED = "Content-Type: message/rfc822\n\n" * 5000
ABSENT = f"From: wang@example.org\nSubject: =?utf-8?b?5LiN5Zyo?=\nIn-Reply-To: <{KEY}@example.cn>\n\nI am away.\n"


@pytest.mark.parametrize(
    ("report", "fault"),
    [
        (POSTFIX, "mail_no_such_box"),
        (EXIM, "mail_returned"),
        (EXCHANGE, "mail_box_full"),
        (PROVIDER, "mail_box_full"),
        (POSTFIX.replace("\n", "\r\n"), "mail_no_such_box"),
        (POSTFIX.replace("Action: failed", "ACTION:  Failed "), "mail_no_such_box"),
        (POSTFIX.replace("Status: 5.1.1\n", ""), "mail_returned"),
    ],
)
def test_a_mail_that_came_back_is_known_by_its_key_with_why(report: str, fault: str) -> None:
    assert returned_mail.read(report.encode()) == ReturnedMail(KEY, fault)


@pytest.mark.parametrize("mail", [DELAYED, DELIVERED, FOREIGN, READ, ABSENT, ORIGINAL, NESTED, "", "\0" * 99])
def test_what_is_no_bounce_of_ours_says_nothing(mail: str) -> None:
    assert returned_mail.read(mail.encode()) is None


def test_whatever_a_stranger_sends_never_breaks_the_pipe() -> None:
    dice = random.Random(3464)
    for _time in range(300):
        broken = bytearray(dice.choice((POSTFIX, EXIM)).encode())
        for _byte in range(dice.randrange(1, 40)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        start = dice.randrange(len(broken))
        returned_mail.read(bytes(broken[start:] if dice.random() < 0.2 else broken))
