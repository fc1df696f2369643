"""What arrives waits encrypted where it is much, and reads back as it came."""

import io
import os

import pytest
from flask import Flask, request

from portal.adapters.scratch_file import scratch_file
from portal.web import request_bodies


@pytest.mark.parametrize("size", [1000, request_bodies.IN_MEMORY + 1])
def test_a_file_reads_back_as_it_came(app: Flask, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    made: list[io.BufferedRandom] = []
    real = scratch_file

    def noted() -> io.BufferedRandom:
        made.append(real())
        return made[-1]

    monkeypatch.setattr(request_bodies, "scratch_file", noted)
    content = os.urandom(size)
    with app.test_request_context("/", method="POST", data={"file": (io.BytesIO(content), "photo.jpg")}):
        assert request.files["file"].read() == content
    assert len(made) == (size > request_bodies.IN_MEMORY)
