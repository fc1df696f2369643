# mypy: ignore-errors
"""Flask-AppBuilder over filings, as its skeleton sets it up: one model, its list with search, its form.

Run by `bench.peers` in an environment of its own; `PEER_DIR` is where its rows lie. SQLite keeps as ours does what it
acknowledges.
"""

import json
import os
import re
from datetime import date
from pathlib import Path

from flask import Flask
from flask_appbuilder import AppBuilder, Model, ModelView
from flask_appbuilder.models.mixins import FileColumn
from flask_appbuilder.models.sqla.interface import SQLAInterface
from flask_appbuilder.utils.legacy import get_sqla_class
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Column, Date, Engine, Integer, String, Text, event, insert

HERE, PASSWORD = Path(os.environ["PEER_DIR"]), "only for this measurement"
LISTED = ["number", "person", "county", "item", "channel", "status", "due_on", "doctor"]
SEARCHED = ["number", "person", "status", "channel"]
FILLED_IN = [*LISTED, "id_number", "phone", "diagnosis", "condition", "scan"]


@event.listens_for(Engine, "connect")
def _durable(connection, _record) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


class BuilderFiling(Model):
    """One filing."""

    __tablename__ = "filing"
    id = Column(Integer, primary_key=True)
    number = Column(String(12), unique=True, nullable=False)
    person = Column(String(64), nullable=False)
    id_number = Column(String(18))
    phone = Column(String(32))
    county = Column(String(64), nullable=False)
    item = Column(String(128), nullable=False)
    channel = Column(String(32), nullable=False, index=True)
    status = Column(String(32), nullable=False, index=True)
    due_on = Column(Date, index=True)
    diagnosis = Column(String(128))
    condition = Column(Text)
    doctor = Column(String(64))
    scan = Column(FileColumn)


class BuilderList(ModelView):
    """Fifty rows of eight columns a page."""

    datamodel = SQLAInterface(BuilderFiling)
    list_columns = LISTED
    search_columns = SEARCHED
    add_columns = FILLED_IN
    base_order = ("due_on", "asc")
    page_size = 50


db = get_sqla_class()()
application = Flask(__name__)
application.config.update(
    SECRET_KEY=PASSWORD,
    SQLALCHEMY_DATABASE_URI=f"sqlite:///{HERE / 'appbuilder.sqlite3'}",
    SQLALCHEMY_TRACK_MODIFICATIONS=False,
    UPLOAD_FOLDER=f"{HERE / 'appbuilder-files'}/",
    FILE_ALLOWED_EXTENSIONS=["jpg"],
    FAB_PASSWORD_COMPLEXITY_ENABLED=False,
    AUTH_RATE_LIMITED=False,
    AUTH_TYPE=1,
)
CSRFProtect(application)
db.init_app(application)
with application.app_context():
    builder = AppBuilder(application, db.session)
    db.create_all()
    Model.metadata.create_all(db.engine)
    builder.add_view(BuilderList, "Filings", category="Filings")


def prepare() -> None:
    """The rows that stand in a file, and the cookie of somebody who is signed in, printed."""
    rows = json.loads((HERE / "rows.json").read_text())
    with application.app_context():
        known = [{**row, "due_on": row["due_on"] and date.fromisoformat(row["due_on"])} for row in rows]
        db.session.execute(insert(BuilderFiling), known)
        db.session.commit()
        security = builder.sm
        security.add_user("clerk", "A", "Clerk", "clerk@localhost", security.find_role("Admin"), PASSWORD)
    client = application.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/login/").text)[1]
    sent = client.post("/login/", data={"username": "clerk", "password": PASSWORD, "csrf_token": token})
    assert sent.status_code == 302, sent.status_code
    print(f"session={client.get_cookie('session').value}")
