"""Alembic runs inside the connection `portal.models.schema` hands over; there is no other way to run it."""

from alembic import context

from portal.models import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=False)
context.run_migrations()
