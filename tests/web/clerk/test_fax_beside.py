"""A paper made of pages of a fax needs the checker, and so one of the seats of a process like any file."""

from contextlib import ExitStack
from types import SimpleNamespace
from typing import cast

import pytest
from flask import Flask

from portal.adapters.uploads import UploadRefused
from portal.services import fax_tray
from portal.web import uploads
from portal.web.clerk.fax_beside import FaxBeside


def test_where_every_seat_is_taken_it_is_refused_at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fax_tray, "lying", lambda _fax: [])
    beside = cast(FaxBeside, SimpleNamespace(fax=None, name="传真"))
    with app.test_request_context("/"), ExitStack() as held:
        for _each in range(uploads.SEATS):
            held.enter_context(uploads.seat())
        with pytest.raises(UploadRefused, match="busy"):
            FaxBeside.composed(beside, [])
