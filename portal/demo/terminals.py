"""What people file at the demo's terminals: they type and go; a clerk sees their papers at the counter."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from portal.demo.accounts import clerk_of, supervisor_of
from portal.domain.actor import Actor, Context
from portal.domain.claims import Claims
from portal.domain.item import Item
from portal.domain.vocabulary import Channel
from portal.models import Filing, User
from portal.services import intake, kiosk, sessions, terminals
from portal.services.cases import Case
from portal.services.intake import Sighted

_PLACE = "演示：政务服务大厅一楼"
_WALK = timedelta(minutes=20)
"""From the terminal to the counter."""


class Terminals:
    """One a county, set up when somebody first files there; `users` are the demo's accounts by name."""

    def __init__(self, users: Mapping[str, User]) -> None:
        self._users = users
        self._actors: dict[str, Actor] = {}

    def file(self, item: Item, stated: Claims, kinds: Sequence[str], at: datetime) -> Filing:
        """Typed, signed and sent in; then these papers are shown at the counter."""
        county = item.place.slug
        actor = self._actors.get(county) or self._set_up(county, at)
        begun = kiosk.begin(Context(actor, at, Channel.KIOSK), item.id, stated)
        there = Context(replace(actor, at_hand=begun.number), at, Channel.KIOSK)
        sent = kiosk.send_in(there, begun.number, {"declaration.signed_name": stated.signer.name})
        kiosk.leave(there)
        clerk = Context(sessions.actor_of(self._users[clerk_of(county)]), at + _WALK, Channel.WINDOW)
        seen = [Sighted(kind, True) for kind in kinds]
        return intake.receive(clerk, Case(clerk, sent), sent.version, seen) if seen else sent

    def _set_up(self, county: str, at: datetime) -> Actor:
        chief = replace(sessions.actor_of(self._users[supervisor_of(county)]), is_confirmed=True)
        made, _secret = terminals.set_up(Context(chief, at), _PLACE)
        return self._actors.setdefault(county, sessions.actor_of(made.user))
