"""Who acts, when, and through which channel: what every use case is told instead of asking the web or the clock."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from portal.domain.api_keys import Scope
from portal.domain.slip_signing import SlipSigner
from portal.domain.vocabulary import STAFF, Channel, Role

BEIJING = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Actor:
    """An account as the rules see it; a stranger has no role, the system itself acts as `SYSTEM`."""

    user_id: int | None
    role: Role | None
    county: str | None = None
    office: str | None = None
    hospital_id: int | None = None
    employer_id: int | None = None
    institution_id: int | None = None
    """The institution whose key was shown, where it is no hospital of the list."""
    signs_as: SlipSigner | None = None
    """As what somebody of a hospital signs its referral slips."""
    person_index: str | None = None
    household: frozenset[str] = frozenset()
    """Of whom a member of staff has told that they live together: search keys, as `person_index` is one."""
    is_verified: bool = False
    halfway_id: int | None = None
    """The account whose password was given, but not its second factor: as yet it is nobody's act."""
    is_confirmed: bool = False
    """Whether the second factor was given within the last minutes."""
    scopes: frozenset[Scope] = frozenset()
    """What the key opens by which an institution's system asks; a person has none."""
    at_hand: str | None = None
    """The number of the filing on the screen of a terminal: it knows of no other."""
    operator: str = ""  # at the command line, who has no account: what the machine calls them

    def is_one_of(self, *keys: str | None) -> bool:
        """Whether one of these search keys is their own, or of their household."""
        return any(key is not None and (key == self.person_index or key in self.household) for key in keys)

    @property
    def is_system(self) -> bool:
        """An institution's system, which showed its key; nobody saw whom it acts for."""
        return bool(self.scopes)

    @property
    def is_staff(self) -> bool:
        """Clerks and supervisors act for an agency."""
        return self.role in STAFF


STRANGER = Actor(user_id=None, role=None)
SYSTEM = Actor(user_id=None, role=None)
"""The portal itself, in its worker: no role opens any channel to it; it does only what the outbox says."""


@dataclass(frozen=True, slots=True)
class Context:
    """One act: its actor, its instant (aware, UTC) and the channel it came in by."""

    actor: Actor
    now: datetime
    channel: Channel = Channel.ONLINE

    @property
    def today(self) -> date:
        """The day in Beijing, by which all rules count."""
        return self.now.astimezone(BEIJING).date()
