"""What came of RapidOCR becomes lines with their places; a reader that breaks or hangs is no more than not read."""

import subprocess
import sys

import pytest

from portal.adapters import page_reader
from portal.adapters.page_reader import CannotRead, ReaderProcess, installed_reader
from portal.adapters.reading_process import reading_of


def test_places_are_parts_of_the_page_and_doubtful_lines_are_left_out() -> None:
    """The first two as RapidOCR 3.10 gave them for a G4 fax; corners of a line that lies askew may lie outside."""
    boxes = [
        [[156, 379], [483, 379], [483, 456], [156, 456]],
        [[153, 905], [801, 907], [801, 986], [153, 984]],
        [[-3, 2440], [90, 2445], [90, 2600], [-3, 2590]],
        [[1286, 1842], [1474, 1842], [1474, 1957], [1286, 1957]],
    ]
    texts = ["姓名：马建国", "入院日期：2026年9月13日", "页", "样章"]
    reading = reading_of((1728, 2443), boxes, texts, [1.0, 0.999, 0.9, 0.4])
    assert [line.text for line in reading.lines] == texts[:3]
    assert reading.ratio == pytest.approx(1.4138, abs=0.001)
    place = reading.lines[1].place
    assert (place.left, place.top) == (pytest.approx(153 / 1728), pytest.approx(905 / 2443))
    assert (place.right, place.middle) == (pytest.approx(801 / 1728), pytest.approx(945.5 / 2443))
    assert (reading.lines[2].place.left, reading.lines[2].place.top + reading.lines[2].place.height) == (0.0, 1.0)
    assert reading_of((10, 20), (), (), ()).lines == ()


@pytest.mark.parametrize(
    "fate",
    [
        subprocess.TimeoutExpired("reader", 1),
        subprocess.CalledProcessError(-9, "reader"),
        subprocess.CompletedProcess("reader", 0, b"no json"),
    ],
    ids=["hung", "killed", "babbled"],
)
def test_whatever_becomes_of_the_process_the_page_is_only_not_read(
    monkeypatch: pytest.MonkeyPatch, fate: Exception | subprocess.CompletedProcess[bytes]
) -> None:
    def run(command: list[str], env: dict[str, str], **_more: object) -> subprocess.CompletedProcess[bytes]:
        assert command[0] == sys.executable
        assert not {name for name in env if name.startswith("PORTAL_")}
        if isinstance(fate, Exception):
            raise fate
        return fate

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(CannotRead):
        ReaderProcess().read(b"a picture")


def test_without_the_extra_there_is_no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_reader, "find_spec", lambda _name: None)
    assert installed_reader() is None
    monkeypatch.setattr(page_reader, "find_spec", lambda name: name)
    assert isinstance(installed_reader(), ReaderProcess)
