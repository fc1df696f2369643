"""How what is missing reaches the agency, and how word of a filing reaches its people: only ways the item offers."""

from enum import StrEnum

from portal.domain.claims import Claims
from portal.domain.item import Item
from portal.domain.vocabulary import Channel


class Holder(StrEnum):
    """Where a filing is read: in the account of its person or of an agent, at a hospital, or in no account."""

    PERSON = "person"
    AGENT = "agent"
    HOSPITAL = "hospital"
    NOBODY = "nobody"


class Supply(StrEnum):
    """A way by which a document that is missing comes in."""

    ACCOUNT = "account"
    LINK = "link"
    HOSPITAL = "hospital"
    WINDOW = "window"
    FAX = "fax"


class Rung(StrEnum):
    """Whose telephone the agency rings when it has to ask."""

    CALLER = "caller"
    AGENT = "agent"
    CONTACT = "contact"


def ways_to_supply(item: Item, holder: Holder) -> tuple[Supply, ...]:
    """What the item offers to whoever holds the filing; a hospital's slip is mended by the hospital alone."""
    if holder is Holder.HOSPITAL:
        return (Supply.HOSPITAL,)
    online = Supply.LINK if holder is Holder.NOBODY else Supply.ACCOUNT
    offered = ((Channel.ONLINE, online), (Channel.WINDOW, Supply.WINDOW), (Channel.FAX, Supply.FAX))
    return tuple(way for channel, way in offered if item.channel(channel) is not None)


def rung(claims: Claims) -> tuple[Rung, str] | None:
    """Whose telephone it is, and its number: who rang wanted to be rung back, an agent was asked to see to it."""
    phones = (
        (Rung.CALLER, claims.caller.phone),
        (Rung.AGENT, claims.agent.phone),
        (Rung.CONTACT, claims.contact.phone),
    )
    return next(((whose, phone) for whose, phone in phones if phone), None)
