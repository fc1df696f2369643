"""The portal of the hospital's tests: their spreadsheets are the ones that are sent here."""

from tests.web.hospital.conftest import app, hospital

__all__ = ["app", "hospital"]
