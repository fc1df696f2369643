"""A restored history is what it was: nothing that was lawful when it was written is judged by what is known since."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError

from portal.adapters.file_store import FileStore
from portal.backup.restoring import restore
from portal.domain.vocabulary import Role
from portal.models import Filing, HouseholdMember, db
from portal.models.transaction import transaction
from portal.services import review
from tests.backup.conftest import BackedUpPortal, quiet
from tests.conftest import KEYRING
from tests.people import NOW, acting, staff

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.mark.parametrize("target", ENGINES)
def test_a_revocation_comes_back_though_its_person_was_told_of_as_household_since(
    town: BackedUpPortal, empty_place: Callable[[str], Engine], tmp_path: Path, instant: datetime, target: str
) -> None:
    with town.app.app_context():
        chief, filing = staff("chief", role=Role.SUPERVISOR), db.session.scalars(select(Filing)).one()
        review.revoke(acting(chief), filing.number, filing.version, "理由")
        with transaction():
            member = HouseholdMember(user_id=chief.id, place=1, person_index=filing.person_index, added_at=NOW)
            db.session.add(member)
        db.session.remove()
    made, place = town.back_up(), empty_place(target)
    done = restore(place, FileStore(tmp_path / "restored", KEYRING), town.depot, made.backup, instant, quiet)
    assert done.manifest.tables["household_members"].rows == 1
    with pytest.raises(DBAPIError, match="append-only"), place.connect() as connection:  # from then on it judges again
        connection.execute(text("DELETE FROM filing_events"))
