"""Letters are composed of rows that stand in no database."""

import pytest

from portal.models.filing import OfAFiling


@pytest.fixture(autouse=True)
def held_by_no_filing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document of the tests has no filing whose data key would seal it; the master key does."""
    monkeypatch.setattr(OfAFiling, "key_holder", None)
