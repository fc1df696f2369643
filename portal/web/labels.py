"""The plain word for every member of the vocabulary, and the word with its shape for where a filing stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from portal.domain.checkup import CheckupStatus
from portal.domain.vocabulary import Channel, FilingStatus
from portal.web.language import language
from portal.web.language import lazy_gettext as _
from portal.wording.names import name_of


@dataclass(frozen=True, slots=True)
class StatusTag:
    """A state as a word and a shape; the colour only repeats what they say."""

    word: str
    tone: str  # ok, warn, bad, busy or quiet: a class of the style sheet
    shape: str


TONES_AND_SHAPES: Mapping[FilingStatus, tuple[str, str]] = {
    FilingStatus.DRAFT: ("quiet", "○"),
    FilingStatus.SUBMITTED: ("busy", "◔"),
    FilingStatus.CORRECTION_REQUESTED: ("warn", "▲"),
    FilingStatus.ACCEPTED: ("busy", "◑"),
    FilingStatus.APPROVED: ("ok", "✓"),
    FilingStatus.REFUSED: ("bad", "✕"),
    FilingStatus.REJECTED: ("bad", "✕"),
    FilingStatus.WITHDRAWN: ("quiet", "↩"),
    FilingStatus.CANCELLED: ("quiet", "–"),
    FilingStatus.REVOKED: ("bad", "✕"),
    FilingStatus.SUPERSEDED: ("quiet", "→"),
}


SATISFACTION: Mapping[int, str] = {
    5: _("很满意"),
    4: _("满意"),
    3: _("一般"),
    2: _("不满意"),
    1: _("很不满意"),
}
"""So many stars in words, the best first."""


INTAKE_TITLES: Mapping[Channel, str] = {
    Channel.PHONE: _("电话登记"),
    Channel.WINDOW: _("窗口登记"),
    Channel.FAX: _("传真登记"),
}
"""The pages on which a clerk keys a case, in the order of the menu."""


def label(member: StrEnum) -> str:
    """The word for one member of the vocabulary, in the language of the page."""
    return _label(member, language())


@lru_cache(maxsize=None, typed=True)  # typed: members of two enumerations may be written alike
def _label(member: StrEnum, code: str) -> str:
    word = name_of(member, code)
    return word[:1].upper() + word[1:]


def status_tag(status: FilingStatus) -> StatusTag:
    """The tag for where a filing stands by what was done to it."""
    return StatusTag(label(status), *TONES_AND_SHAPES[status])


def expired_tag() -> StatusTag:
    """Approved, and its last day is over."""
    return StatusTag(str(_("已过期")), "quiet", "■")


def not_begun_tag() -> StatusTag:
    """Approved, and its first day is still to come."""
    return StatusTag(str(_("还没生效")), "busy", "◷")


def checkup_tag(status: CheckupStatus) -> StatusTag:
    """How a thing of the installation stands."""
    words = {
        CheckupStatus.SOUND: (_("正常"), "ok", "✓"),
        CheckupStatus.WATCH: (_("要留意"), "warn", "▲"),
        CheckupStatus.BAD: (_("要处理"), "bad", "✕"),
    }
    word, tone, shape = words[status]
    return StatusTag(str(word), tone, shape)
