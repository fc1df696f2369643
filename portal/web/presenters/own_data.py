"""One's own data as files: JSON for a program, a page of contents for a person, the papers beside them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from portal.services.own_data import OwnAccount, OwnFiling, OwnMessage
from portal.services.own_history import Happened
from portal.web.browsers import browser_words
from portal.web.dates import day, moment
from portal.web.labels import SATISFACTION, label
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.actors import name_of, part_of
from portal.web.presenters.damage import damaged
from portal.web.presenters.faxes import counted_from
from portal.web.presenters.filing import issued_name, title_of
from portal.web.presenters.looks import looks
from portal.web.presenters.messages import what_it_said
from portal.web.presenters.own_account import account_of, done_to_account
from portal.web.presenters.record import insured_words
from portal.wording.answers import row_name
from portal.wording.history import event_name
from portal.wording.messages import recipient_text, state_text
from portal.wording.names import document_name


@dataclass(frozen=True, slots=True)
class Contents:
    """One filing on the page of contents."""

    number: str
    title: str
    state: str
    answers: dict[str, str]
    history: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    messages: tuple[str, ...]
    looks: tuple[str, ...]
    lost: tuple[str, ...]


_EXTENSIONS = {"image/jpeg": "jpg", "application/pdf": "pdf"}


def document_path(own: OwnFiling, place: int) -> str:
    """Where a paper that came in lies in the ZIP."""
    document = own.documents[place]
    extension = _EXTENSIONS.get(document.media_type or "", "bin")
    return "/".join((own.filing.number, f"in-{place + 1}-{document.kind}.{extension}"))


def notice_path(own: OwnFiling, place: int) -> str:
    """Where a paper that went out lies in the ZIP."""
    return "/".join((own.filing.number, f"out-{place + 1}-{own.notices[place].kind}.pdf"))


def account_rows(account: OwnAccount) -> tuple[tuple[str, str], ...]:
    """The account as a person reads it."""
    return (
        (_("姓名"), account.name),
        (_("身份证号"), account.id_number),
        (_("手机号"), account.phone),
        (_("电子邮箱"), account.mailbox),
        (_("消息用哪种文字"), account.language),
        (_("注册时间"), moment(account.created_at)),
        (_("本人核实"), moment(account.verified_at)),
        (_("同意过的“个人信息怎么用”"), account.consent_version or ""),
    )


def contents(own: OwnFiling) -> Contents:
    """As a person reads it."""
    came = ((document_path(own, n), each.kind) for n, each in enumerate(own.documents) if each.storage_key)
    went = ((notice_path(own, n), issued_name(each)) for n, each in enumerate(own.notices))
    return Contents(
        own.filing.number,
        title_of(own.filing),
        label(own.filing.status),
        {row_name(path, language()): answer for path, answer in own.answers.items()},
        tuple(map(_line, own.history)),
        (*came, *went),
        tuple(map(_sent, own.messages)),
        looks(own.looks, lambda kind: document_name(kind, language())),
        tuple(map(damaged, own.lost)),
    )


def _line(each: Happened) -> str:
    parts = (
        str(SATISFACTION[each.stars]) if each.stars else "",
        str(_("说好 %(day)s 以前补来", day=day(each.promised_on))) if each.promised_on else "",
        *(document_name(kind, language()) for kind in each.documents),
        *(label(word) for word in (each.evidence, each.mark) if word),
        insured_words(each.insured),
        str(_("定在 %(day)s 以前核查", day=day(each.check_on))) if each.check_on else "",
        str(_("%(day)s 寄出", day=day(each.posted_on))) if each.posted_on else "",
        counted_from(each),
        each.text,
    )
    more = str(_("；")).join(filter(None, parts))
    return f"{moment(each.at)} {event_name(each.kind, language())} {more}".rstrip()


def account_history(account: OwnAccount) -> tuple[str, ...]:
    """What was done to the account and where it was signed in, as a person reads it."""
    signed_in = (
        f"{moment(each.created_at)}–{moment(each.ended_at or each.seen_at)} {browser_words(each.browser)}"
        for each in account.sessions
    )
    return (*(done_to_account(each.event) for each in account.events), *signed_in, *map(damaged, account.lost))


def _sent(message: OwnMessage) -> str:
    to = recipient_text(message.whose, message.to, language()) if message.whose else ""
    state = state_text(message.state, message.fault, language(), message.whose)
    return " ".join(filter(None, (moment(message.sent_at or message.made_at), what_it_said(message.kind), to, state)))


@dataclass(frozen=True, slots=True)
class _File:
    """A paper in `data.json`, and where it lies; nowhere, where it was seen and not kept."""

    kind: str
    number: str
    at: datetime
    state: str
    path: str


@dataclass(frozen=True, slots=True)
class _Look:
    """Who saw it, when, and on which kind of screen, in `data.json`."""

    at: datetime
    what: str
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class _Facts:
    """A filing in `data.json`: codes and instants as they are kept."""

    number: str
    item_id: str
    item_version: str
    status: str
    channel: str
    consent_version: str | None
    submitted_at: datetime | None
    accepted_at: datetime | None
    decided_at: datetime | None
    due_on: date | None
    promised_on: date | None
    begins_on: date | None
    ends_on: date | None
    answers: dict[str, str]
    history: tuple[Happened, ...]
    looks: tuple[_Look, ...]
    documents: tuple[_File, ...]
    notices: tuple[_File, ...]
    messages: tuple[OwnMessage, ...]
    lost: tuple[str, ...]


def as_json(account: OwnAccount, filings: Sequence[OwnFiling]) -> bytes:
    """For a program."""
    whole = {"account": asdict(account_of(account)), "filings": [asdict(_facts(own)) for own in filings]}
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str).encode()


def _facts(own: OwnFiling) -> _Facts:
    filing = own.filing
    return _Facts(
        filing.number,
        filing.item_id,
        filing.item_version,
        filing.status,
        filing.channel,
        filing.consent_version,
        filing.submitted_at,
        filing.accepted_at,
        filing.decided_at,
        filing.due_on,
        filing.promised_on,
        filing.begins_on,
        filing.ends_on,
        own.answers,
        own.history,
        tuple(_Look(each.at, each.what, part_of(each.actor), name_of(each.actor)) for each in own.looks),
        tuple(
            _File(each.kind, "", each.added_at, each.mark, document_path(own, n) if each.storage_key else "")
            for n, each in enumerate(own.documents)
        ),
        tuple(
            _File(each.kind, each.number, each.issued_at, "", notice_path(own, n)) for n, each in enumerate(own.notices)
        ),
        own.messages,
        tuple(map(damaged, own.lost)),
    )
