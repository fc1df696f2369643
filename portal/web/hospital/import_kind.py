"""A hospital's spreadsheet: a row is a referral without the scan of its slip."""

from typing import Any

from portal.domain.claims import Claims
from portal.domain.item import Item
from portal.domain.vocabulary import Channel
from portal.web.hospital.forms import PAGE, ReferralForm
from portal.web.importing.kinds import RowKind, WithoutToken


class RowForm(ReferralForm):
    """A referral without the scan of its slip, filled by no browser."""

    Meta = WithoutToken

    def __init__(self, item: Item, claims: Claims, **more: Any) -> None:
        super().__init__(item, claims, **more)
        del self.slip
        del self.key


KIND = RowKind(Channel.HOSPITAL, PAGE, RowForm)
