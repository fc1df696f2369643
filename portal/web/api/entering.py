"""Which item an institution files under for somebody, and by which of the item's channels the person came to it.

They are those a clerk files by, where the guide opens them. No guide offers systems a channel of their own.
"""

from portal.domain.errors import NotAllowed
from portal.domain.fact_reader import ObjectReader
from portal.domain.fact_rules import FactFaults
from portal.domain.item import Item
from portal.domain.vocabulary import KEYED_BY_A_CLERK, Channel
from portal.services.rulebook import rulebook


def channels_of(item: Item) -> tuple[Channel, ...]:
    """Those by which it can be filed for somebody."""
    return tuple(channel for channel in KEYED_BY_A_CLERK if item.channel(channel))


def way_in(reader: ObjectReader, county: str) -> tuple[Item, Channel]:
    """The one the body names, of that county; raises `FactFaults`, or `NotAllowed` where the guide opens none such."""
    items = {item.id: item for item in rulebook.filed_county(county).items}
    item_id, channel = reader.text("item"), reader.choice("channel", Channel)
    for key in ("item", "channel"):
        reader.required(key)
    if item_id is not None and item_id not in items:
        reader.fault("item", "not_one_of", choices="、".join(items))
    if reader.faults:
        raise FactFaults(tuple(reader.faults))
    assert item_id is not None
    assert channel is not None
    if channel not in channels_of(items[item_id]):
        raise NotAllowed("channel_not_offered")
    return rulebook.item(item_id), channel
