"""What is missing comes only by ways the item offers; the telephone that is rung is that of whoever asked to be."""

from dataclasses import replace

import pytest

from portal.catalogue.repository import Catalogue
from portal.domain.claims import AgentClaim, CallerClaim, Claims, ContactClaim
from portal.domain.item import Item, ItemChannel
from portal.domain.reaching import Holder, Rung, Supply, rung, ways_to_supply
from portal.domain.vocabulary import Channel

ONLINE, WINDOW, FAX, PHONE, KIOSK = Channel.ONLINE, Channel.WINDOW, Channel.FAX, Channel.PHONE, Channel.KIOSK


def offering(*channels: Channel) -> Item:
    """An item that is offered through these."""
    item = next(iter(Catalogue.load().items()))
    return replace(item, channels=tuple(ItemChannel(each, item.citation) for each in channels))


@pytest.mark.parametrize(
    ("channels", "holder", "ways"),
    [
        ((ONLINE, WINDOW, FAX), Holder.PERSON, (Supply.ACCOUNT, Supply.WINDOW, Supply.FAX)),
        ((ONLINE, WINDOW, FAX), Holder.AGENT, (Supply.ACCOUNT, Supply.WINDOW, Supply.FAX)),
        ((ONLINE, WINDOW, FAX), Holder.NOBODY, (Supply.LINK, Supply.WINDOW, Supply.FAX)),
        ((ONLINE, WINDOW, FAX), Holder.HOSPITAL, (Supply.HOSPITAL,)),
        ((FAX, ONLINE), Holder.PERSON, (Supply.ACCOUNT, Supply.FAX)),  # in the order of what is easiest
        ((WINDOW,), Holder.PERSON, (Supply.WINDOW,)),
        ((FAX,), Holder.NOBODY, (Supply.FAX,)),
        ((ONLINE,), Holder.NOBODY, (Supply.LINK,)),
        ((PHONE, KIOSK), Holder.PERSON, ()),  # nothing can be sent by telephone
        ((PHONE,), Holder.HOSPITAL, (Supply.HOSPITAL,)),  # a hospital mends its own slip, wherever the item is offered
    ],
)
def test_only_what_the_item_offers(channels: tuple[Channel, ...], holder: Holder, ways: tuple[Supply, ...]) -> None:
    assert ways_to_supply(offering(*channels), holder) == ways


CALLER, AGENT, CONTACT = CallerClaim(phone="1"), AgentClaim(phone="2"), ContactClaim(phone="3")


@pytest.mark.parametrize(
    ("claims", "rings"),
    [
        (Claims(caller=CALLER, agent=AGENT, contact=CONTACT), (Rung.CALLER, "1")),
        (Claims(agent=AGENT, contact=CONTACT), (Rung.AGENT, "2")),
        (Claims(contact=CONTACT), (Rung.CONTACT, "3")),
        (Claims(caller=CallerClaim(name="吴测试"), contact=CONTACT), (Rung.CONTACT, "3")),
        (Claims(caller=CallerClaim(phone=""), agent=AgentClaim(name="吴测试")), None),
        (Claims(), None),
    ],
)
def test_whose_telephone_is_rung(claims: Claims, rings: tuple[Rung, str] | None) -> None:
    assert rung(claims) == rings
