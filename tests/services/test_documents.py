"""Documents of a filing: kept all or none."""

import pytest
from flask import Flask

from portal.domain.errors import Invalid
from portal.services import (
    claims,
    documents,
    filings,
)
from portal.services.cases import Case
from portal.services.documents import MOST_DOCUMENTS, StoredFile
from tests.people import acting, citizen, long_stay, person


def pages(count: int) -> list[StoredFile]:
    """Kept files, each like no other."""
    return [StoredFile(f"key-{n}", "image/jpeg", 1000, 1, f"{n:064d}") for n in range(count)]


def test_photographs_are_kept_all_or_none(services: Flask) -> None:
    ctx = acting(citizen(person(1)))
    draft = filings.open_draft(ctx, "wenshang.long-term", long_stay(person(1)))
    with pytest.raises(Invalid):
        documents.attach_all(ctx, Case(ctx, draft), "residence_proof", pages(MOST_DOCUMENTS + 1), None)
    assert claims.live_documents(draft) == []
    assert len(documents.attach_all(ctx, Case(ctx, draft), "residence_proof", pages(2), None).documents) == 2
