"""Who looked at personal data, when and what for, as lines to read: for its person and for whoever works on it."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from portal.domain.actor import BEIJING
from portal.domain.vocabulary import NoticeKind
from portal.models.looks import FilingLook, LookingAccount
from portal.web.dates import day
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.presenters.actors import name_of, part_of
from portal.wording.translation import _ as N_

_OTHERS: Mapping[str, str] = {
    "filing": N_("打开了这一件，为了办理"),
    "progress": N_("凭编号或补材料的链接查了这一件的进度"),
    "fax": N_("看了写着这一件的传真，为了录入"),
    "search": N_("按编号、姓名、证件号或电话查找，查到了这一件"),
    "id_number": N_("看了完整证件号，为了和证件核对"),
    "bind_code": N_("看了绑定码，为了告诉本人"),
    "account_phone": N_("看了账号的手机号，为了打电话给本人"),
    "letter": N_("看了通信地址，为了寄信"),
    "in_force": N_("问了这一天有没有有效的备案，为了结算"),
}
"""What somebody did who saw neither a paper nor a notice."""


def looks(rows: Sequence[FilingLook], title_of_document: Callable[[str], str]) -> tuple[str, ...]:
    """Who looked at what on which day, newest first; several looks of one day are one line."""
    grouped = groupby(rows, key=lambda row: (row.at.astimezone(BEIJING).date(), row.actor, row.what))
    lines = [
        f"{day(on)} {_who(actor)}{_('：')}{_what(what, title_of_document)}" for (on, actor, what), _rows in grouped
    ]
    return tuple(dict.fromkeys(lines))


def _who(user: LookingAccount) -> str:
    return f"{name_of(user)}{_('（')}{label(part_of(user))}{_('）')}"


def _what(what: str, title_of_document: Callable[[str], str]) -> str:
    kind, _colon, name = what.partition(":")
    if kind == "paper":
        return str(_("看了%(document)s，为了审核", document=title_of_document(name)))
    if kind == "notice":
        return str(_("看了%(notice)s，为了办理", notice=label(NoticeKind(name))))
    return _(_OTHERS[what])
