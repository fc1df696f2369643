"""The number of a new filing: drawn by luck, and no other filing's."""

from sqlalchemy import bindparam, select

from portal.domain import numbering
from portal.models import Filing, db

_TAKEN = select(Filing.id).where(Filing.number == bindparam("number"))


def unused_number() -> str:
    """Of a million filings' numbers one new draw in ninety thousand is taken; whoever files then notices nothing."""
    while True:
        number = numbering.new_filing_number()
        if db.session.scalar(_TAKEN, {"number": number}) is None:
            return number
