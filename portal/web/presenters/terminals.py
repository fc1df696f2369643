"""Terminals as a supervisor reads them."""

from typing import NamedTuple

from flask import url_for

from portal.models import Terminal
from portal.web.dates import moment
from portal.web.language import gettext as _
from portal.web.presenters.actors import name_of


class TerminalLine(NamedTuple):
    """One device; of the secret in its browser nothing is shown, for nothing of it is kept."""

    place: str
    made_at: str
    state: str
    is_live: bool
    end_url: str

    @classmethod
    def of(cls, terminal: Terminal) -> "TerminalLine":
        """The line of a terminal as it is now."""
        ended = terminal.ended_at
        return cls(
            place=name_of(terminal.user),
            made_at=moment(terminal.made_at),
            state=str(_("已停用（%(day)s）", day=moment(ended)) if ended else _("在用")),
            is_live=ended is None,
            end_url=url_for("admin_terminals.end", uid=terminal.uid),
        )
