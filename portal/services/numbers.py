"""The number of a new filing: drawn by luck, and no other filing's."""

from sqlalchemy import select

from portal.domain import numbering
from portal.models import Filing, db


def unused_number() -> str:
    """Of a million filings' numbers one new draw in ninety thousand is taken; whoever files then notices nothing."""
    while True:
        number = numbering.new_filing_number()
        if db.session.scalar(select(Filing.id).where(Filing.number == number)) is None:
            return number
