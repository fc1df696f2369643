"""Counties and hospitals as an operator names them, looked up."""

from sqlalchemy import select

from portal.cli.runtime import CommandFault
from portal.models import Hospital, db
from portal.services.rulebook import rulebook


def require_county(slug: str) -> None:
    """Raise `CommandFault` where no county file has that name."""
    slugs = [county.slug for county in rulebook.catalogue.counties()]
    if slug not in slugs:
        raise CommandFault(f"--county：没有“{slug}”，可以写：{'、'.join(slugs)}")


def hospital_uid(county: str, name: str | None) -> str:
    """The hospital of that name on the county's list; raises `CommandFault` where there is none."""
    row: Hospital | None = db.session.scalar(select(Hospital).where(Hospital.county == county, Hospital.name == name))
    if row is None:
        names = db.session.scalars(select(Hospital.name).where(Hospital.county == county)).all()
        raise CommandFault(f"--hospital：没有“{name}”，可以写：{'、'.join(names)}")
    return row.uid
