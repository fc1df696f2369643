"""A filing as a list reads it: whose it is opens, under the same keys and in the same places as the whole of it."""

import pytest
from flask import Flask
from sqlalchemy import literal_column, select, text

from portal.models import Filing, db
from portal.models.crypto import SealBroken, SealErased
from portal.models.listed import LISTED, ListedFiling
from portal.models.transaction import transaction
from tests.services.filings.test_from_draft_to_end import submitted


def listed() -> list[ListedFiling]:
    """All there are, as a statement of columns gives them."""
    return [ListedFiling._make(row) for row in db.session.execute(select(*LISTED).order_by(Filing.id))]


def test_it_says_of_each_column_what_the_filing_says(services: Flask) -> None:
    _user, filing = submitted()
    assert listed() == [ListedFiling.of(filing)]
    assert listed()[0].person == filing.claims.person


def test_an_erased_one_is_erased_in_a_list_too(services: Flask) -> None:
    _user, filing = submitted()
    with transaction():
        db.session.execute(text("UPDATE filings SET data_key = NULL"))
    [row] = listed()
    with pytest.raises(SealErased) as erased:
        _ = row.person
    assert erased.value.place == f"filings.data_key:{filing.uid}"


def test_claims_of_another_filing_do_not_open(services: Flask) -> None:
    submitted(1)
    submitted(2, with_proof=False)
    one, other = listed()
    with pytest.raises(SealBroken):
        _ = one._replace(claims_sealed=other.claims_sealed).person


def test_a_word_nobody_knows_raises_when_it_is_read(services: Flask) -> None:
    with pytest.raises(ValueError, match="nonsense"):
        db.session.execute(select(literal_column("'nonsense'", Filing.status.type))).all()
